import { describe, expect, test } from 'vitest';
import type { Data } from '../program.ts';
import { projectOf, publishInto } from '../text.fixture.ts';
import { compileProject } from './project.ts';

const TYPES = `
  record Item { sku: string, quantity: int }
  event In { n: int, items: Item[] }
  event Out { text: string, n?: int, items?: Item[] }
`;
const ITEMS = [
  { sku: 'a', quantity: 2 },
  { sku: 'b', quantity: 3 },
];

/** What a consumer with this state and body says to messages with these numbers. */
function run(state: string, body: string, ...numbers: number[]) {
  const messages = numbers.map((n): [string, Data] => ['In@1.0', { n, items: ITEMS }]);
  const {
    said,
    errors,
    run: engine,
  } = publishInto(`${TYPES} consumer C { single ${state} on In as e { ${body} } }`, ...messages);
  return { said: said.map(({ data }) => data), errors, state: engine.state('C') };
}

describe('statements', () => {
  test('let, if, else', () => {
    const body =
      'let half = e.n / 2 if half > 2 { emit Out { text: "big" } } else if half > 1 { emit Out { text: "middle" } } else { emit Out { text: "small" } }';
    expect(run('', body, 9, 3, 1).said.map(({ text }) => text)).toEqual(['big', 'middle', 'small']);
  });

  test('150 branches', () => {
    const branches = Array.from({ length: 150 }, (_, i) => `if e.n == ${i} { emit Out { text: "${i}" } }`).join(
      ' else ',
    );
    expect(run('', branches, 149).said).toEqual([{ text: '149' }]);
  });

  test('for over a list, and over the keys of a map in their order', () => {
    expect(run('', 'for i in e.items { emit Out { text: i.sku, n: i.quantity } }', 1).said).toEqual([
      { text: 'a', n: 2 },
      { text: 'b', n: 3 },
    ]);
    const state = 'state { m: map<int> = {} }';
    const body = 'm["b"] = 1 m["10"] = 2 m["9"] = 3 m["B"] = 4 for k in m { emit Out { text: k, n: m[k] } }';
    expect(run(state, body, 1).said.map(({ text }) => text)).toEqual(['10', '9', 'B', 'b']);
  });

  test('a local may be given a new value', () => {
    expect(
      run(
        '',
        'let total = 0 for i in e.items { total += i.quantity } total = total * 10 emit Out { text: "", n: total }',
        1,
      ).said,
    ).toEqual([{ text: '', n: 50 }]);
  });

  test('either takes one arm', () => {
    const texts = run(
      '',
      'either yes 1 { emit Out { text: "yes" } } or no 1 { emit Out { text: "no" } }',
      ...Array(40).keys(),
    ).said.map(({ text }) => text);
    expect(texts).toHaveLength(40);
    expect(new Set(texts)).toEqual(new Set(['yes', 'no']));
    expect(
      run('', 'either yes { emit Out { text: "yes" } } or no 0 { emit Out { text: "no" } }', 1, 2, 3).said.map(
        ({ text }) => text,
      ),
    ).toEqual(['yes', 'yes', 'yes']);
  });

  test('fail and dead letter end the attempt with their reason', () => {
    const { said, errors } = run(
      '',
      'emit Out { text: "lost" } if e.n == 1 { fail "odd: " + (e.items[0].sku ?? "") } else { dead letter "not now" }',
      1,
      2,
    );
    expect(said.filter(({ text }) => text === 'lost')).toEqual([]);
    expect(errors).toEqual(['odd: a', 'not now']);
  });

  test('require and reject answer a command', () => {
    const { errors } = publishInto(
      'command Do { n: int } event Done { n: int } consumer C { on Do as c { require c.n > 0 else "too small" if c.n > 9 { reject "too big" } emit Done { ...c } } }',
      ['Do@1.0', { n: 0 }],
      ['Do@1.0', { n: 10 }],
      ['Do@1.0', { n: 5 }],
    );
    expect(errors).toEqual(['too small', 'too big']);
  });

  test('emit in 5s, and to a topic', () => {
    const { run: engine } = publishInto(
      'event In { n: int } event Out { n: int } topic a { carries Out } topic b { carries Out } consumer C { on In as e { emit Out { n: e.n } to b in 5s } }',
      ['In@1.0', { n: 1 }],
    );
    const logs = engine
      .topics()
      .filter(({ info }) => info.key === 'a' || info.key === 'b')
      .map(({ info, logs }) => [info.key, logs.flat().map(({ timestamp }) => timestamp)]);
    expect(logs).toEqual([
      ['a', []],
      ['b', ['2024-01-15T10:30:05.000Z']],
    ]);
  });

  test('a message without a literal has its defaults', () => {
    expect(
      publishInto('event In { n: int } event Out { n: int = 3, s?: string } consumer C { on In { emit Out } }', [
        'In@1.0',
        { n: 1 },
      ]).said,
    ).toEqual([{ name: 'Out', data: { n: 3 } }]);
  });
});

