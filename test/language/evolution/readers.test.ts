import { describe, expect, test } from 'vitest';
import { pathText } from '../../../language/evolve/readers/fieldReads.ts';
import { holders } from '../../../language/evolve/readers/holders.ts';
import { type Reader, reaches, readersOf } from '../../../language/evolve/readers/readers.ts';
import { breaksText } from '../../../language/evolve/readers/words.ts';
import { projectOf } from '../harness.ts';

const ORDER = `
record Item { sku: string, price: decimal, quantity: int }
record Money { value: decimal, currency: string }
event Order@1 {
  id: uuid
  customerId: uuid
  total: Money
  items: Item[]
  parts: map<Item>
  coupon?: string
  extra: json
}
event Said { id: uuid, text: string }
event Copy { id: uuid, customerId: uuid, items: Item[] }
topic orders { carries Order, Said, Copy, key id }
service Shop { publishes Order@1 }
`;

function readersIn(source: string, message = 'Order'): readonly Reader[] {
  return readersOf(projectOf(source).project, message);
}

/** What a reader reads of a version: `total.value`, and `items#` where just whether and how many matter. */
function shown(reader: Reader | undefined, version = 'Order@1.0'): string[] {
  const reads = reader?.reads.get(version) ?? [];
  return [...new Set(reads.map(({ path, deep }) => `${pathText(path)}${deep ? '' : '#'}` || 'all'))];
}

/** What the body of a handler reads, besides nothing. */
function readBy(body: string, handler = 'on Order as e'): string[] {
  const readers = readersIn(`${ORDER}consumer Part { single, delivery exactly-once
    state { n: decimal = 0, s: string = "", m: map<int> = {} }
    ${handler} ${body}
  }`);
  return shown(readers.find(({ name }) => name === 'Part'));
}

describe('what a body reads', () => {
  test.each([
    ['a field', '{ n = e.total.value }', ['total.value']],
    ['a whole record that it compares', '{ if e.total == e.total { n = 1 } }', ['total']],
    ['nothing that it only names', '{ let x = e.total }', []],
    ['a local', '{ let x = e.total  let y = x  n = y.value }', ['total.value']],
    ['a lambda over a list', '{ if e.items.all(i => i.quantity > 1) { n = 1 } }', ['items#', 'items[].quantity']],
    [
      'lambdas in lambdas',
      '{ if e.items.all(i => e.items.any(j => j.sku == i.sku)) { n = 1 } }',
      ['items#', 'items[].sku'],
    ],
    [
      'a filtered list',
      '{ n = sum(e.items.filter(i => i.sku != ""), i => i.price) }',
      ['items#', 'items[].price', 'items[].sku'],
    ],
    ['how many there are', '{ n = e.items.length }', ['items#']],
    ['whether there are any', '{ if e.items.isEmpty { n = 1 } }', ['items#']],
    ['how many of a kind', '{ n = e.items.count(i => i.quantity > 2) }', ['items#', 'items[].quantity']],
    ['the first of a list', '{ n = e.items.first.price ?? 0 }', ['items#', 'items[].price']],
    ['an item by its place', '{ n = e.items[0].price ?? 0 }', ['items[].price']],
    ['a loop', '{ for i in e.items { n += i.price } }', ['items#', 'items[].price']],
    ['a loop over the keys of a map', '{ for k in e.parts { s = k } }', ['parts#']],
    ['a value of a map', '{ n = e.parts[e.coupon ?? ""].price ?? 0 }', ['coupon', 'parts[].price']],
    ['the values of a map', '{ n = sum(e.parts.values, p => p.price) }', ['parts#', 'parts[].price']],
    ['the keys of a map', '{ if e.parts.contains("x") { n = 1 } }', ['parts#']],
    ['a text method', '{ if e.coupon.startsWith("A") ?? false { n = 1 } }', ['coupon']],
    ['a branch', '{ let chosen = e.items.isEmpty ? e.total : e.total  n = chosen.value }', ['items#', 'total.value']],
    ['either side of ??', '{ s = e.coupon ?? e.total.currency }', ['coupon', 'total.currency']],
    ['what lies in json', '{ if e.extra.a.b == 1 { n = 1 } }', ['extra.a.b']],
    ['an index of what it assigns to', '{ m[e.coupon ?? ""] = 1 }', ['coupon']],
    ['what it removes', '{ remove m[e.total.currency] }', ['total.currency']],
    ['what it says', '{ emit Said { id: e.id, text: e.total.currency } }', ['id', 'total.currency']],
    ['a spread, only what it gives', '{ emit Copy { ...e } }', ['customerId', 'id', 'items']],
    ['a spread that is written over', '{ emit Copy { ...e, items: [] } }', ['customerId', 'id']],
    [
      'a spread that writes over',
      '{ emit Copy { items: e.items.filter(i => i.price > 1), ...e } }',
      ['customerId', 'id', 'items'],
    ],
    ['why it fails', '{ fail e.coupon ?? "" }', ['coupon']],
    ['both arms', '{ either a { n = e.total.value } or b { s = e.coupon ?? "" } }', ['coupon', 'total.value']],
    [
      'else if',
      '{ if n == 1 { n = 2 } else if e.coupon == "A" { n = 3 } else { s = e.total.currency } }',
      ['coupon', 'total.currency'],
    ],
    ['the short form', '{ let id = e.id  emit Said { id, text: "" } }', ['id']],
    ['nothing of the envelope', '{ s = meta.correlationId }', []],
  ])('%s', (_, body, reads) => {
    expect(readBy(body)).toEqual(reads);
  });

  test('bare names, guards, and all of it where there is no body', () => {
    expect(readBy('{ n = total.value }', 'on Order')).toEqual(['total.value']);
    expect(readBy('{ n = event.total.value }', 'on Order')).toEqual(['total.value']);
    expect(readBy('{ n = 1 }', 'on Order as e when e.coupon == "A"')).toEqual(['coupon']);
    expect(readBy('', 'on Order')).toEqual(['all']);
    expect(readBy('emits Said', 'on Order')).toEqual(['all']);
    expect(readBy('emits Said { n = 1 }', 'on Order as e')).toEqual([]);
  });

  test('a chain of any length', () => {
    expect(readBy(`{ n = ${'e.total.value + '.repeat(3000)} 1 }`)).toEqual(['total.value']);
  });

  test('what cannot be understood stops nothing', () => {
    expect(readBy('{ n = e.total.valu + e.items.nope(x => x.price) s = e. }')).toEqual(
      expect.arrayContaining(['items']),
    );
  });
});

