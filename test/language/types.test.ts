import { describe, expect, test } from 'vitest';
import type { RecordType } from '../../language/model/types.ts';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

/** The fields of a record by what they are, as the model has them. */
function fieldsOf(source: string, key = 'R@1.0') {
  const shape = projectOf(source).project.shape(key) as RecordType;
  return Object.fromEntries(shape.fields.map(({ name, node: _, ...rest }) => [name, rest]));
}

describe('built-in types', () => {
  test('are what they say', () => {
    const fields = fieldsOf(`record R {
      a: string(1..64, "^[A-Z]+$"), b: int(1..99), c: long(0..), d: double(..0.5), e: decimal(12, 2), f: uuid[]
      g: map<string(3)>[1..2], h: enum { x, y }, i?: { j: json, k: bytes = "AA==" }, l: R[5], m: decimal(4)
    }`);
    expect(Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]))).toMatchObject({
      a: { kind: 'string', min: 1, max: 64, pattern: '^[A-Z]+$' },
      b: { kind: 'int', min: 1, max: 99 },
      c: { kind: 'long', min: 0n },
      d: { kind: 'double', max: 0.5 },
      e: { kind: 'decimal', precision: 12, scale: 2 },
      f: { kind: 'list', item: { kind: 'uuid' } },
      g: { kind: 'list', min: 1, max: 2, item: { kind: 'map', value: { kind: 'string', min: 3, max: 3 } } },
      h: { kind: 'enum', symbols: ['x', 'y'] },
      i: { kind: 'record', fields: [{ name: 'j' }, { name: 'k', default: 'AA==' }] },
      l: { kind: 'list', min: 5, max: 5, item: { kind: 'declared', key: 'R@1.0' } },
      m: { kind: 'decimal', precision: 4, scale: 0 },
    });
    expect(fields.i?.optional).toBe(true);
  });

  test('take the refinements that they have', () => {
    expectDiagnostics(`
record Line { sku: string }
record R {
  a: uuid(1..2)
  //      ^^^^ error EVF2101 uuid takes no refinement; this range does not fit.
  b: int("a")
  //     ^^^ error EVF2101 this pattern does not fit
  c: string(1..2, 3..4)
  //              ^^^^ error EVF2101 one range of lengths
  d: decimal(1..2)
  //         ^^^^ error EVF2101 a precision and a scale
  e: decimal(1, 1, 1)
  //               ^ error EVF2101 a precision and a scale
  f: Line(1)
  //      ^ error EVF2101 it is declared, not built in
  g: boolean("x")
  //         ^^^ error EVF2101 boolean takes no refinement
}`);
  });

  test('lose a refinement with its parentheses', () => {
    const source = `record R { a: uuid(1..2), b: string(1..2, 3..4) }`;
    expect(fixed(source, 'Remove the range')).toBe('record R { a: uuid, b: string(1..2, 3..4) }');
    expect(fixed(source.replace('(1..2),', ','), 'Remove the range')).toBe('record R { a: uuid, b: string(1..2) }');
  });

  test('take ranges that hold something and fit', () => {
    expectDiagnostics(`
record R {
  a: int(5..1)
  //     ^^^^ error EVF2102 5 is more than 1
  b: int(0..9007199254740992)
  //     ^^^^^^^^^^^^^^^^^^^ error EVF2102 which is what JSON carries safely
  c: int(0.5..)
  //     ^^^^^ error EVF2102 0.5 is not a whole number
  d: long(0..9223372036854775808)
  //      ^^^^^^^^^^^^^^^^^^^^^^ error EVF2102 a whole number of 64 bits
  e: long(-9223372036854775808..9223372036854775807)
  f: string(-1..)
  //        ^^^^ error EVF2102 -1 is not a whole number from 0
  g: uuid[3..2]
  //      ^^^^ error EVF2102 3 is more than 2
  h: decimal(2, 3)
  //            ^ error EVF2102 3 cannot stand after the point
  i: decimal(0)
  //         ^ error EVF2102 between 1 and 1000
  j: int(-9007199254740991..9007199254740991)
  k: double(1..0.5)
  //        ^^^^^^ error EVF2102 1 is more than 0.5
}`);
  });

  test('an unfinished range is a syntax error and no more', () => {
    expectDiagnostics(`
record R {
  a: int(..)
  //       ^ error EVF1002 Expected a number
}`);
  });

  test('take patterns that are regular expressions with the unicode flag', () => {
    expectDiagnostics(`
record R {
  a: string("[")
  //        ^^^ error EVF2103 Unterminated character class
  b: string("\\\\p{Letter}+")
  c: string("a{2,1}")
  //        ^^^^^^^^ error EVF2103 numbers out of order
  d: string("\\\\-")
  //        ^^^^^ error EVF2103 Invalid escape
}`);
  });
});