describe('literals', () => {
  const emit = (fields: string) =>
    publishInto(
      `record R { a: decimal, b: int = 5, c?: string }
       union U { one: R, two: Two } record Two { d: decimal }
       event In { a: decimal, b: int, c?: string, x: int }
       event Out { a: decimal, b: int = 5, c?: string, r?: R, u?: U, m?: map<decimal>, l?: decimal[] }
       consumer C { on In as e { emit Out ${fields} } }`,
      ['In@1.0', { a: '1.0', b: 2, x: 3 }],
    ).said[0]?.data;

  test('spread, short form, defaults, and null for what is absent', () => {
    expect(emit('{ ...e }')).toEqual({ a: '1.0', b: 2 });
    expect(emit('{ ...e, a: e.x }')).toEqual({ a: '3', b: 2 });
    expect(emit('{ a: 1, c: e.c }')).toEqual({ a: '1', b: 5 });
    expect(emit('{ a: e.x + 1, r: { a: e.b } }')).toEqual({ a: '4', b: 5, r: { a: '2', b: 5 } });
  });

  test('unions, maps and lists hold numbers of their own kind', () => {
    expect(emit('{ a: 1, u: { type: two, d: e.x } }')).toMatchObject({ u: { type: 'two', d: '3' } });
    expect(emit('{ a: 1, m: { "k": e.x, "__proto__": 2.50 } }')?.m).toEqual(
      JSON.parse('{ "k": "3", "__proto__": "2.50" }'),
    );
    expect(emit('{ a: 1, l: [e.x, 2, 0.10] }')).toMatchObject({ l: ['3', '2', '0.10'] });
  });
});

describe('state', () => {
  const MAP = 'state { m: map<int> = {}, count: int = 0, last?: Item, lists: map<Item[]> = {}, names: map<Item> = {} }';

  test('+= and -= start at zero', () => {
    expect(run(MAP, 'm["a"] += e.n m["b"] -= e.n count += 1', 2, 3).state).toEqual({
      m: { a: 5, b: -5 },
      count: 2,
      lists: {},
      names: {},
    });
  });

  test('null makes an optional field absent, and remove an entry', () => {
    expect(run(MAP, 'last = e.items[0] last = null m["a"] = 1 remove m["a"] remove m["never"]', 1).state).toEqual({
      m: {},
      count: 0,
      lists: {},
      names: {},
    });
  });

  test('a failed attempt leaves nothing of it', () => {
    const body =
      'count += 1 m["a"] += 1 names["x"] = { sku: "new", quantity: e.n } names["x"].quantity += 1 remove names["old"] if e.n == 2 { fail "no" }';
    const { state } = run(
      MAP,
      `if e.n == 1 { names["old"] = { sku: "old", quantity: 1 } } ${body} if e.n == 1 { names["old"] = { sku: "old", quantity: 1 } }`,
      1,
      2,
    );
    expect(state).toEqual({
      m: { a: 1 },
      count: 1,
      lists: {},
      names: { x: { sku: 'new', quantity: 2 }, old: { sku: 'old', quantity: 1 } },
    });
  });

  test('what a message carried away is not changed by later changes, nor the message by changes of the state', () => {
    const body = `
      if lists["k"] == null { lists["k"] = e.items }
      emit Out { text: "before", items: lists["k"] }
      lists["k"][0].quantity += 10
      emit Out { text: "after", items: lists["k"] }`;
    const { said } = run(MAP, body, 1, 2);
    expect(said.map(({ items }) => (items as { quantity: number }[])[0]?.quantity)).toEqual([2, 12, 12, 22]);
    expect(ITEMS[0]?.quantity).toBe(2);
  });

  test('a local keeps what it saw', () => {
    const body =
      'm["a"] = 1 let before = m m["a"] = 2 let whole = { ...m } m["a"] = 3 emit Out { text: "", n: before["a"] } emit Out { text: "", n: m["a"] }';
    expect(run(MAP, body.replace(' let whole = { ...m }', ''), 1).said.map(({ n }) => n)).toEqual([1, 3]);
  });

  test('a value set inside what is not there is an error', () => {
    expect(run(MAP, 'names["x"].quantity = 1', 1).errors).toEqual(['there is nothing at "x" in which to set a value']);
    expect(run(MAP, 'lists["x"] = [] lists["x"][3].quantity = 1', 1).errors).toEqual([
      'there is nothing at 3 in which to set a value',
    ]);
  });

  test('__proto__ and constructor are keys like any other', () => {
    const { state } = run(MAP, 'm["__proto__"] += 1 m["constructor"] += 2', 1, 1);
    expect(Object.entries(state?.m ?? {})).toEqual([
      ['__proto__', 2],
      ['constructor', 4],
    ]);
  });

  test('must be valid when the handler is done', () => {
    const { errors, state } = run('state { left: int(0..) = 1 }', 'left -= 1', 1, 2);
    expect(errors).toEqual(['the state does not fit: /left must be >= 0']);
    expect(state).toEqual({ left: 0 });
  });

  test('is checked where it changed, however large it is', () => {
    const state = 'state { m: map<int(0..)> = {}, count: int(..2) = 0 }';
    const body =
      'm["n" + (e.items[0].sku ?? "")] = 1 if e.n == 1 { m["x"] -= 1 } if e.n == 2 { m = { "y": 0 - 5 } } if e.n == 3 { remove m["z"] count += 3 }';
    const { errors, state: left } = run(state, body, 1, 2, 3, 4);
    expect(errors).toEqual([
      'the state does not fit: /m/x must be >= 0',
      'the state does not fit: /m/y must be >= 0',
      'the state does not fit: /count must be <= 2',
    ]);
    expect(left).toEqual({ m: { na: 1 }, count: 0 });
  });

  test('of 20,000 entries is no slower for it', () => {
    const ids = Array.from({ length: 20_000 }, (_, n): [string, Data] => ['In@1.0', { id: `id-${n}` }]);
    const { run: engine } = publishInto(
      'event In { id: string } consumer C { single state { seen: map<int(0..)> = {} } on In as e { seen[e.id] += 1 } }',
      ...ids,
    );
    expect(Object.keys(engine.state('C')?.seen ?? {})).toHaveLength(20_000);
  });

  test('of one key, which is among its fields', () => {
    const { said, run: engine } = publishInto(
      'event Paid { account: string, amount: int } event Total { account: string, sum: int } consumer Accounts by account { state { sum: int = 0 } on Paid as p { sum += p.amount emit Total { account, sum } } }',
      ['Paid@1.0', { account: 'a', amount: 1 }],
      ['Paid@1.0', { account: 'b', amount: 5 }],
      ['Paid@1.0', { account: 'a', amount: 2 }],
    );
    expect(said.map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { account: 'a', sum: 1 },
        { account: 'a', sum: 3 },
        { account: 'b', sum: 5 },
      ]),
    );
    expect(engine.state('Accounts', 'a')).toEqual({ sum: 3 });
  });
});

