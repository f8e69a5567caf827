import { describe, expect, test } from 'vitest';
import { runText } from './text.fixture.ts';

const SHOP = `
  event OrderPlaced { orderId: string, customerId: string, total: decimal, at: int }
  event Refunded { orderId: string, buyerId: string, amount: decimal }
  topic orders { carries OrderPlaced, Refunded, key orderId, partitions 3 }
  service Shop { publishes OrderPlaced, Refunded }

  projection Customers by customerId {
    state { orders: int = 0, spent: decimal = 0, last?: int, city: { name?: string } = {} }
    on OrderPlaced as e { orders += 1, spent += e.total, last = max(last, e.at) }
    on Refunded by buyerId { spent -= amount }
    query all()
    query spenders(min: decimal, most?: int) where spent >= min order by spent desc limit most ?? 100
    query byLast() order by last
    query none() where spent > 1000000 limit 0
    query first(count: int) order by spent limit count
  }
`;

/** Why the scenario of these lines does not pass; empty where it does. */
function failures(lines: string, text = SHOP): string[] {
  const [result] = runText(`${text} scenario "it" { ${lines} }`);
  return result?.failures.map(({ message }) => message) ?? ['nothing was run'];
}

const ORDERS = `
  when OrderPlaced { orderId: "1", customerId: "ann", total: 10, at: 3 }
  when OrderPlaced { orderId: "2", customerId: "bob", total: 20, at: 1 }
  when OrderPlaced { orderId: "3", customerId: "ann", total: 30, at: 2 }
`;

describe('a projection', () => {
  test('follows what it reads, a row for each key', () => {
    expect(
      failures(`
        ${ORDERS}
        expect Customers["ann"].orders == 2
        expect Customers["ann"].spent == 40
        expect Customers["ann"].last == 3
        expect Customers["ann"].customerId == "ann"
        expect Customers["bob"].spent == 20
        expect Customers["eve"] == null
      `),
    ).toEqual([]);
  });

  test('takes the key from where it has another name', () => {
    expect(
      failures(`
        ${ORDERS}
        when Refunded { orderId: "1", buyerId: "ann", amount: 10 }
        expect Customers["ann"].spent == 30
      `),
    ).toEqual([]);
  });

  test('folds history in at once', () => {
    expect(
      failures(`
        given OrderPlaced { orderId: "1", customerId: "ann", total: 10 }
        expect Customers["ann"].spent == 10
        when OrderPlaced { orderId: "2", customerId: "ann", total: 5 }
        given OrderPlaced { orderId: "3", customerId: "ann", total: 1 }
        expect Customers["ann"].spent == 16
      `),
    ).toEqual([]);
  });

  test.each(['__proto__', 'constructor', '10'])('has a row for the key %j', (key) => {
    expect(
      failures(
        `
        when OrderPlaced { orderId: "1", customerId: "${key}", total: 10 }
        expect Customers["${key}"].orders == 1
        expect Customers.all.length == 1
        expect Customers.all[0].customerId == "${key}"
      `.replaceAll('Customers.all', 'Customers.all()'),
      ),
    ).toEqual([]);
  });

  test('counts each eventId once, however it comes', () => {
    expect(
      failures(`
        fault duplicate every OrderPlaced
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10 } meta { eventId: uuid("e-1") }
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10 } meta { eventId: uuid("e-1") }
        when OrderPlaced { orderId: "2", customerId: "ann", total: 1 }
        expect Customers["ann"].orders == 2
      `),
    ).toEqual([]);
  });

  test('commits rows with the offset: a crash loses both or none', () => {
    expect(
      failures(`
        fault crash Customers before commit
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10 }
        when OrderPlaced { orderId: "2", customerId: "ann", total: 1 }
        expect Customers["ann"].orders == 2
        fault crash Customers
        when OrderPlaced { orderId: "3", customerId: "ann", total: 1 }
        expect Customers["ann"].spent == 12
      `),
    ).toEqual([]);
  });

  test('lags behind, and catches up', () => {
    expect(
      failures(`
        fault lag Customers 5s
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10 }
        expect Customers["ann"] == null
        wait 4s
        expect Customers["ann"] == null
        expect Customers.all().length == 0
        wait 1s
        expect Customers["ann"].orders == 1
      `),
    ).toEqual([]);
  });

  test('gives up what fails, and goes on with the other rows', () => {
    const failing = SHOP.replace('spent += e.total', 'spent += e.total / e.at');
    expect(
      failures(
        `
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10, at: 0 }
        when OrderPlaced { orderId: "2", customerId: "bob", total: 10, at: 1 }
        expect Customers["ann"] == null
        expect Customers["bob"].orders == 1
      `,
        failing,
      ),
    ).toEqual([]);
  });

  test('a handler reads the event of its own major, and older ones by upcast', () => {
    const text = `
      event Paid@1 { id: string, euros: int }
      event Paid@2 { id: string, cents: int, upcast from @1 { cents: old.euros * 100 } }
      topic t { carries Paid, key id }
      service Shop { publishes Paid@1, Paid@2 }
      projection New by id { state { cents: int = 0 }, on Paid@2 as e { cents += e.cents } }
      projection Both by id { state { cents: int = 0, euros: int = 0 }, on Paid@1 as e { euros += e.euros }, on Paid@2 as e { cents += e.cents } }
    `;
    const lines = `
      given Paid@1 { id: "a", euros: 3 }
      when Paid@2 { id: "a", cents: 5 }
      when Paid@1 { id: "a", euros: 1 }
      expect New["a"].cents == 405
      expect Both["a"].cents == 5
      expect Both["a"].euros == 4
    `;
    expect(failures(`${lines} rebuild New, rebuild Both ${lines.slice(lines.indexOf('expect'))}`, text)).toEqual([]);
  });

  test('reads what an aggregate publishes', () => {
    const text = `
      command Open { id: string } event Opened { id: string }
      topic t { carries Opened, key id }
      aggregate A by id { state { n: int = 0 }, handle Open { emit Opened { id } }, apply Opened { n += 1 } }
      projection P by id { state { n: int = 0 }, on Opened { n += 1 } }
    `;
    const lines = `
      when Open { id: "a" } meta { eventId: uuid("c") }
      when Open { id: "a" } meta { eventId: uuid("c") }
      expect A["a"].n == 1
      expect P["a"].n == 1
      rebuild P
      expect P["a"].n == 1
    `;
    expect(failures(lines, text)).toEqual([]);
  });
});