describe('keys', () => {
  const readers = readersIn(`${ORDER}
    consumer Stock by id { idempotent by customerId, on Order { } }
    projection Customers by customerId { state { n: int = 0 }, on Order { n += 1 } }
    projection Other by buyer { state { n: int = 0 }, on Order by total.currency { n += 1 } }
    choreography Flow by id { start on Order, Order -> Said, ends on Said }`);

  test.each([
    ['Stock', ['customerId', 'id']],
    ['Customers', ['customerId']],
    ['Other', ['total.currency']],
    ['Flow', ['id']],
    ['orders', ['id']],
  ])('%s', (name, reads) => {
    expect(shown(readers.find((reader) => reader.name === name))).toEqual(reads);
  });
});

describe('versions that come to a handler', () => {
  const VERSIONS = `
record Line { sku: string was code, price: decimal }
record Old { code: string, price: decimal }
event Order@1 { id: uuid, userId: uuid, amount: decimal, note: string, lines: Old[] }
event Order@1.1 { id: uuid, userId: uuid, sum: decimal was amount, note: string, lines: Line[] }
event Order@2 {
  id: uuid
  customerId: uuid was userId
  total: { value: decimal, currency: string }
  lines: Line[]
  label: string
  upcast from @1 { total: { value: old.sum, currency: "EUR" }, label: old.note.trim }
}
event Order@3 {
  id: uuid, customerId: uuid, amount: decimal, label: string
  upcast from @2 { amount: old.total.value }
}
topic orders { carries Order, key id }
service Shop { publishes Order@1, Order@2, Order@3 }
`;
  const one = (body: string) =>
    readersIn(`${VERSIONS}consumer Part { single, state { n: decimal = 0, s: string = "" } ${body} }`)[0];

  test('another minor has the names that it has there', () => {
    const reader = one('on Order@1 as e { n = e.sum  s = e.lines.first.sku ?? "" }');
    expect(shown(reader, 'Order@1.1')).toEqual(['lines#', 'lines[].sku', 'sum']);
    expect(shown(reader, 'Order@1.0')).toEqual(['amount', 'lines#', 'lines[].code']);
    expect(reader!.names).toEqual(['Order@1.1']);
  });

  test('a newer minor comes to who names an old one', () => {
    expect(shown(one('on Order@1.0 as e { n = e.amount }'), 'Order@1.1')).toEqual(['sum']);
  });

  test('an upcast reads what it makes the read fields of', () => {
    const reader = one('on Order@2 as e { n = e.total.value  s = e.customerId }');
    expect(shown(reader, 'Order@1.1')).toEqual(['sum', 'userId']);
    expect(shown(reader, 'Order@1.0')).toEqual(['amount', 'userId']);
    expect(shown(one('on Order@2 as e { s = e.total.currency }'), 'Order@1.1')).toEqual([]);
    expect(shown(one('on Order@2 as e { s = e.label }'), 'Order@1.0')).toEqual(['note']);
    expect(shown(one('on Order@2'), 'Order@1.1')).toEqual(['id', 'lines', 'note', 'sum', 'userId']);
  });

  test('chains', () => {
    const reader = one('on Order@3 as e { n = e.amount }');
    expect(shown(reader, 'Order@2.0')).toEqual(['total.value']);
    expect(shown(reader, 'Order@1.0')).toEqual(['amount']);
  });

  test('of several handlers the nearest newer one reads', () => {
    const reader = one('on Order@2 as e { n = e.total.value }  on Order@3 as e { s = e.label }');
    expect(shown(reader, 'Order@1.1')).toEqual(['sum']);
    expect(shown(reader, 'Order@2.0')).toEqual(['total.value']);
    expect(shown(reader, 'Order@3.0')).toEqual(['label']);
  });
});

