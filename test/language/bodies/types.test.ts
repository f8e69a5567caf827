import { describe, expect, test } from 'vitest';
import { typeText } from '../../../language/model/typeText.ts';
import { walk } from '../../../language/syntax/walk.ts';
import { expectDiagnostics, projectOf } from '../harness.ts';

const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011', 'EVF3014'];

const DECLARATIONS = `
enum Status { open, paid }
record Line { sku: string(1..5), quantity: int(1..9), price: decimal(8, 2), note?: string }
record Card { number: string, holder: string }
record Cash { number: string, coins: int }
union Payment by kind { card: Card, cash: Cash }
command Probe {
  id: uuid
  whole: int
  big: long
  exact: decimal(8, 2)
  loose: double
  flag: boolean
  text: string
  at: timestamp
  day: date
  span: duration
  maybe?: int
  words: string[]
  lines: Line[1..9]
  prices: map<decimal>
  byName: map<Line>
  line?: Line
  payment: Payment
  anything: json
  status: Status
  note?: string
}`;

function probe(body: string): string {
  return `${DECLARATIONS}
consumer Reader {
  single
  state { total: decimal = 0, count: int = 0, seen: string[] = [], stock: map<int(0..)> = {}, held: map<Line[]> = {}, last?: timestamp }
  on Probe as p {
${body}
  }
}`;
}

/** The type of an expression's value, where `p` is the message. */
function typeIn(expression: string): string {
  const { project } = projectOf(probe(`let result = ${expression}`));
  const file = project.file('main.evflow')!;
  const { bindings, problems } = project.analysis('main.evflow');
  expect(problems.filter(({ code }) => code.startsWith('EVF6')).map(({ code, args }) => [code, args])).toEqual([]);
  let found = '';
  walk(file.tree, (node) => {
    if (node.kind === 'let') found = typeText(bindings.types.get(node.value)!);
  });
  return found;
}

test.each([
  ['1', 'int'],
  ['1.5', 'decimal'],
  ['-1', 'int'],
  ['p.whole + 1', 'int'],
  ['p.whole * p.whole % 3 - 1', 'int'],
  ['p.whole / 2', 'decimal'],
  ['p.big / 2', 'decimal'],
  ['p.whole + p.big', 'long'],
  ['p.whole + p.exact', 'decimal'],
  ['p.big * p.exact', 'decimal'],
  ['p.loose + p.whole', 'double'],
  ['p.loose * 2.5', 'double'],
  ['2.5 * p.loose', 'double'],
  ['p.loose / p.loose', 'double'],
  ['-p.exact', 'decimal'],
  ['p.text + "!"', 'string'],
  ['p.id + p.text', 'string'],
  ['"status " + p.status + p.day', 'string'],
  ['p.words + ["x"]', 'string[]'],
  ['p.whole < p.exact', 'boolean'],
  ['p.at < meta.timestamp', 'boolean'],
  ['p.maybe == null or p.maybe == 3', 'boolean'],
  ['p.maybe', 'int?'],
  ['p.maybe ?? 0', 'int'],
  ['p.maybe ?? p.maybe ?? 1', 'int'],
  ['p.maybe ?? 2.5', 'decimal'],
  ['p.flag ? 1 : 2.5', 'decimal'],
  ['max(1, 2.5)', 'decimal'],
  ['p.maybe ?? p.exact', 'decimal'],
  ['p.flag ? p.whole : p.exact', 'decimal'],
  ['p.flag ? null : p.text', 'string?'],
  ['p.flag ? p.status : paid', 'Status'],
  ['p.line.sku', 'string(1..5)?'],
  ['p.line.note', 'string?'],
  ['p.line.note.length', 'int?'],
  ['p.lines[0]', 'Line?'],
  ['p.lines[0].quantity', 'int(1..9)?'],
  ['p.lines.first.sku ?? ""', 'string'],
  ['p.prices["a"]', 'decimal?'],
  ['p.prices[p.id]', 'decimal?'],
  ['p.byName[p.text].quantity', 'int(1..9)?'],
  ['p.prices.keys', 'string[]'],
  ['p.prices.values.sum', 'decimal'],
  ['p.prices.contains("a")', 'boolean'],
  ['"a" in p.prices', 'boolean'],
  ['p.status in [open, paid]', 'boolean'],
  ['p.words.map(w => w.length)', 'int[]'],
  ['p.lines.filter(l => l.quantity > 1)', 'Line[]'],
  ['p.lines.map(l => l.price * l.quantity).sum', 'decimal'],
  ['sum(p.lines, l => l.quantity)', 'int'],
  ['sum(p.words, w => w.length)', 'int'],
  ['p.lines.all(l => l.quantity > 0) and p.lines.any(l => l.note != null)', 'boolean'],
  ['p.lines.count', 'int'],
  ['p.lines.count(l => l.quantity > 1)', 'int'],
  ['p.lines.length', 'int'],
  ['p.lines.isEmpty', 'boolean'],
  ['p.lines.isEmpty()', 'boolean'],
  ['p.lines.max(l => l.price)', 'decimal?'],
  ['min(p.lines, l => l.price)', 'decimal?'],
  ['max(p.whole, p.exact)', 'decimal'],
  ['max(p.maybe, 3)', 'int'],
  ['max(last, meta.timestamp)', 'timestamp'],
  ['min(p.maybe, p.maybe)', 'int?'],
  ['round(p.exact, 1)', 'decimal'],
  ['round(p.loose)', 'double'],
  ['now()', 'timestamp'],
  ['uuid()', 'uuid'],
  ['uuid("x")', 'uuid'],
  ['p.text.trim.upper', 'string'],
  ['p.text.startsWith("a")', 'boolean'],
  ['p.words.contains(p.text)', 'boolean'],
  ['30s', 'duration'],
  ['p.payment.kind', 'enum { card, cash }'],
  ['p.payment.number', 'string'],
  ['p.payment.coins', 'int?'],
  ['p.payment.kind == card', 'boolean'],
  ['p.anything.a.b[0]', 'json'],
  ['stock[p.text] ?? 0 >= 2', 'boolean'],
  ['held[p.text] ?? []', 'Line[]'],
  ['state.count', 'int'],
  ['meta.offset ?? 0', 'int'],
  ['meta.attempt', 'int'],
  ['not p.flag', 'boolean'],
  ['[1, 2.5]', 'decimal[]'],
  ['p', 'Probe'],
])('%s is %s', (expression, type) => {
  expect(typeIn(expression)).toBe(type);
});

