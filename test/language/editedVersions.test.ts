import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose, diagnoseLock } from '../../language/check/diagnose.ts';
import { lockText } from '../../language/evolve/lock/lockText.ts';
import { readLock } from '../../language/evolve/lock/readLock.ts';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

/** What an example that shows a part of a system leaves open. */
const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011'];

const expectFound = (source: string) => expectDiagnostics(source, OF_THE_WHOLE);

describe('an edit of a published message is found at', () => {
  test('the field that was changed, added or renamed', () => {
    expectFound(`
// published: a.evflow
event A { id: uuid, n: int }
event B { id: uuid }
event C { id: uuid, old: int }

// file: a.evflow
event A { id: uuid, n: long }
//                  ^ error EVF4001 A@1.0 is published, as evflow.lock has it, and \`n: long\` was \`n: int\`. Undo this
event B { id: uuid, note?: string }
//                  ^^^^ error EVF4001 \`note\` is new
event C { id: uuid, fresh: int was old }
//    ^ error EVF4001 \`fresh\` and \`old\` are not what they were`);
  });

  test('the name, for a field that is gone or a version that is gone', () => {
    expectFound(`
// published: a.evflow
event A { id: uuid, n: int }
event B { id: uuid }
event B@1.1 { id: uuid, n?: int }
event B@2 { id: uuid, upcast from @1 {} }

// file: a.evflow
event A { id: uuid }
//    ^ error EVF4001 \`n: int\` is gone
event B { id: uuid }
event B@2 { id: uuid, upcast from @1 {} }
//    ^ error EVF4001 B@1.1 was published, as evflow.lock has it, and is declared no more`);
  });

  test('the name, for a symbol or a case', () => {
    expectFound(`
// published: a.evflow
enum S { a, b }
enum T { a, b }
union U { v: V }
record V { n: int }
event A { s: S, t: T, u: U }

// file: a.evflow
enum S { a, b, c }
//   ^ error EVF4001 \`c\` is new
enum T { a } otherwise a
//   ^ error EVF4001 \`b\` is gone
union U { v: V, w: V }
//    ^ error EVF4001 \`w\` is new
record V { n: int }
event A { s: S, t: T, u: U }`);
  });

  test('the name, for another kind of message or a reserved name', () => {
    expectFound(`
// published: a.evflow
event A { id: uuid }
event B { id: uuid }

// file: a.evflow
document A { id: uuid }
//       ^ error EVF4001 is not what it was
event B { id: uuid, reserved n }
//    ^ error EVF4001 is not what it was`);
  });
});

test('an edit of a type names the messages that use it, at whatever depth, and nothing is said at them', () => {
  expectFound(`
// published: a.evflow
event A { id: uuid, list: map<Line[]> }
event A@1.1 { id: uuid, list: map<Line[]>, line?: Line }
command Do { pay: Pay }
record Line { pay: Pay }
union Pay { card: Card, cash: Cash }
record Card { brand: Brand }
record Cash {}
enum Brand { visa, other }
record Unused { n: int }

// file: a.evflow
event A { id: uuid, list: map<Line[]> }
event A@1.1 { id: uuid, list: map<Line[]>, line?: Line }
command Do { pay: Pay }
record Line { pay: Pay }
union Pay { card: Card, cash: Cash }
record Card { brand: Brand }
record Cash {}
enum Brand { visa, amex, other }
//   ^^^^^ error EVF4001 A@1.0, A@1.1 and Do@1.0 use it. Give it versions: \`enum Brand@1.0\` as it was
record Unused { n: long }
consumer C { on Do emits A }`);
});

test('docs, comments, order, annotations, upcasts, other words for the same and what other rules watch are no edits', () => {
  const { project } = projectOf(`
// published: a.evflow
namespace shop
event A "a" { id: uuid, @example(1) n: int(1..1) = 1, l: L[] }
event A@2 { id: uuid }
record L { status: enum { x, y }, d: decimal(5) = 01.50 }

// file: b.evflow
namespace shop
/// Docs.
@owner("me")
event A@1.0 { l: shop.L@1.0[], @sensitive id: uuid /* the id */, n: int(1) = 1 }
event A@2 { id: uuid, upcast from @1 {} }
// file: c.evflow
namespace shop
record L { d: decimal(5, 0) = 1.50, status: enum { y, x } }`);
  expect(project.uris.flatMap((uri) => diagnose(project, uri)).filter(({ code }) => code === 'EVF4001')).toEqual([]);
});

test('while a type is not known, nothing is said', () => {
  expectDiagnostics(
    `
// published: a.evflow
event A { id: uuid }
// file: a.evflow
event A { id: uui, n }
//            ^^^ error EVF2001`,
    [...OF_THE_WHOLE, 'EVF1002'],
  );
});

