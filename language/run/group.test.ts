import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSticky } from './broker/assign.ts';
import { type Body, consumer, message, program, topic } from './handmade.fixture.ts';
import {
  after,
  count,
  counting,
  delivered,
  enter,
  entries,
  logged,
  offsets,
  order,
  ranOut,
  reading,
} from './reading.fixture.ts';
import { Run } from './run.ts';

/** In the other one of two partitions than `a`. */
const OTHER = 'd';

const retrying = { retry: { count: 3, backoff: 1000, backoffMax: 1000 } };

/** Who reads what: partitions by member. */
function shares(run: Run): string[][] {
  const shares: string[][] = [];
  for (const { member, topic: name, partition } of run.consumers()[0]?.positions ?? [])
    if (member >= 0) (shares[member] ??= []).push(`${name}/${partition}`);
  return shares;
}

function twoTopics(concurrency: number, assignor?: 'cooperative-sticky') {
  const made = program({
    messages: [message('In@1.0')],
    topics: [topic('t0', ['In'], { partitions: 3 }), topic('t1', ['In'], { partitions: 3 })],
    consumers: [consumer({ name: 'C', topics: ['t0', 't1'], concurrency, on: { 'In@1.0': () => undefined } })],
  });
  return new Run({ ...made, assignor }, { seed: 1, trace: true });
}

describe('range', () => {
  test("Kafka's example, by joining and by leaving", () => {
    const expected = [
      ['t0/0', 't0/1', 't1/0', 't1/1'],
      ['t0/2', 't1/2'],
    ];
    const joined = twoTopics(1);
    expect(joined.control.join('C')).toBe(1);
    expect(shares(joined)).toEqual(expected);
    const left = twoTopics(3);
    left.control.leave('C', 2);
    expect(shares(left)).toEqual(expected);
    expect(shares(twoTopics(2))).toEqual(expected);
  });

  test('more members than partitions: some have nothing', () => {
    expect(shares(twoTopics(4)).slice(0, 3)).toEqual([
      ['t0/0', 't1/0'],
      ['t0/1', 't1/1'],
      ['t0/2', 't1/2'],
    ]);
    expect(shares(twoTopics(4))[3]).toBeUndefined();
  });

  test('a rebalance revokes everything before it hands over: a retry in flight is lost, and begins anew', () => {
    const run = reading({ consumer: retrying, topic: { partitions: 2 } });
    enter(run, { id: 'a', n: 0, failures: 2 });
    run.wait(1500);
    expect(delivered(run)).toEqual([0, '0#2']);
    run.control.join('C');
    ranOut(run);
    expect(delivered(run)).toEqual([0, '0#2', 0, '0#2', '0#3']);
    expect(count(run)).toBe(1);
    expect(entries(run, 'rebalance')[0]?.revoked).toHaveLength(2);
  });

  test('offsets stay: what is done is not read again by the next member', () => {
    const run = after(reading({ consumer: { concurrency: 2 } }), 0, 1);
    run.control.leave('C', 0);
    after(run, 2);
    expect(delivered(run)).toEqual([0, 1, 2]);
    expect(entries(run, 'deliver').map(({ member }) => member)).toEqual([0, 0, 1]);
    expect(offsets(run)).toEqual([3]);
  });

  test('what waits behind a dead letter waits on with the next member', () => {
    const run = after(reading({ consumer: { concurrency: 2 } }), { n: 0, failures: 1 }, 1);
    run.control.leave('C', 0);
    after(run, 2);
    expect(run.deadLetters()[0]?.parked.map(({ data }) => data.n)).toEqual([1, 2]);
    expect(delivered(run)).toEqual([0]);
  });
});