describe('sagas', () => {
  const SAGA = `${ORDER}
command Hold { id: uuid, items: Item[] }
command Pay { id: uuid, amount: decimal }
command Free { id: uuid, coupon: string }
command Close { id: uuid, who: uuid }
event Held { id: uuid, place: string }
event Paid { id: uuid, ref: string }
event Freed { id: uuid }
saga Checkout by id {
  start on Order as order when order.total.currency == "EUR"
  step First { send Hold { id, items: order.items } on Held as h when h.place != "" -> Second after 1m -> abort "late" 
    compensate { send Free { id, coupon: order.coupon ?? "" } on Freed -> compensated after 1m retry 5 } }
  pivot step Second { send Pay { id, amount: order.total.value } on Paid -> Third after 1m retry 5 }
  step Third { send Hold { id, items: [] } on Held -> done after 1m retry 5 }
  done { send Close { id, who: order.customerId } }
}`;
  const { project } = projectOf(SAGA);
  const saga = (message: string) => readersOf(project, message).find(({ name }) => name === 'Checkout')!;
  const held = (message: string, path: string) => holders(project, saga(message), `${message}@1.0`, path);

  test('it reads its start in all blocks, and its replies', () => {
    expect(shown(saga('Order'))).toEqual(['coupon', 'customerId', 'id', 'items', 'total.currency', 'total.value']);
    expect(shown(saga('Held'), 'Held@1.0')).toEqual(['id', 'place']);
  });

  test('instances hold what they will read', () => {
    expect(held('Order', 'items[].sku')).toEqual(['First']);
    expect(held('Order', 'coupon')).toEqual(['First']);
    expect(held('Order', 'total.value')).toEqual(['First', 'Second']);
    expect(held('Order', 'customerId')).toEqual(['First', 'Second', 'Third']);
    expect(held('Order', 'total.currency')).toEqual([]);
    expect(held('Order', 'id')).toEqual(['First', 'Second', 'Third']);
    expect(held('Held', 'place')).toEqual(['First']);
  });
});

describe('whom a change reaches', () => {
  const source = `${ORDER}
    consumer Checkout { single, state { s: string = "" }, on Order as e { s = e.coupon ?? "" } }
    consumer Analytics { on Order }
    consumer Email { single, state { n: decimal = 0 }, on Order as e { n = e.total.value } }`;

  test('in words', () => {
    const { project } = projectOf(source);
    expect(breaksText(project, 'Order@1.0', ['coupon'])).toBe(
      'breaks: Checkout (reads coupon), Analytics (reads all); Email does not read it',
    );
    expect(breaksText(project, 'Order@1.0', ['id'])).toBe(
      'breaks: Analytics (reads all), orders (is keyed by id); Checkout and Email do not read it',
    );
    expect(breaksText(project, 'Said@1.0', ['text'])).toBe('breaks: nobody in this project');
  });

  test('the ways that a comparison of versions names', () => {
    const [part] = readersIn(`
      record Card { number: string }
      record Cash { from: string }
      union Payment { card: Card, cash: Cash }
      record Item { price: decimal }
      event Order { id: uuid, payment: Payment, stock: map<Item>, lists: Item[][] }
      consumer Part { single, state { n: decimal = 0, s: string = "" }
        on Order as e { s = e.payment.number ?? ""  for l in e.lists { for i in l { n += i.price } }  n = e.stock["a"].price ?? 0 }
      }`);
    const isReached = (path: string) => reaches(part!, 'Order@1.0', path);
    expect(
      ['payment(card).number', 'payment', 'stock{}.price', 'stock{}', 'lists[][].price'].map(isReached),
    ).not.toContain(false);
    expect(['payment(cash).from', 'stock{}.name', 'lists[][].name'].map(isReached)).not.toContain(true);
  });

  test('above and below', () => {
    const email = readersIn(source).find(({ name }) => name === 'Email')!;
    const isReached = (path: string) => reaches(email, 'Order@1.0', path);
    expect(['total', 'total.value', '', 'total.value.deeper'].map(isReached)).toEqual([true, true, true, true]);
    expect(['total.currency', 'totals', 'coupon', 'items[]'].map(isReached)).toEqual([false, false, false, false]);
  });

  test('an edit elsewhere leaves the list as it is', () => {
    const { project } = projectOf(source);
    const before = readersOf(project, 'Order');
    const text = project.file('main.evflow')!.text;
    project.setFile('main.evflow', `// moved\n${text}\nevent Another { id: uuid }`);
    expect(readersOf(project, 'Order')).toBe(before);
    project.setFile('main.evflow', text.replace('s = e.coupon ?? ""', 's = e.total.currency'));
    expect(breaksText(project, 'Order@1.0', ['coupon'])).toBe(
      'breaks: Analytics (reads all); Checkout and Email do not read it',
    );
  });
});