/** Expects marked diagnostics in the body of a handler. */
function expectInBody(body: string): void {
  expectDiagnostics(probe(body), OF_THE_WHOLE);
}

describe('values that do not fit', () => {
  test('as operands', () => {
    expectInBody(`
    let a = p.exact + p.loose
    //      ^^^^^^^^^^^^^^^^^ error EVF6010 A decimal and a double do not mix
    let b = p.text + p.whole
    //      ^^^^^^^^^^^^^^^^ error EVF6010 a number does not become text by itself
    let c = p.flag < true
    //      ^^^^^^^^^^^^^ error EVF6010 an order
    let d = p.whole == p.text
    //      ^^^^^^^^^^^^^^^^^ error EVF6011 int and string can never be equal.
    let e = p.whole == null
    //      ^^^^^^^^^^^^^^^ error EVF6011 never null
    let f = p.whole and p.flag
    //      ^^^^^^^ error EVF6004 boolean is expected
    let g = p.whole in p.whole
    //      ^^^^^^^^^^^^^^^^^^ error EVF6010 a list has an item
    let h = not p.whole
    //          ^^^^^^^ error EVF6004 boolean is expected`);
  });

  test('as something that may be absent', () => {
    expectInBody(`
    let a = p.maybe + 1
    //      ^^^^^^^ error EVF6005 int?
    if p.line.sku > "a" { }
    // ^^^^^^^^^^ error EVF6005 may be absent
    for l in held["a"] { }
    //       ^^^^^^^^^ error EVF6005 ?? []
    count = p.maybe
    //      ^^^^^^^ error EVF6005 ?? 0
    let b = p.lines.map(l => l.note)
    //                       ^^^^^^ error EVF6005 string?`);
  });

  test('as literals', () => {
    expectInBody(`
    stock["a"] = -1
    //           ^^ error EVF6012 it is less than 0
    let a = p.id == "abc"
    //              ^^^^^ error EVF6012 uuid
    let b = p.day == "2024-13-01"
    //               ^^^^^^^^^^^^ error EVF6012 date
    let c = p.status == "paid"
    //                  ^^^^^^ error EVF6027 without quotes: paid
    let d = 9007199254740993
    //      ^^^^^^^^^^^^^^^^ error EVF6012 beyond
    let e = p.whole + 99999999999999999999
    //                ^^^^^^^^^^^^^^^^^^^^ error EVF6012 beyond
    let f = []
    //      ^^ error EVF6009 what this list holds`);
  });

  test('as arguments', () => {
    expectInBody(`
    let a = p.lines.filter(p.flag)
    //                     ^^^^^^ error EVF6014 i => …
    let b = p.lines.all(l => l.quantity)
    //                       ^^^^^^^^^^ error EVF6004 boolean is expected
    let c = sum(p.words)
    //          ^^^^^^^ error EVF6014 It takes numbers
    let d = round()
    //      ^^^^^^^ error EVF6014 It takes 1 to 2 arguments, not 0.
    let e = p.text.startsWith(1)
    //                        ^ error EVF6004 string is expected
    let f = length(p.words)
    //      ^^^^^^ error EVF6013 length is a method
    let g = p.words.filter
    //              ^^^^^^ error EVF6029 It is called
    let h = p.words.size
    //              ^^^^ error EVF6003 It has all, any
    let i = max(p.flag, p.whole)
    //          ^^^^^^ error EVF6010 an order`);
  });

  test('and one mistake is said once', () => {
    expectInBody(`
    let a = p.nothing.more.of[3].it + 1
    //        ^^^^^^^ error EVF6003 Probe has no nothing
    let b = a * 2 + a
    count = b
    if a { emit Nothing { x: a, y: b } }
    //          ^^^^^^^ error EVF2001 There is no Nothing
    let c = p.lines.map(l => l.nothing).sum
    //                         ^^^^^^^ error EVF6003 Line has no nothing`);
  });
});

