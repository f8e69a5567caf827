import { describe, expect, test } from 'vitest';
import { trialOf } from '../../../language/evolve/upcasts/trial.ts';
import { format } from '../../../language/syntax/print.ts';
import { expectDiagnostics, fixed, projectOf } from '../harness.ts';
import { found, OF_THE_WHOLE } from './found.fixture.ts';

const expectThese = (source: string) => expectDiagnostics(source, OF_THE_WHOLE);

describe('an upcast is tried on old messages', () => {
  const TRIED: readonly (readonly [what: string, old: string, now: string, words: string])[] = [
    [
      'a division by zero',
      'n: int',
      'd: decimal, reserved n, upcast from @1 { d: 1 / old.n }',
      '1 / old.n: E@1.0 { n: 0 } cannot be read as E@2.0: `d` has no value, division by zero.',
    ],
    [
      'a division by what a literal makes zero',
      'n: int',
      'd: decimal, reserved n, upcast from @1 { d: 1 / (old.n - 41) }',
      '1 / (old.n - 41): E@1.0 { n: 41 } cannot',
    ],
    [
      'a division by the difference of two fields',
      'n: int, m: int',
      'd: decimal, reserved n, m, upcast from @1 { d: 1 / (old.n - old.m) }',
      'E@1.0 { n: 0, m: 0 } cannot',
    ],
    [
      'a decimal with too many digits',
      'd: decimal(6, 2)',
      'd: decimal(6, 2), upcast from @1 { d: old.d * 2 }',
      'old.d * 2: E@1.0 { d: 5000 } cannot',
    ],
    [
      'a decimal with too many places',
      'd: decimal(6, 2)',
      'd: decimal(6, 2), upcast from @1 { d: old.d / 8 }',
      '/d must be a decimal number as a string with at most 4 digits before and 2 after the point',
    ],
    [
      'a long out of its range',
      'n: long(..9223372036854775807)',
      'n: long, upcast from @1 { n: old.n + 1 }',
      'E@1.0 { n: 9223372036854775807 } cannot be read as E@2.0: `n` has no value, ',
    ],
    [
      'an int beyond a new bound',
      'n: int',
      'n: int(..99), upcast from @1 {}',
      '@1: E@1.0 { n: 100 } cannot be read as E@2.0: `n` is carried over from `old.n` and does not fit: /n must be <= 99.',
    ],
    [
      'a negative number',
      'n: int',
      'm: int(0..), reserved n, upcast from @1 { m: old.n }',
      'old.n: E@1.0 { n: -1 } cannot',
    ],
    [
      'a text too long',
      's: string',
      's: string(..64), upcast from @1 {}',
      'does not fit: /s must NOT have more than 64 characters',
    ],
    [
      'a text that becomes empty',
      's: string(1..)',
      's: string(1..), upcast from @1 { s: old.s.trim() }',
      'old.s.trim(): E@1.0 { s: " " } cannot',
    ],
    ['a text of another pattern', 's: string("^[a-z]+$")', 's: string("^[b-z]+$"), upcast from @1 {}', 'E@1.0 { s: "'],
    [
      'a list too long',
      'l: int[]',
      'l: int[..3], upcast from @1 {}',
      'E@1.0 { l: [0, 0, 0, 0] } cannot be read as E@2.0: `l` is carried over from `old.l`',
    ],
    [
      'an empty list',
      'l: int[]',
      'n: decimal, reserved l, upcast from @1 { n: old.l.sum() / old.l.length }',
      'E@1.0 { l: [] } cannot',
    ],
    [
      'an empty map',
      'm: map<int>',
      'n: decimal, reserved m, upcast from @1 { n: 1 / old.m.length }',
      'E@1.0 { m: {} } cannot be read',
    ],
    [
      'a list whose items make nothing',
      'l: { n: int }[]',
      'l: decimal[], upcast from @1 { l: old.l.map(i => 6 / i.n) }',
      'E@1.0 { l: [{ n: 0 }] } cannot be read as E@2.0: `l` has no value, division by zero',
    ],
    [
      'one symbol of many',
      'e: enum { a, b, c, d, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z }',
      'd: decimal, reserved e, upcast from @1 { d: 1 / (old.e == y ? 0 : 1) }',
      'E@1.0 { e: y } cannot',
    ],
    [
      'an optional that is absent',
      's?: string, t: string',
      'n: decimal, reserved s, t, upcast from @1 { n: 1 / (old.s == null ? 0 : 1) }',
      'E@1.0 { t: "" } cannot',
    ],
    [
      'a pair of values that only together are wrong',
      'a: enum { x, y, z }, b: enum { x, y, z }, c: boolean, d: int(1..3), s?: string',
      'n: decimal, reserved a, b, c, d, s, upcast from @1 { n: 1 / (old.a == z and old.b == y ? 0 : 1) }',
      'E@1.0 { a: z, b: y, c: false, d: 1 } cannot',
    ],
    [
      'a field called like what every object has',
      '__proto__: int, constructor: string',
      '__proto__: int(..5), constructor: string(..2), upcast from @1 {}',
      '`__proto__` is carried over from `old.__proto__` and does not fit: /__proto__ must be <= 5',
    ],
    [
      'a renamed field',
      'before: string',
      'after: string(..2) was before, upcast from @1 {}',
      '`after` is carried over from `old.before` and does not fit',
    ],
    [
      'a name in backquotes',
      '`a b/c~d`: int',
      '`a b/c~d`: int(..5), upcast from @1 {}',
      '`a b/c~d` is carried over from `old.a b/c~d` and does not fit',
    ],
    [
      'what lies deep inside',
      'r: { l: { s: string }[] }',
      'r: { l: { s: string(..2) }[] }, upcast from @1 { r: old.r }',
      '/r/l/0/s must NOT have more than 2 characters',
    ],
    [
      'a field with a default',
      'n: int = 5',
      'd: decimal, reserved n, upcast from @1 { d: 1 / (old.n - 5) }',
      'E@1.0 { n: 5 } cannot',
    ],
  ];

  test.each(TRIED)('and fails for %s', (_, old, now, words) => {
    const all = found(`event E@1 { ${old} }\nevent E@2 { ${now} }`);
    expect(all.filter((one) => one.startsWith('EVF4051')).join('\n')).toContain(words);
    expect(all.filter((one) => !one.startsWith('EVF4051'))).toEqual([]);
  });

  test.each([
    [
      'n: int, m: long, d: decimal, e: double',
      'n: int, m: long, d: decimal, e: double, twice: int, upcast from @1 { twice: old.n * 2 }',
    ],
    ['d: decimal(6, 2)', 'd: decimal(7, 2), upcast from @1 { d: old.d * 2 }'],
    ['s: string(..64)', 's: string(..64), n: int(..64), upcast from @1 { n: old.s.length }'],
    ['l: int(1..)[1..5]', 'n: decimal, reserved l, upcast from @1 { n: 1 / old.l.length + 1 / (old.l.first ?? 1) }'],
    [
      'a: int, b: timestamp, c: uuid, d: date, e: email, f: uri, g: bytes, h: json, i: duration, j: time',
      'a: int, b: timestamp, c: uuid, d: date, e: email, f: uri, g: bytes, h: json, i: duration, j: time, upcast from @1 {}',
    ],
    ['', 'n: int = 3, s?: string, upcast from @1 {}'],
    ['s: string("(?=x)y")', 's: string("(?=x)y"), n: decimal, upcast from @1 { n: 1 / 0 }'],
  ])('of %s', (old, now) => {
    expect(found(`event E@1 { ${old} }\nevent E@2 { ${now} }`)).toEqual([]);
  });

  test('with types that contain themselves, and every case of a union', () => {
    const types = `
record Node { next?: Node, kids: Node[], by: map<Node>, n: int }
record Card { digits: string(4..4) }
record Cash { euros: int(0..) }
record Other { }
record Wrapped { pay: Pay }
union Pay by kind { card: Card, cash: Cash, wrapped: Wrapped, other: Other } otherwise other
record Euros { euros: int(0..99) }
union Small by kind { card: Card, cash: Euros, wrapped: Wrapped, other: Other }
`;
    expect(
      found(`${types}
event E@1 { root: Node, pay: Pay }
event E@2 { root: Node, pay: Pay, d: decimal, c: int(..2), upcast from @1 { d: 1 / old.root.kids.length, c: old.root.by.length } }`),
    ).toEqual([
      expect.stringContaining(
        '1 / old.root.kids.length: E@1.0 { root: { kids: [], by: {}, n: 0 }, pay: { kind: other } } cannot',
      ),
      expect.stringMatching(/^EVF4051 old.root.by.length: .* \/c must be <= 2/),
    ]);
    expect(found(`${types}\nevent E@1 { pay: Pay }\nevent E@2 { pay: Small, upcast from @1 {} }`)).toEqual([
      expect.stringContaining(
        'E@1.0 { pay: { kind: cash, euros: 100 } } cannot be read as E@2.0: `pay` is carried over',
      ),
    ]);
  });

  test('also as older minors wrote them', () => {
    expectThese(`
event E@1.0 { n?: int }
event E@1.1 { n?: int, m: int(1..) = 5 }
event E@2 { d: decimal, reserved n, upcast from @1 { d: 1 / (old.m - 5) } }
//                                                      ^^^^^^^^^^^^^^^ error EVF4051 E@1.1 { m: 5 } cannot be read`);
  });

  test('with a thousand fields, of which those that matter are shown', () => {
    const fields = (type: (i: number) => string) =>
      Array.from({ length: 1000 }, (_, i) => `f${i}: ${type(i)}`).join(', ');
    const old = fields(() => 'string');
    const now = fields((i) => (i === 700 ? 'string(..3)' : 'string'));
    const all = found(
      `event E@1 { ${old}, n: int }\nevent E@2 { ${now}, d: decimal, n: int, upcast from @1 { d: 1 / old.n } }`,
    );
    expect(all).toHaveLength(2);
    expect(all[0]).toContain('f700: "aaaa", … 993 more } cannot be read as E@2.0: `f700` is carried over');
    expect(all[1]).toContain('n: 0, … 993 more } cannot be read as E@2.0: `d` has no value');
  });

  test('and what is sensitive stays hidden', () => {
    const all = found(`
event E@1 { @sensitive pin: string, n: int }
event E@2 { @sensitive pin: string(..2), n: int(..2), upcast from @1 {} }`);
    expect(all).toHaveLength(2);
    for (const one of all) expect(one).toContain('E@1.0 { pin: (hidden), n: ');
  });

  test('but for what has errors of its own', () => {
    for (const upcast of ['{ d: 1 / old.m }', '{ d: }', '{ d: 1 / 0, nope: 1 }', '{ }'])
      expect(
        found(`event E@1 { n: int }\nevent E@2 { n: int, d: decimal, upcast from @1 ${upcast} }`).join('\n'),
      ).not.toContain('EVF405');
    expect(
      found('event E@1 { n: Nope }\nevent E@2 { n: int, d: decimal, upcast from @1 { d: 1 / 0, n: 1 } }').join('\n'),
    ).not.toContain('EVF405');
    expect(found('event E@2 { d: decimal, upcast from @1 { d: 1 / 0 } }').join('\n')).not.toContain('EVF405');
    expect(
      found(
        'event E@1 { r: R }\nevent E@2 { r: R, d: decimal, upcast from @1 { d: 1 / 0 } }\nrecord R { n: int = "x" }',
      ).join('\n'),
    ).not.toContain('EVF405');
  });

  test('once, until something that it depends on has changed', () => {
    const { project } = projectOf(`// file: types.evflow
record Money { value: decimal }
// file: main.evflow
event Other { a: int }
event E@1 { n: int, m: Money }
event E@2 { d: decimal, m: Money, upcast from @1 { d: 1 / old.n } }
// file: more.evflow
event More { a: int }`);
    const trial = () => trialOf(project, project.entity('E@2.0')!);
    const text = project.file('main.evflow')!.text;
    const first = trial();
    expect(first.failures).toHaveLength(1);
    expect(trial()).toBe(first);
    project.setFile('more.evflow', 'event More { a: int, b: int }');
    project.setFile('main.evflow', `// a comment\n${text.replace('Other { a', 'Other { b')}`);
    expect(trial()).toBe(first);
    project.setFile('types.evflow', 'record Money { value: decimal, currency: string }');
    expect(trial()).not.toBe(first);
    project.setFile('main.evflow', text.replace('n: int', 'n: int(1..)'));
    expect(trial().failures).toEqual([]);
  });
});