describe('cooperative-sticky', () => {
  test('as balanced as can be, and every member keeps what it has', () => {
    const run = twoTopics(1, 'cooperative-sticky');
    run.control.join('C');
    expect(shares(run)).toEqual([
      ['t0/0', 't0/1', 't0/2'],
      ['t1/0', 't1/1', 't1/2'],
    ]);
    run.control.join('C');
    const [first, second, third] = shares(run);
    expect(first).toEqual(['t0/0', 't0/1']);
    expect(second).toEqual(['t1/0', 't1/1']);
    expect(third).toEqual(['t0/2', 't1/2']);
    run.control.leave('C', 1);
    expect(shares(run)[0]).toEqual(expect.arrayContaining(['t0/0', 't0/1']));
    expect(shares(run)[2]).toEqual(expect.arrayContaining(['t0/2', 't1/2']));
  });

  test("from the start, and by Kafka's own examples", () => {
    expect(shares(twoTopics(2, 'cooperative-sticky'))).toEqual([
      ['t0/0', 't0/2', 't1/1'],
      ['t0/1', 't1/0', 't1/2'],
    ]);
    expect(assignSticky([undefined, undefined, undefined], [1])).toEqual([1, 1, 1]);
    expect(assignSticky([1, 1, 1], [1, 2])).toEqual([1, 1, 2]);
    expect(assignSticky([1, 1, 2], [2])).toEqual([2, 2, 2]);
    expect(assignSticky([undefined], [1, 2])).toEqual([1]);
  });

  test('whoever comes and goes: balanced, everyone keeps as much as that allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1 }), { minLength: 1, maxLength: 6 }),
        (partitions, generations) => {
          let owners: (number | undefined)[] = Array(partitions).fill(undefined);
          for (const members of generations) {
            const next = assignSticky(owners, members);
            const share = (of: readonly (number | undefined)[], member: number) =>
              of.filter((owner) => owner === member).length;
            const sizes = members.map((member) => share(next, member));
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
            expect(sizes.reduce((sum, size) => sum + size)).toBe(partitions);
            const moved = next.filter((owner, i) => owner !== owners[i]).length;
            const kept = members.map((member) => share(owners, member)).sort((a, b) => b - a);
            const quotas = [...sizes].sort((a, b) => b - a);
            const most = kept.reduce((sum, size, i) => sum + Math.min(size, quotas[i] ?? 0), 0);
            expect(partitions - moved).toBe(most);
            owners = next;
          }
        },
      ),
    );
  });

  test('only what moves is revoked, so a retry elsewhere goes on', () => {
    const run = reading({
      consumer: retrying,
      topic: { partitions: 2 },
      assignor: 'cooperative-sticky',
    });
    const [first, other] = enter(run, { id: 'a', n: 0, failures: 3 }, { id: OTHER, n: 1, failures: 3 });
    expect([first?.partition, other?.partition].sort()).toEqual([0, 1]);
    run.wait(1500);
    run.control.join('C');
    ranOut(run);
    const of = (n: number) => delivered(run).filter((each) => Number.parseInt(`${each}`, 10) === n);
    const [kept, moved] = first?.partition === 0 ? [0, 1] : [1, 0];
    expect(of(kept)).toEqual([kept, `${kept}#2`, `${kept}#3`, `${kept}#4`]);
    expect(of(moved)).toEqual([moved, `${moved}#2`, moved, `${moved}#2`, `${moved}#3`, `${moved}#4`]);
    expect(entries(run, 'rebalance')[0]?.revoked.map(({ partition }) => partition)).toEqual([1]);
  });
});

describe('a group without members', () => {
  test('reads nothing until one joins', () => {
    const run = reading();
    run.control.leave('C', 0);
    enter(run, 0);
    order(run, 1);
    ranOut(run);
    expect(delivered(run)).toEqual([]);
    expect(run.inboxes()).toHaveLength(1);
    run.control.join('C');
    ranOut(run);
    expect(delivered(run).sort()).toEqual([0, 1]);
  });

  test('what was enabled when the last one left is not delivered', () => {
    const run = reading({ consumer: retrying });
    enter(run, { n: 0, failures: 1 });
    run.settle();
    enter(run, { id: 'b', n: 1 });
    order(run, 2);
    run.control.leave('C', 0);
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
    run.control.join('C');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 2, '0#2', 1]);
  });
});

describe('a crash changes no group', () => {
  test.each(['range', 'cooperative-sticky'] as const)('%s: the members are the same afterwards', (assignor) => {
    const run = reading({ consumer: { concurrency: 3 }, topic: { partitions: 4 }, assignor });
    run.control.crash('C');
    expect(
      entries(run, 'rebalance')
        .at(-1)
        ?.members.map(({ member }) => member),
    ).toEqual([0, 1, 2]);
  });

  test('a command or a redriven message that crashes its member adds none, whoever has left', () => {
    for (const provoke of [(run: Run) => order(run, 1), (run: Run) => run.control.redrive('in')]) {
      let isBroken = true;
      const body: Body = (frame) => {
        if (isBroken) throw new Error('broken');
        counting(frame);
      };
      const run = after(reading({ consumer: { concurrency: 2, on: { 'In@1.0': body, 'Do@1.0': body } } }), 0);
      isBroken = false;
      run.control.leave('C', 0);
      provoke(run);
      run.control.crashBeforeCommit('C');
      ranOut(run);
      const last = entries(run, 'rebalance').at(-1);
      expect(last?.members.map(({ member }) => member)).toEqual([1]);
      expect(entries(run, 'crash')).toHaveLength(1);
      expect(count(run)).toBe(1);
    }
  });

  test('crash: uncommitted work is lost, attempts begin anew, nothing is done twice', () => {
    const run = reading({ consumer: retrying });
    enter(run, { n: 0, failures: 1 }, 1);
    run.wait(500);
    run.control.crash('C');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, '0#2', 1]);
    expect(count(run)).toBe(2);
    expect(logged(run, 'out')).toEqual([0, 1]);
  });
});