describe('a git revision', () => {
  const before = 'event A { id: uuid } event B { id: uuid }';
  const now = 'event A { id: string } event B { id: uuid }';
  const codes = (names: readonly string[]) => {
    const { project } = projectOf(now);
    const { project: published } = projectOf(before);
    project.compareWith(names.map((name) => (name === 'evflow.lock' ? readLock('') : { name, project: published })));
    return diagnose(project, 'main.evflow').flatMap(({ code, message }) => (code === 'EVF4001' ? [message] : []));
  };

  test('counts as published where there is no lock', () => {
    expect(codes(['git:origin/main'])).toEqual([expect.stringContaining('as git:origin/main has it')]);
    expect(codes(['evflow.lock', 'git:origin/main'])).toEqual([]);
    expect(codes(['http://registry'])).toEqual([]);
  });
});

test('a message of which nothing is declared any more is found in the lock, at its first version', () => {
  const { project } = projectOf('event A { id: uuid } record B { n: int }');
  const published = projectOf('event A { id: uuid } event B@1 {} event B@2 {} event B@1.1 {}').project;
  const text = lockText(published);
  project.compareWith([readLock(text)]);
  const [found, ...others] = diagnoseLock(project);
  expect([found?.code, text.slice(0, found?.span.start).split('\n').length, others]).toEqual(['EVF4001', 3, []]);
  expect(found?.message).toContain('where no such message is left anywhere, `evflow publish --drop B`');
});

describe('the fix', () => {
  test('puts the published version back, with all that is no edit, and adds the edited one', () => {
    const source = `
// published: a.evflow
namespace shop
event A { id: uuid, n: int, gone: shop.common.Money, l?: Line[] }
record Line { n: int }
// published: common.evflow
namespace shop.common
record Money { n: int }
// file: a.evflow
namespace shop
/// What happened.
event A {
  /// The id.
  @example("x") id: uuid
  n: long // more
  l?: Line[1..] = []
  added?: string
}
record Line { n: int }
// file: common.evflow
namespace shop.common
record Money { n: int }`;
    expect(fixed(source, 'Add A@1.1 with this change')).toBe(`namespace shop
/// What happened.
event A {
  /// The id.
  @example("x") id: uuid
  n: int // more
  l?: Line[]
  gone: shop.common.Money
}

event A@1.1 {
  /// The id.
  @example("x") id: uuid
  n: long // more
  l?: Line[1..] = []
  added?: string
}
record Line { n: int }`);
  });

  test('gives a type versions', () => {
    const source = `
// published: a.evflow
event A { s: S, u: U }
enum S { a, b }
union U by kind { r: R, q: R } otherwise q
record R {}
// file: a.evflow
event A { s: S, u: U }
enum S { a, b, c }
union U { r: R, q: R }
record R {}`;
    expect(fixed(source, 'Add S@1.1 with this change')).toBe(`event A { s: S@1.0, u: U }
enum S { a, b }

enum S@1.1 { a, b, c }
union U { r: R, q: R }
record R {}`);
    expect(fixed(source, 'Add U@1.1 with this change')).toContain(
      'union U by kind { r: R, q: R } otherwise q\n\nunion U@1.1 { r: R, q: R }',
    );
  });

  test('declares what is missing again', () => {
    const source = `
// published: a.evflow
event A "a" { id: uuid }
event A@1.1 "a" { id: uuid, n?: int }
// file: a.evflow
event A "a" { id: uuid }`;
    expect(fixed(source, 'Declare A@1.1 again')).toBe(
      'event A "a" { id: uuid }\n\nevent A@1.1 "a" { id: uuid, n?: int }',
    );
  });

  test('leaves nothing that was edited, whatever the edit', () => {
    const field = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'state'),
      fc.constantFrom('int', 'string[]', '{ x: L }', 'L', 'S = x'),
    );
    const fields = fc.uniqueArray(field, { selector: ([name]) => name }).map((all) => all.map((one) => one.join(': ')));
    const rest = 'record L { n: int } enum S { x, y }';
    fc.assert(
      fc.property(fields, fields, fc.constantFrom(', ', '\n', ',\n  '), (before, now, separator) => {
        const source = `// published: a.evflow
event A { ${before.join(', ')} } ${rest}
// file: a.evflow
event A { ${now.join(separator)} } ${rest}`;
        fc.pre([...before].sort().join() !== [...now].sort().join());
        const text = fixed(source, 'Add A@1.1 with this change');
        const { project } = projectOf(
          `// published: a.evflow\nevent A { ${before.join(', ')} } ${rest}\n// file: a.evflow\n${text}`,
        );
        expect(project.file('a.evflow')?.errors).toEqual([]);
        expect(diagnose(project, 'a.evflow').filter(({ code }) => code === 'EVF4001')).toEqual([]);
        expect(project.messageVersion('A@1.1')?.shape.fields.map(({ name }) => name)).toEqual(
          now.map((one) => one.split(':')[0]),
        );
      }),
    );
  });
});