describe('defaults', () => {
  test('are values of their type, as JSON', () => {
    const fields = fieldsOf(`
enum Currency { EUR, USD }
record Money { value: decimal(12, 2), currency: Currency = EUR }
union Payment by kind { card: { number: string }, cash: {} }
record R {
  a: string = "x", b: int(-5..5) = -5, c: long = 9007199254740993, d: double = 0.5, e: decimal(4, 2) = 9.90
  f: boolean = true, g: uuid[] = [], h: map<int> = { "a b": 1, c: 2 }, i: Currency = Currency.USD, j: Money = { value: 1 }
  k: json = { a: [1, null, "x"] }, l: timestamp = "2024-01-15T10:30:00Z", m: Payment = { kind: card, number: "1" }
  n: enum { x, y } = (y), o: duration = 5m, p: decimal = 007, q: bytes = "aGVsbG8="
}`);
    expect(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default]))).toEqual({
      a: 'x',
      b: -5,
      c: '9007199254740993',
      d: 0.5,
      e: '9.90',
      f: true,
      g: [],
      h: { 'a b': 1, c: 2 },
      i: 'USD',
      j: { value: '1' },
      k: { a: [1, null, 'x'] },
      l: '2024-01-15T10:30:00Z',
      m: { kind: 'card', number: '1' },
      n: 'y',
      o: 'PT300S',
      p: '7',
      q: 'aGVsbG8=',
    });
  });

  test('that do not fit say why', () => {
    expectDiagnostics(`
enum Currency { EUR, USD }
record Money { value: decimal, currency: Currency }
record R {
  a: int = "1"
  //       ^^^ error EVF2104 This cannot be the default of \`a\`, which is int: a text stands where int is expected.
  b: int(1..5) = 6
  //             ^ error EVF2104 6 is more than 5
  c: string(..2) = "abc"
  //               ^^^^^ error EVF2104 it has 3 characters, at most 2 are allowed
  d: string("^[a-z]$") = "A"
  //                     ^^^ error EVF2104 it does not match
  e: Currency = GBP
  //            ^^^ error EVF2104 its symbols are EUR, USD
  f: uuid = "1"
  //        ^^^ error EVF2104 it is no uuid
  g: decimal(4, 2) = 1.234
  //                 ^^^^^ error EVF2104 3 digits after the point
  h: Money = { value: 1 }
  //         ^^^^^^^^^^^^ error EVF2104 \`currency\` is missing
  i: Money = { value: 1, currency: EUR, note: "" }
  //                                    ^^^^ error EVF2104 there is no field \`note\`
  j: int = 1 + 1
  //       ^^^^^ error EVF2104 a default is a literal, nothing that is computed
  k: uuid[1..] = []
  //             ^^ error EVF2104 at least 1
  l: int = 9007199254740992
  //       ^^^^^^^^^^^^^^^^ error EVF2104 beyond ±9007199254740991
  m: timestamp = now()
  //             ^^^^^ error EVF2104 nothing that is computed
  n: int[] = [1, 2.5]
  //             ^^^ error EVF2104 2.5 is no whole number
  o: Currency = "EUR"
  //            ^^^^^ error EVF2104 symbols stand without quotes
  p: boolean[] = [-1]
  //              ^^ error EVF2104 a number stands where boolean is expected
}`);
  });

  test('count the characters of a text, not its units', () => {
    expectDiagnostics('record R { flag: string(1) = "𝄞" }');
  });

  test('of inner records and of state are looked at, too', () => {
    expectDiagnostics(`
event Order { orderId: uuid }
topic orders { carries Order, key orderId }
service Shop { publishes Order }
record R { a: { b: int = "x" }[] }
//                       ^^^ error EVF2104 int is expected
consumer C by orderId {
  idempotent
  state { count: int(0..) = -1 }
  //                        ^^ error EVF2104 -1 is less than 0
  on Order { count += 1 }
}`);
  });

  test('of records written in the case of a union are looked at, and known', () => {
    expectDiagnostics(`
union Payment {
  cash: { note: string(1..) = "" }
  //                          ^^ error EVF2104 it has 0 characters
}`);
    const union = projectOf('union Payment { invoice: { days: int = 30 } }').project.shape('Payment@1.0');
    expect(union).toMatchObject({ cases: [{ type: { fields: [{ name: 'days', default: 30 }] } }] });
  });

  test('and `?` exclude each other; the fix takes the mark away', () => {
    const source = 'record R { a?: int = 1 }';
    expectDiagnostics(`${source}\n//         ^^^^^^^^^^^ error EVF2105 never absent`);
    expect(fixed(source, 'Remove the `?`')).toBe('record R { a: int = 1 }');
  });
});