test('a guard lets the next handler have the message', () => {
  const { said } = publishInto(
    'event In { n: int } event Out { s: string } consumer C { on In as e when e.n > 5 { emit Out { s: "big" } } on In as e when e.n > 1 { emit Out { s: "middle" } } }',
    ['In@1.0', { n: 9 }],
    ['In@1.0', { n: 2 }],
    ['In@1.0', { n: 1 }],
  );
  expect(said.map(({ data }) => data.s)).toEqual(['big', 'middle']);
});

describe('pausing', () => {
  const TEXT = `
    event In { items: int[] }
    event Out { n: int }
    consumer C {
      on In as e {
        let total = 0
        for i in e.items {
          let twice = i * 2
          if twice > 2 {
            total += twice
          }
        }
        emit Out { n: total }
      }
    }`;

  test('stops before each statement, with the locals that are in scope, and comes to the same', () => {
    const handler = compileProject(projectOf(TEXT)).parts[0]?.handlers[0];
    const said: Data[] = [];
    const frame = () => ({
      data: { items: [1, 2] },
      meta: {} as never,
      key: undefined,
      state: {},
      locals: [],
      names: [] as string[],
      turns: 0,
      effects: { emit: (_: string, data: Data) => said.push(data), changing: () => {} } as never,
    });
    const pauses: string[] = [];
    for (const { node, frame: at } of handler?.pausing?.(frame()) ?? []) {
      pauses.push(`${node.kind}: ${at.names.map((name, slot) => `${name}=${at.locals[slot]}`).join(' ')}`);
    }
    expect(pauses).toEqual([
      'let: ',
      'for: total=0',
      'let: total=0 i=1',
      'if: total=0 i=1 twice=2',
      'let: total=0 i=2',
      'if: total=0 i=2 twice=4',
      'assign: total=0 i=2 twice=4',
      'emit: total=4',
    ]);
    handler?.run?.(frame());
    expect(said).toEqual([{ n: 4 }, { n: 4 }]);
  });
});