describe('records', () => {
  const EVENTS = `
event Sold { id: uuid, lines: Line[1..], total: decimal, payment?: Payment, gift: boolean = false, tags: map<string> = {} }
topic sold { carries Sold, key id }
consumer Books { on Sold }`;
  const expectEmit = (body: string) => expectDiagnostics(EVENTS + probe(body), OF_THE_WHOLE);

  test('are whole with what is given, spread and filled in', () => {
    expectEmit(`
    emit Sold { ...p, total: p.whole, payment: p.payment }
    emit Sold { id: uuid(), lines: [{ sku: "a", quantity: 1, price: 2 }], total: 1, payment: { kind: cash, number: "1", coins: 3 } }
    emit Sold { ...p, total: 3, tags: { "a": p.text, b: "c" }, gift: true, payment: null }`);
  });

  test('say what is missing and why a spread does not give it', () => {
    expectEmit(`
    emit Sold { id: p.id }
    //        ^^^^^^^^^^^^ error EVF6006 Sold also needs lines: Line[1..] and total: decimal.
    emit Sold
    //   ^^^^ error EVF6006 Sold also needs id: uuid, lines: Line[1..] and total: decimal.
    emit Sold { ...p.line ?? null, total: 1 }
    //             ^^^^^^^^^^^^^^ error EVF6024 this is Line?`);
    expectDiagnostics(
      `
command Ask { name: int, maybe?: string }
event Answered { name: string, maybe: string }
topic answers { carries Answered, key name }
consumer Books { on Answered }
consumer Desk {
  on Ask as a { emit Answered { ...a } }
  //                          ^^^^^^^^ error EVF6006 \`name\` of the spread is int and does not fit string. \`maybe\` of the spread may be absent.
}`,
      OF_THE_WHOLE,
    );
  });

  test('have the declared fields only, each once, of the declared types', () => {
    expectEmit(`
    emit Sold { ...p, total: 1, totl: 2 }
    //                          ^^^^ error EVF6007 It has total.
    emit Sold { ...p, total: 1, total: 2 }
    //                          ^^^^^ error EVF6008 total is given twice.
    emit Sold { ...p, total: p.text }
    //                       ^^^^^^ error EVF6004 This is string, and decimal is expected.
    emit Sold { ...p, total: 1, lines: [] }
    //                                 ^^ error EVF6012 at least 1 must be there
    emit Sold { ...p, totl: 2 }
    //                ^^^^ error EVF6007 It has total.
    emit Sold { ...p, total: 1, payment: { number: "1" } }
    //                                   ^^^^^^^^^^^^^^^ error EVF6031 the cases are card and cash
    emit Sold { ...p, total: 1, payment: { kind: card, number: "1" } }
    //                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error EVF6006 Card also needs holder: string.
    emit Sold { ...p, total: 1, payment: { kind: cheque } }
    //                                           ^^^^^^ error EVF6026 Its symbols are card and cash.`);
  });

  test('take the same fields under another name', () => {
    expectDiagnostics(
      `
record Old { sku: string, quantity: int }
record New { quantity: int, sku: string }
record More { sku: string, quantity: int, price: decimal }
command Ask { old: Old[], more: More[] }
event Answered { id: string, lines: New[] }
topic answers { carries Answered, key id }
consumer Books { on Answered }
consumer Desk {
  on Ask as a {
    emit Answered { id: "1", lines: a.old }
    emit Answered { id: "1", lines: a.more }
    //                              ^^^^^^ error EVF6004 This is More[], and New[] is expected.
    emit Answered { id: "1", lines: a.more.map(m => { ...m }) }
  }
}`,
      OF_THE_WHOLE,
    );
  });

  test('that contain themselves are compared all the same', () => {
    expectDiagnostics(
      `
record Tree { name: string, branches: Tree[] }
record Bush { name: string, branches: Bush[] }
command Ask { tree: Tree }
event Answered { id: string, tree: Bush }
topic answers { carries Answered, key id }
consumer Books { on Answered }
consumer Desk { on Ask as a { emit Answered { id: "1", tree: a.tree } } }`,
      OF_THE_WHOLE,
    );
  });
});
