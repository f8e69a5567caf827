import { describe, expect, test } from 'vitest';
import { compileProject } from './compile/project.ts';
import { Run } from './run.ts';
import { projectOf, publishInto, runText } from './text.fixture.ts';

const ORDERS = `
  event Placed@1.0 { id: uuid, user: string, amount: decimal, parts: int }
  event Placed@1.1 { id: uuid, buyer: string was user, amount: decimal, parts: int = 1, note?: string }
  event Placed@2 {
    orderId: uuid was id
    buyer: string
    total: { value: decimal, currency: string = "EUR" }
    note?: string
    each: decimal
    upcast from @1 { total: { value: old.amount }, each: old.amount / old.parts }
  }
  event Placed@3 {
    orderId: uuid, buyer: string(..5), cents: long, note: string = "none"
    upcast from @2 { cents: 100 }
  }
  event Placed@4 { orderId: uuid }
  event Seen { orderId: uuid, text: string }
  topic placed { carries Placed, Seen }
`;
const ID = '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab';
const FIRST = { id: ID, user: 'ann', amount: '10', parts: 4 };

const reading = (version: string, text: string) =>
  `${ORDERS} consumer C { idempotent, on Placed@${version} as p { emit Seen { orderId: p.orderId, text: ${text} } } ignore Placed@4 }`;

describe('a handler sees the version that it names', () => {
  test('an older major is read as the newest of its major, then upcast: what is the same or was renamed is carried over', () => {
    const { said, errors } = publishInto(reading('2', 'p.buyer + p.total.currency'), ['Placed@1.0', FIRST]);
    expect(errors).toEqual([]);
    expect(said).toEqual([{ name: 'Seen', data: { orderId: ID, text: 'annEUR' } }]);
  });

  test('majors are crossed by the chain, and defaults are filled in', () => {
    const { said } = publishInto(reading('3', 'p.buyer + p.note'), ['Placed@1.0', FIRST]);
    expect(said).toEqual([{ name: 'Seen', data: { orderId: ID, text: 'annnone' } }]);
  });

  test('exactly one handler runs: of its own major, else of the nearest newer one that can be reached', () => {
    const handlers = (...majors: number[]) =>
      `${ORDERS} consumer C { idempotent, ignore Placed@4
        ${majors.map((m) => `on Placed@${m} as p { emit Seen { orderId: p.${m === 1 ? 'id' : 'orderId'}, text: "as ${m}" } }`).join('\n')} }`;
    const as = (...majors: number[]) =>
      publishInto(handlers(...majors), ['Placed@1.0', FIRST]).said.map(({ data }) => data.text);
    expect(as(3, 2, 1)).toEqual(['as 1']);
    expect(as(3, 2)).toEqual(['as 2']);
    expect(as(3)).toEqual(['as 3']);
  });

  test('what no upcast leads to is unreadable, and says so', () => {
    const text = `event E@1 { a: int } event E@2 { b: int }
      consumer C { idempotent, on E@2 { } }`;
    expect(publishInto(text, ['E@1.0', { a: 1 }]).errors).toEqual([
      'E@1.0 is unreadable: C reads E@2, and no upcast leads there from E@1',
    ]);
  });

  test('what lies in the log never changes, and is read once for all who read that version', () => {
    const consumer = (name: string) => `consumer ${name} { idempotent, on Placed@2 { } ignore Placed@4 }`;
    const { run } = publishInto(`${ORDERS} ${consumer('A')} ${consumer('B')}`, ['Placed@1.0', FIRST]);
    const logged = run.topics()[0]?.logs.flat()[0];
    expect(logged?.data).toBe(FIRST);
    expect(FIRST).toEqual({ id: ID, user: 'ann', amount: '10', parts: 4 });
    expect(logged?.reading).toEqual({
      orderId: ID,
      buyer: 'ann',
      total: { value: '10', currency: 'EUR' },
      each: '2.5',
    });
    expect(Object.isFrozen(logged?.reading.total)).toBe(true);
  });
});