describe('two ways from an old version', () => {
  const versions = (direct: string, second = 'n: old.n', third = 'n: old.n') => `
event E@1 { n: int, s: string }
event E@2 { n: int, t: string was s, upcast from @1 { ${second} } }
event E@3 { n: int, t: string was s, upcast from @2 { ${third} }, upcast from @1 { ${direct} } }`;

  test('give the same, or the fields that differ are named with both values', () => {
    expect(found(versions('n: old.n, t: old.s'))).toEqual([]);
    expect(found(versions('n: old.n + 1'))).toEqual([
      'EVF4052 @1: E@1.0 { n: 0, s: "" } comes out as another E@3.0 straight from E@1.0 than by way of E@2.0: `n` is 1 straight and 0 that way. Make them give the same, or leave out the direct one.',
    ]);
    expect(found(versions('n: old.n, t: old.s + "!"', 'n: old.n * 2'))).toEqual([
      expect.stringMatching(/`n` is 1 straight and 2 that way and `t` is "!" straight and "" that way/),
    ]);
  });

  test('also where they differ in one message only', () => {
    expect(found(versions('n: old.n == 13 ? 0 : old.n'))).toEqual([expect.stringContaining('E@1.0 { n: 13, s: "" }')]);
  });

  test('are the same where numbers and times are, however they are written', () => {
    expectThese(`
event E@1 { d: decimal(6, 2), t: timestamp }
event E@2 { d: decimal, t: timestamp, upcast from @1 { } }
event E@3 { d: decimal, t: timestamp, upcast from @1 { d: old.d * 1.00 }, upcast from @2 { } }`);
  });

  test('are not compared where one of them fails, which is told by itself', () => {
    const all = found(versions('n: old.n', 'n: round(old.s.length / (old.n - old.n))'));
    expect(all.filter((one) => one.startsWith('EVF4052'))).toEqual([]);
  });

  test('over four majors, and over a minor that has the other way', () => {
    expectThese(`
event E@1 { n: int }
event E@2 { n: int, upcast from @1 { n: old.n + 1 } }
event E@3.0 { n: int, upcast from @2 { n: old.n + 1 } }
event E@3.1 { n: int }
event E@4 { n: int, upcast from @3 { n: old.n + 1 }, upcast from @1 { n: old.n + 2 }, upcast from @2 { n: old.n + 2 } }
//                                                               ^^ error EVF4052 E@1.0 { n: 0 } comes out as another E@4.0 straight from E@1.0 than by way of E@2.0: \`n\` is 2 straight and 3 that way`);
  });

  test('are mended by taking the direct one away', () => {
    const title = 'Remove the upcast from E@1.0, so that it is read by way of E@2.0';
    expect(fixed(versions('n: old.n + 1'), title)).toContain('upcast from @2 { n: old.n } }');
  });
});

