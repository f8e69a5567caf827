import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed, parseSnippet } from '../harness.ts';
import { found } from './found.fixture.ts';

const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011'];

/** Applies the fix and expects that nothing is left to say. */
function mends(source: string, title: string, after: string, uri?: string): void {
  expect(fixed(source, title, uri)).toBe(after);
  const { files } = parseSnippet(source);
  if (files.length === 1) expectDiagnostics(after, OF_THE_WHOLE);
}

const ADDED = `event Placed { id: uuid }
event Placed@1.1 {
  id: uuid
  coupon: string(3..8)
}`;

describe('a required field that is new', () => {
  test('becomes optional', () => {
    mends(ADDED, 'Make `coupon` optional', ADDED.replace('coupon:', 'coupon?:'));
  });

  test('gets a default that fits', () => {
    mends(ADDED, 'Give `coupon` the default `"xxx"`', ADDED.replace('8)', '8) = "xxx"'));
  });

  test('goes to a new major, with who named this minor', () => {
    const source = `event Placed { id: uuid }
event Placed@1.1 {
  id: uuid
  coupon: string
}
command Place { id: uuid }
topic orders { carries Placed, key id }
service Shop {
  consumer Taker { single, idempotent, on Place as cmd { emit Placed { ...cmd, coupon: "none" } } }
}
consumer Mail { on Placed }
consumer Old { on Placed@1.0 }
`;
    const after = `event Placed { id: uuid }
event Placed@2 {
  id: uuid
  coupon: string
  upcast from @1 {
    coupon: ""
  }
}
command Place { id: uuid }
topic orders { carries Placed, key id }
service Shop {
  consumer Taker { single, idempotent, on Place as cmd { emit Placed@2 { ...cmd, coupon: "none" } } }
}
consumer Mail { on Placed@2 }
consumer Old { on Placed@1.0 }
`;
    expect(fixed(source, 'Move it to @2 with `upcast from @1`')).toBe(after);
  });

  test('is waived with a reason', () => {
    const waived = ADDED.replace('  coupon', '  // evflow-ignore EVF4003: say why\n  coupon');
    mends(ADDED, 'Waive EVF4003 here, with a reason', waived);
  });

  test('in a file with CRLF keeps its line ends', () => {
    const crlf = ADDED.replaceAll('\n', '\r\n');
    expect(fixed(crlf, 'Waive EVF4003 here, with a reason')).toBe(
      crlf.replace('  coupon', '  // evflow-ignore EVF4003: say why\r\n  coupon'),
    );
  });
});

test('a waiver holds also where a comment stands behind what it waives, and below an annotation', () => {
  const source = `event Placed { id: uuid }
@owner("shop")
event Placed@1.1 { id: uuid, coupon: string } // new
`;
  const waived = source.replace('event Placed@1.1', '// evflow-ignore EVF4003: say why\nevent Placed@1.1');
  mends(source, 'Waive EVF4003 here, with a reason', waived);
});

test('a required field that an older version insists on is not made optional', () => {
  const source = `event Placed { id: uuid, coupon: string }
event Placed@1.1 { id: uuid }
event Placed@1.2 { id: uuid, coupon: string }`;
  expect(() => fixed(source, 'Make `coupon` optional')).toThrow('Give `coupon` the default `""`');
  expect(fixed(`topic t { carries Placed, compatibility backward }\n${source}`, 'Make `coupon` optional')).toContain(
    '?',
  );
});

describe('where old readers alone break', () => {
  const versions = 'event Placed { id: uuid, k: enum { a } }\nevent Placed@1.1 { id: uuid, k: enum { a, b } }';
  const title = (topics: string) => `Upgrade readers first: \`compatibility backward\` on ${topics}`;

  test('readers may be upgraded first, on all topics that carry the message', () => {
    const source = (one: string, two: string) =>
      `topic one { carries Placed, key id${one} }\ntopic two {\n  carries Placed\n  key id${two}\n}\n${versions}`;
    mends(
      source('', '\n  compatibility full // both'),
      title('one and two'),
      source(', compatibility backward', '\n  compatibility backward // both'),
    );
    mends(
      source(', compatibility none', ' // who'),
      title('two'),
      source(', compatibility none', ' // who\n  compatibility backward'),
    );
  });

  test('there must be a topic to say so, and nothing else that breaks there', () => {
    const added = 'topic t { carries E, key id }\nevent E { id: uuid }\nevent E@1.1 { id: uuid, n: int }';
    expect(() => fixed(versions, title('Placed'))).toThrow('no fix');
    expect(() => fixed(added, title('t'))).toThrow('no fix');
    const forward = `topic t { carries Placed, key id, compatibility forward }\n${versions}`;
    expect(() => fixed(forward, title('t'))).toThrow('no fix');
  });
});

test('what is published is not mended by an edit, and neither is what an older version uses', () => {
  const versions = 'event E { id: uuid }\nevent E@1.1 { id: uuid, n: int }';
  const published = `// published: then.evflow\n${versions}\n// file: now.evflow\n${versions}`;
  expect(() => fixed(published, 'Make `n` optional')).toThrow(': Waive EVF4003 here, with a reason');
  const shared = `record A { x: int }
record B { y: int }
union U@1.0 { a: A, b: B } otherwise b
union U@1.1 { b: B } otherwise b
event E { id: uuid, u: U@1.0 }
event E@1.1 { id: uuid, u: U@1.1 }`;
  expect(() => fixed(shared, 'Make `y` optional')).toThrow(': Move it to @2 with');
});