describe('what a part asks of a message is asked of the upcast one', () => {
  const KEYED = `
    event Old@1 { user: string, n: int }
    event Old@2 { who: string was user, twice: int, upcast from @1 { twice: old.n * 2 } }
    topic t { carries Old }
  `;

  test('`when`', () => {
    const text = `${KEYED} event Big { who: string } consumer C { idempotent, on Old@2 as o when o.twice > 5 { emit Big { who: o.who } } }`;
    const { said } = publishInto(text, ['Old@1.0', { user: 'a', n: 2 }], ['Old@1.0', { user: 'b', n: 3 }]);
    expect(said).toEqual([{ name: 'Big', data: { who: 'b' } }]);
  });

  test('the idempotency key', () => {
    const text = `${KEYED} consumer C { single, idempotent by who, state { sum: int = 0 } on Old@2 as o { sum += o.twice } }`;
    const { run } = publishInto(
      text,
      ['Old@1.0', { user: 'a', n: 2 }],
      ['Old@2.0', { who: 'a', twice: 100 }],
      ['Old@1.0', { user: 'b', n: 3 }],
    );
    expect(run.state('C')).toEqual({ sum: 10 });
  });

  test("the part's key, and the queue of a command", () => {
    const text = `
      command Add@1 { user: string, n: int }
      command Add@2 { who: string was user, twice: int, upcast from @1 { twice: old.n * 2 } }
      consumer Sums by who { idempotent, state { sum: int = 0 } on Add@2 as o { sum += o.twice } }`;
    const run = new Run(compileProject(projectOf(text)), { seed: 1 });
    run.publish('Add@1.0', { user: 'a', n: 2 });
    run.publish('Add@2.0', { who: 'a', twice: 1 });
    expect(run.inboxes().map(({ waiting }) => waiting.length)).toEqual([2]);
    run.runOut();
    expect(run.state('Sums', 'a')).toEqual({ sum: 5 });
    expect(run.commands().map(({ answer }) => answer)).toEqual([{ accepted: true }, { accepted: true }]);
  });
});

describe('an upcast that fails makes the message unreadable', () => {
  test('an error in an expression names the upcast, its place and the field', () => {
    const { errors, said } = publishInto(reading('2', '""'), ['Placed@1.0', { ...FIRST, parts: 0 }]);
    expect(said).toEqual([]);
    expect(errors).toEqual([
      'unreadable as Placed@2.0: the upcast of Placed@2.0 from Placed@1.1 (test.evflow:10) fails in `each`: division by zero',
    ]);
  });

  test('so does one on the way, and a result that does not fit', () => {
    const { errors } = publishInto(
      reading('3', '""'),
      ['Placed@1.0', { ...FIRST, parts: 0 }],
      ['Placed@1.1', { id: ID, buyer: 'charlotte', amount: '1', parts: 1 }],
    );
    expect(errors).toEqual([
      'unreadable as Placed@3.0: the upcast of Placed@2.0 from Placed@1.1 (test.evflow:10) fails in `each`: division by zero',
      'unreadable as Placed@3.0: what the upcast of Placed@3.0 from Placed@2.0 (test.evflow:14) gives does not fit: /buyer must NOT have more than 5 characters',
    ]);
  });

  test('a command is rejected, and the trace has the place in the text', () => {
    const text = `command Do@1 { n: int }
      command Do@2 { n: int, share: decimal, upcast from @1 { share: 1 / old.n } }
      consumer C { idempotent, on Do@2 { } }`;
    const { errors, run } = publishInto(text, ['Do@1.0', { n: 0 }]);
    expect(errors).toEqual([expect.stringContaining('fails in `share`: division by zero')]);
    const entry = run.trace.find(({ kind }) => kind === 'reject');
    const place = entry?.kind === 'reject' ? entry.place : undefined;
    expect(text.slice(place?.start, place?.end)).toBe('1 / old.n');
  });

  test('the next message of another key is read', () => {
    const { said } = publishInto(
      reading('2', 'p.buyer'),
      ['Placed@1.0', { ...FIRST, parts: 0 }],
      ['Placed@1.0', FIRST],
    );
    expect(said).toHaveLength(1);
  });
});

test('a chain of 300 majors is crossed', () => {
  const majors = Array.from({ length: 299 }, (_, i) => i + 2);
  const text = `event E@1 { n: int } ${majors.map((m) => `event E@${m} { n: int, upcast from @${m - 1} { n: old.n + 1 } }`).join('\n')}
    event Got { n: int }
    consumer C { idempotent, on E@300 as e { emit Got { n: e.n } } }`;
  expect(publishInto(text, ['E@1.0', { n: 1 }]).said).toEqual([{ name: 'Got', data: { n: 300 } }]);
}, 30_000);

test('a scenario gives and sends older majors', () => {
  const [result] = runText(`${reading('2', 'p.buyer')}
    scenario "old ones" {
      given Placed@1.0 { user: "eve" }
      when Placed@1.0 { user: "bob", parts: 2 }
      then Seen { text: "bob" }
      never Seen { text: "eve" }
    }`);
  expect(result).toMatchObject({ outcome: 'passed', failures: [] });
});
