import { describe, expect, test } from 'vitest';
import { format } from '../../../language/syntax/print.ts';
import { expectDiagnostics, fixed } from '../harness.ts';
import { found, OF_THE_WHOLE } from './found.fixture.ts';

const expectThese = (source: string) => expectDiagnostics(source, OF_THE_WHOLE);

describe('a major without a way from an older one', () => {
  const MAJORS = `
event E@1 { id: uuid, n: int }
event E@2 { id: uuid, m: decimal }
topic es { carries E, key id }
service Web { publishes E@2 }
`;

  test('is an error where a reader begins in history', () => {
    expectThese(`
event E@1 { id: uuid, n: int }
event E@2 { id: uuid, n: int }
//    ^ error EVF4054 E@1 may lie in a log, and C, P and A cannot read it as @2. Write \`upcast from @1\` in E@2, or \`ignore E@1\`.
topic es { carries E, key id }
service Web { publishes E@2 }
consumer C { on E@2 }
consumer Late { offset latest, on E@2 }
consumer Both { on E@1, on E@2 }
consumer Ignoring { on E@2, ignore E@1 }
projection P by id { state { n: int = 0 }, on E@2 { state.n += 1 } }
projection Q by id { state { n: int = 0 }, on E@2 { state.n += 1 }, ignore E@1 }
command Do { id: uuid }
service Api { publishes Do }
aggregate A by id { state { n: int = 0 }, handle Do { emit E@2 { id, n: 0 } }, apply E@2 { state.n += 1 } }`);
  });

  test('is none where nobody reads it, or only the old one', () => {
    expect(found(MAJORS)).toEqual([]);
    expect(found(`${MAJORS}consumer C { on E@1, ignore E@2 }`)).toEqual([]);
  });

  test('is told once, at the reader, where the old one is still said', () => {
    const all = found(`${MAJORS}service Old { publishes E@1 }\nconsumer C { on E@2 }`);
    expect(all.map((one) => one.slice(0, 7))).toEqual(['EVF3015']);
  });

  test('may read by a chain', () => {
    expect(
      found(`
event E@1 { id: uuid }
event E@2 { id: uuid, upcast from @1 { } }
event E@3 { id: uuid, upcast from @2 { } }
topic es { carries E, key id }
service Web { publishes E@3 }
consumer C { on E@3 }`),
    ).toEqual([]);
  });

  test('that has been published and is gone from here is found as that', () => {
    expectThese(`
// published: then.evflow
event E@1 { id: uuid, n: int }
// file: main.evflow
event E@2 { id: uuid, m: decimal }
//    ^ error EVF4001 E@1.0 was published, as evflow.lock has it, and is declared no more
topic es { carries E, key id }
service Web { publishes E@2 }
consumer C { on E@2 }`);
  });

  test('of a command is none: commands wait in an inbox until they are handled', () => {
    expect(
      found(`
command Do@1 { id: uuid }
command Do@2 { id: uuid, n: int }
service Web { publishes Do@2 }
consumer C { on Do@2 }`),
    ).toEqual([]);
  });

  test('is mended by an upcast to be filled in, in the manner of the message', () => {
    const title = 'Add `upcast from @1`';
    const inline = fixed(`${MAJORS}consumer C { on E@2 }`, title);
    expect(inline).toContain('event E@2 { id: uuid, m: decimal, upcast from @1 { m: 0 } }');
    const lines = `event E@1 { id: uuid, n: int, note?: string }
event E@2 {
  id: uuid // who
  n: decimal
  note: string
  kind: enum { a, b }
  /// What is left.
  rest: { s: string(2..), l: int(3..)[2..] } // more
}
topic es { carries E, key id }
service Web { publishes E@2 }
consumer C { on E@2 }
`;
    const result = fixed(lines, title);
    expect(result).toContain(`
  rest: { s: string(2..), l: int(3..)[2..] } // more
  upcast from @1 {
    n: old.n
    note: old.note ?? ""
    kind: a
    rest: { s: "xx", l: [3, 3] }
  }
}
`);
    expect([found(result), format(result)]).toEqual([[], result]);
  });
});