test('a field that was renamed twice has one old name', () => {
  const source = `topic t { carries E, key id, compatibility backward }
event E { id: uuid, a: int }
event E@1.1 { id: uuid, b: int was a }
event E@1.2 { id: uuid, c: int was b }`;
  expect(() => fixed(source, 'Say that it `was a`')).toThrow('Move it to @2');
});

test('a case that is read as another one is not taken for that one under new names', () => {
  const source = `record A { x: int }
record B { y: int }
union U@1.0 { a: A, b: B } otherwise b
union U@1.1 { a: A, b: B, c: A } otherwise b
event E { id: uuid, u: U@1.0 }
event E@1.1 { id: uuid, u: U@1.1 }`;
  expect(found(source)).toEqual([
    expect.stringContaining('EVF4004 u: U@1.1: @1.0 cannot read what E@1.1 writes: `u(c).y` is required there'),
    expect.stringContaining(
      'EVF4017 u: U@1.1: @1.0 loses something of E@1.1: `c` is new in `u`, and read there as `b`',
    ),
  ]);
});

test('names that need them keep their backquotes', () => {
  const renamed = 'event Placed { `to-tal`?: int }\nevent Placed@1.1 { total?: int }';
  expect(fixed(renamed, 'Say that it `was `to-tal``')).toBe(renamed.replace('total?: int', 'total?: int was `to-tal`'));
  const symbols = 'event Placed { k: enum { a, `n/a` } }\nevent Placed@1.1 { k: enum { a } }';
  mends(symbols, 'Keep `n/a`', symbols.replace('enum { a }', 'enum { a, `n/a` }'));
});

test('a type and its default are kept together where one alone does not fit', () => {
  const source = (after: string) => `event Placed { n: int(0..9) = 0 }\nevent Placed@1.1 { n: ${after} }`;
  expect(fixed(source('int(0..5) = 5'), 'Keep `n: int(0..9)`')).toBe(source('int(0..9) = 5'));
  expect(() => fixed(source('int(1..9) = 1'), 'Keep the default `0`')).toThrow('no fix');
  mends(source('string = "x"'), 'Keep `n: int(0..9)`', source('int(0..9) = 0'));
});

test('a record of another file that a version uses is mended there', () => {
  const source = `// file: orders.evflow
use shop.items.Item
event Placed { id: uuid, items: Item@1.0[] }
event Placed@1.1 { id: uuid, items: Item@1.1[] }
// file: items.evflow
namespace shop.items
record Item { sku: string }
record Item@1.1 { sku: string, price: decimal }`;
  expect(fixed(source, 'Make `price` optional', 'items.evflow')).toBe(`namespace shop.items
record Item { sku: string }
record Item@1.1 { sku: string, price?: decimal }`);
});

test('a field that is gone is kept', () => {
  const source = `event Placed {
  id: uuid
  /// Gross.
  total: decimal(12, 2)
}
event Placed@1.1 {
  id: uuid
}`;
  mends(source, 'Keep `total`', source.replace('@1.1 {\n  id: uuid', '@1.1 {\n  id: uuid\n  total: decimal(12, 2)'));
  const short = 'event Placed { id: uuid, total: decimal }\nevent Placed@1.1 { id: uuid }';
  mends(
    short,
    'Keep `total`',
    'event Placed { id: uuid, total: decimal }\nevent Placed@1.1 { id: uuid\n  total: decimal\n}',
  );
});

test('a field that was renamed says so', () => {
  const source = `topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, amount: decimal }
event Placed@1.1 { id: uuid, total: decimal }`;
  mends(source, 'Say that it `was amount`', source.replace('total: decimal', 'total: decimal was amount'));
});

test('a type, a constraint, a symbol, a default and a tag are kept', () => {
  const change = (before: string, after: string) =>
    `event Placed { id: uuid, x: ${before} }\nevent Placed@1.1 { id: uuid, x: ${after} }`;
  for (const [before, after] of [
    ['int', 'string'],
    ['int(0..9)', 'int(1..9)'],
    ['decimal(12, 2)', 'decimal(12, 4)'],
    ['string[]', 'int[]'],
    ['map<string>', '{ a: string }'],
  ] as const)
    mends(change(before, after), `Keep \`x: ${before}\``, change(before, before));
  mends(change('enum { a, b, c }', 'enum { c }'), 'Keep `a`, `b`', change('enum { a, b, c }', 'enum { c, a, b }'));
  mends(
    change('boolean = true', 'boolean = false'),
    'Keep the default `true`',
    change('boolean = true', 'boolean = true'),
  );
});

test('an optional field that was required is given a default, or required again', () => {
  const source = 'event Placed { id: uuid, x: int }\nevent Placed@1.1 { id: uuid, x?: int }';
  mends(source, 'Give `x` the default `0`', source.replace('x?: int', 'x: int = 0'));
  mends(source, 'Make `x` required', source.replace('x?: int', 'x: int'));
});
