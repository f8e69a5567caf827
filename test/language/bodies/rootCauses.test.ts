import { expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { expectDiagnostics, projectOf } from '../harness.ts';

const SHARED = `
event A { id: uuid, n?: int, m: map<int>, s: string }
topic as { carries A, key id }
service Shop { publishes A }
`;

test('a message whose version is open is not asked for its fields', () => {
  const two = `
event E { id: uuid }
event E@2 { id: uuid, n: int }
event A { id: uuid }
topic es { carries E, A, key id }
service Shop { publishes A }
`;
  expectDiagnostics(
    `${two}
consumer C {
  idempotent
  on A as a {
    emit E {}
    //   ^ error EVF2004 Say which one is meant.
    emit E
    //   ^ error EVF2004 Say which one is meant.
    emit E@2 {}
    //       ^^ error EVF6006 E@2.0 also needs id: uuid and n: int.
  }
}
scenario "s" { when E { total: 1 } }
//                  ^ error EVF2004 Say which one is meant.`,
  );
});

test('`for` of two names is one mistake', () => {
  expectDiagnostics(`${SHARED}
consumer C {
  idempotent
  on A as a {
    for k, v in a.m {
    //   ^ error EVF1001 \`for\` takes one name, of an item or a key: what a map has there is \`map[key]\`.
      if v > 2 { fail k + v.name }
    }
    for k in a.m { fail v }
    //                  ^ error EVF6001 There is no v here.
  }
}`);
  expectDiagnostics(`${SHARED}
consumer C {
  idempotent
  on A as a {
    for (k, v) in a.m { if v > 2 { fail k } }
    //  ^ error EVF1001 Unexpected \`(\`.
    if a.n > 2 { fail "n" }
    // ^^^ error EVF6005
  }
}`);
});

test.each(['int', 'int?', 'int(1..5)', 'int[1..5]', 'map<int>', 'map<int>[]', 'shop.Money@1.1[]', 'Money'])(
  '`let` with the type %s is one mistake',
  (type) => {
    expectDiagnostics(`${SHARED}
consumer C {
  idempotent
  on A as a {
    let x: ${type} = 3
    //   ^ error EVF1001 A local takes the type of its value, as in \`let total = 1\`.
    if x > 2 { fail "more" }
    let y: ${type} = {}
    //   ^ error EVF1001 A local takes the type of its value
    let z: ${type}
    //   ^ error EVF1001 A local takes the type of its value
    if a.n > 2 { fail "n" }
    // ^^^ error EVF6005
  }
}`);
  },
);

test('a literal is reported once, and says once what it is', () => {
  const report = (statement: string) => {
    const { project } = projectOf(`${SHARED}
record R { x: int(1..3), j?: json }
consumer C { idempotent, single, state { x: int(1..3) = 1, r?: R, j?: json, b: boolean = true }, on A as a { ${statement} } }`);
    return diagnose(project, 'main.evflow').map(({ code, message }) => `${code} ${message}`);
  };
  expect(report('x = 7')).toEqual(['EVF6012 7 is no int(1..3): it is more than 3.']);
  expect(report('r = { x: 7 }')).toEqual(['EVF6012 7 is no int(1..3): it is more than 3.']);
  const beyond = ['EVF6012 99999999999999999999 is no int: it is beyond ±9007199254740991.'];
  for (const statement of [
    'fail 99999999999999999999',
    'b = not 99999999999999999999',
    'b = 99999999999999999999 and a.n == 2',
    'r = 99999999999999999999',
    'j = 99999999999999999999',
    'let z = 99999999999999999999 r = z',
  ])
    expect(report(statement), statement).toEqual(beyond);
});

test('an optional `json` takes what `json` takes', () => {
  expectDiagnostics(`${SHARED}
consumer C {
  idempotent
  single
  state { j?: json, k: json = 1 }
  on A as a { j = 5, j = a.s, j = null, j = a.n, k = a.n, j = { "a": [1] } }
}`);
});