describe('a query', () => {
  test.each([
    ['all().map(r => r.customerId)', '["ann", "bob", "cid", "dan"]'],
    ['spenders(20).map(r => r.customerId)', '["ann", "bob", "cid"]'],
    ['spenders(20, 2).map(r => r.customerId)', '["ann", "bob"]'],
    ['spenders(20, 0).length', '0'],
    ['spenders(1000).isEmpty', 'true'],
    ['byLast().map(r => r.customerId)', '["dan", "bob", "cid", "ann"]'],
    ['none().length', '0'],
    ['first(1).map(r => r.customerId)', '["dan"]'],
    ['first(-1).length', '0'],
    ['spenders(20)[0].spent', '40'],
  ])('Customers.%s', (query, value) => {
    expect(
      failures(`
        ${ORDERS}
        when OrderPlaced { orderId: "4", customerId: "cid", total: 20, at: 1 }
        given Customers["dan"].orders = 1
        expect Customers.${query} == ${value}
      `),
    ).toEqual([]);
  });

  test('sorts numbers as numbers, and gives equal rows in the order of their keys', () => {
    expect(
      failures(`
        when OrderPlaced { orderId: "1", customerId: "z", total: 9.5 }
        when OrderPlaced { orderId: "2", customerId: "b", total: 100 }
        when OrderPlaced { orderId: "3", customerId: "a", total: 100.0 }
        when OrderPlaced { orderId: "4", customerId: "c", total: 10 }
        expect Customers.first(9).map(r => r.customerId) == ["z", "c", "a", "b"]
        expect Customers.spenders(0).map(r => r.customerId) == ["a", "b", "c", "z"]
      `),
    ).toEqual([]);
  });

  test('gives values of their own: what happens later changes no answer', () => {
    const text = SHOP.replace('orders += 1', 'orders += 1, seen += [e.at]').replace(
      'orders: int = 0',
      'orders: int = 0, seen: int[] = []',
    );
    expect(
      failures(
        `
        when OrderPlaced { orderId: "1", customerId: "ann", at: 1 }
        expect Customers.all()[0].seen == [1]
        when OrderPlaced { orderId: "1", customerId: "ann", at: 2 }
        expect Customers.all()[0].seen == [1, 2]
      `,
        text,
      ),
    ).toEqual([]);
  });
});

describe('rebuild', () => {
  test('drops the rows and reads again, to the same', () => {
    expect(
      failures(`
        given OrderPlaced { orderId: "0", customerId: "ann", total: 1, at: 1 }
        ${ORDERS}
        expect Customers["ann"].spent == 41
        rebuild Customers
        expect Customers["ann"].spent == 41
        expect Customers["ann"].orders == 3
        expect Customers["bob"].orders == 1
      `),
    ).toEqual([]);
  });

  test('loses what no topic retains, and a start state', () => {
    const short = SHOP.replace('partitions 3', 'partitions 3, retain 1d');
    expect(
      failures(
        `
        given Customers["ann"].orders = 5
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10 }
        wait 2d
        when OrderPlaced { orderId: "2", customerId: "ann", total: 1 }
        expect Customers["ann"].orders == 7
        rebuild Customers
        expect Customers["ann"].orders == 1
        expect Customers["ann"].spent == 1
      `,
        short,
      ),
    ).toEqual([]);
  });

  test('while it lags or is cut off catches up with both', () => {
    expect(
      failures(`
        ${ORDERS}
        expect Customers["ann"].spent == 40
        fault lag Customers 1h
        when OrderPlaced { orderId: "4", customerId: "ann", total: 2 }
        rebuild Customers
        expect Customers["ann"].spent == 40
        wait 1h
        expect Customers["ann"].spent == 42
        fault disconnect Customers for 1h
        rebuild Customers
        expect Customers["ann"] == null
        wait 1h
        expect Customers["ann"].spent == 42
      `),
    ).toEqual([]);
  });

  test('gives up again what could not be read before', () => {
    const failing = SHOP.replace('spent += e.total', 'spent += e.total / e.at');
    expect(
      failures(
        `
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10, at: 0 }
        when OrderPlaced { orderId: "1", customerId: "ann", total: 10, at: 1 }
        when OrderPlaced { orderId: "2", customerId: "bob", total: 10, at: 1 }
        rebuild Customers
        expect Customers["ann"] == null
        expect Customers["bob"].orders == 1
      `,
        failing,
      ),
    ).toEqual([]);
  });

  test('reads messages as if for the first time', () => {
    const telling = SHOP.replace('orders += 1', 'orders += meta.replayed ? 100 : meta.attempt');
    expect(failures(`${ORDERS} rebuild Customers, expect Customers["ann"].orders == 2`, telling)).toEqual([]);
  });
});