describe('what an upcast leaves behind', () => {
  test('is said, once for each upcast', () => {
    expectThese(`
record Address { city: string, zip: string }
event E@1 { a: int, b: int, c: string, d: int, e: Address, f?: int, g: int }
event E@2 {
  a: int
  bb: int was b
  c: int
  city: string
  g: string
  reserved f
  upcast from @1 { c: 1, city: old.e.city, g: "" }
  //          ^^ hint EVF4053 \`c\`, \`d\` and \`g\` of E@1.0 are lost in E@2.0.
}
event E@3 { a: int, r: { a: int, bb: int, c: int, city: string, g: string }, upcast from @2 { r: { ...old } } }
event E@4 { all: json, upcast from @3 { all: old } }
event E@5 { n: int, reserved all, upcast from @4 { n: 0 } }
event E@6 { upcast from @5 { } }
//                      ^^ hint EVF4053 \`n\` of E@5.0 is lost in E@6.0.`);
  });

  test('may be left behind on purpose', () => {
    const inline = 'event E@1 { `a b`: int, c: int }\nevent E@2 { c: string, upcast from @1 { c: "" } }';
    const mended = fixed(inline, 'Add `reserved `a b``');
    expect(mended).toBe(
      'event E@1 { `a b`: int, c: int }\nevent E@2 { c: string, reserved `a b`, upcast from @1 { c: "" } }',
    );
    expect(found(mended)).toEqual([expect.stringContaining('EVF4053 @1: `c` of E@1.0 is lost in E@2.0')]);
    const lines = 'event E@1 { a: int, b: int }\nevent E@2 {\n  upcast from @1 {}\n}\n';
    const result = fixed(lines, 'Add `reserved a, b`');
    expect(result).toBe('event E@1 { a: int, b: int }\nevent E@2 {\n  reserved a, b\n  upcast from @1 {}\n}\n');
    expect([found(result), format(result)]).toEqual([[], result]);
  });
});