describe('records that need themselves', () => {
  test('are one problem for each circle, with its members', () => {
    expectDiagnostics(`
// file: a.evflow
record A { b: B }
//     ^ error EVF2106 A needs B needs C needs A
record B { c: C[1..] }
record D { a: A }
// file: c.evflow
record C { a: { inner: A } }
record Self { self: Self }
//     ^^^^ error EVF2106 Self needs Self`);
  });

  test('may do so where a value can end', () => {
    expectDiagnostics(
      `
record A { next?: A, all: A[], byName: map<A>, other: A = { } }
record Tree { node: Node }
union Node { leaf: { value: int }, branch: { left: Tree, right: Tree } }`,
      ['EVF2104'],
    );
  });

  test('count unions of which every case needs them', () => {
    expectDiagnostics(`
record Leaf { tree: Tree }
//     ^^^^ error EVF2106 Leaf needs Tree needs Leaf
union Tree { leaf: Leaf, twig: Leaf }`);
  });
});

describe('enums and unions', () => {
  test('have choices, and otherwise names one', () => {
    const source = `
enum Method { card, invoice, card } otherwise invoise
//                           ^^^^ error EVF2201 The symbol \`card\` is in enum Method already.
//                                            ^^^^^^^ error EVF2109 There is card, invoice and card.
union Payment { card: { n: int } } otherwise cash
//                                           ^^^^ error EVF2109 There is no case \`cash\` here.
union None { }
//    ^^^^ error EVF2110 at least one case`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `invoice`')).toContain('otherwise invoice');
    expect(fixed(source, 'Remove this symbol')).toContain('{ card, invoice } otherwise');
  });

  test('have records as cases, none with a field like the tag', () => {
    expectDiagnostics(`
enum Method { card }
record Card { kind: string }
event Paid { id: uuid }
union Payment by kind {
  card: Card
  //    ^^^^ error EVF2108 \`kind\` is the tag of Payment
  paid: Paid
  method: Method
  //      ^^^^^^ error EVF2107 is an enum; a record is expected
  list: Card[]
  //    ^^^^^^ error EVF2107 is Card[]; a record is expected
}`);
  });
});

describe('fields', () => {
  test('have one name each, and were called like no other', () => {
    expectDiagnostics(`
event Order {
  a: int
  b: int was a
  //         ^ error EVF2202 another field has that name now
  c: int was c
  //         ^ error EVF2202 that is its name now
  d: int was old
  e: int was old
  //         ^^^ error EVF2202 \`d\` says so already
  a: string
  // <- error EVF2201 The field \`a\` is in event Order already.
  inner: { x: int, x: int }
  //               ^ error EVF2201 The field \`x\` is in this record already.
}`);
  });

  test('never take a reserved name, not even of an earlier version', () => {
    expectDiagnostics(`
event Order@1 { id: uuid, reserved note }
event Order@2 { id: uuid, note: string, inner: { note: string }, upcast from @1 { note: "", inner: { note: "" } } }
//                        ^^^^ error EVF2203 \`note\` is reserved
event Order@3 { id: uuid, reserved inner, note, upcast from @2 { } }`);
  });

  test('may be called anything in backquotes', () => {
    expect(Object.keys(fieldsOf('record R { `first-name`: string, __proto__: int, constructor: int = 1 }'))).toEqual([
      'first-name',
      '__proto__',
      'constructor',
    ]);
  });

  test('keep what they were called', () => {
    expect(fieldsOf('record R { a: int was b }')).toMatchObject({ a: { was: 'b' } });
  });
});

describe('annotations', () => {
  test('mark what is sensitive, and near misses are hinted at', () => {
    const source = `
@ownr("crm")
record R { @sensitive a: string, @internal b: int, @exampel("x") c: enum { @deprecatd d } }
//                                                  ^^^^^^^ hint EVF2204 Is @example meant?
//                                                                          ^^^^^^^^^ hint EVF2204 Is @deprecated meant?`;
    expectDiagnostics(source.replace('@ownr', '@owner'));
    expect(fieldsOf(source)).toMatchObject({ a: { sensitive: true }, b: { sensitive: false } });
    expect(fixed(source, 'Replace by @owner')).toContain('@owner("crm")');
  });
});

describe('upcasts', () => {
  test('read earlier majors that exist, each once', () => {
    expectDiagnostics(`
event Order@1 { id: uuid }
event Order@1.1 { id: uuid, note?: string }
event Order@2 {
  id: uuid
  reserved note
  upcast from @1 { }
  upcast from @1 { }
  //          ^^ error EVF2201 The upcast \`@1\` is in Order already.
  upcast from @2 { }
  //          ^^ error EVF2206 only a major below 2 can be read as @2.0
}
event Order@3 {
  id: uuid
  upcast from @1.0 { }
  //          ^^^^ error EVF2206 \`from @1\` says that
}`);
  });
});

describe('built-in names', () => {
  test("are nobody else's, but parts and topics may have them", () => {
    expectDiagnostics(`
event uuid { id: string }
//    ^^^^ error EVF2010 \`uuid\` is a built-in type
event rejected { id: string }
//    ^^^^^^^^ error EVF2010 \`on rejected\` waits
event Order { id: uuid }
topic time { carries Order, key id }`);
  });
});
