import { describe, expect, test } from 'vitest';
import { delivered, enter, entries, logged, ranOut, reading } from './reading.fixture.ts';
import type { Run } from './run.ts';

const cluster = (acks: 'all' | 'leader' = 'all', replicas = 3, brokers = 3) =>
  reading({ brokers, topic: { replicas, acks } });

const leaders = (run: Run) =>
  entries(run, 'leader')
    .filter(({ topic }) => topic === 'in')
    .map(({ leader, inSync }) => [leader, ...inSync]);

/** Takes steps until the log has been copied to so many brokers, but nothing was delivered. */
function copied(run: Run, copies: number): void {
  for (let done = 0; done < copies; )
    if (run.step()?.kind === 'replicate') done++;
    else throw new Error('no copy is enabled');
}

describe('acks all', () => {
  test('a message is read once all in sync have it', () => {
    const run = cluster();
    enter(run, 0);
    copied(run, 1);
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ end: 0, lag: 0 });
    copied(run, 1);
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ end: 1, lag: 1 });
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
  });

  test.each([0, 1, 2])('nothing is lost with a leader that stops after %i copies', (copies) => {
    const run = cluster();
    enter(run, 0, 1);
    copied(run, copies);
    run.control.stopBroker(1, 10_000);
    enter(run, 2);
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 2]);
    expect(logged(run, 'in')).toEqual([0, 1, 2]);
    expect(entries(run, 'lost')).toEqual([]);
    expect(entries(run, 'rewrite')).toHaveLength(copies === 0 ? 2 : 0);
  });
});

describe('acks leader', () => {
  test('loses exactly what only the leader had', () => {
    const run = cluster('leader');
    enter(run, 0);
    copied(run, 2);
    enter(run, 1, 2);
    run.control.stopBroker(1, 10_000);
    enter(run, 3);
    ranOut(run);
    expect(delivered(run)).toEqual([0, 3]);
    expect(logged(run, 'in')).toEqual([0, 3]);
    expect(entries(run, 'lost')).toHaveLength(2);
  });

  test('what one follower has is safe where that one becomes leader', () => {
    const run = cluster('leader');
    enter(run, 0);
    copied(run, 1);
    run.control.stopBroker(1, 10_000);
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
    expect(entries(run, 'lost')).toEqual([]);
  });
});

describe('election', () => {
  test('among those in sync, in the order of the replicas', () => {
    const run = cluster();
    run.control.stopBroker(1, 10_000);
    run.control.stopBroker(2, 20_000);
    enter(run, 0);
    ranOut(run);
    expect(leaders(run)).toEqual([
      [2, 2, 3],
      [3, 3],
      [3, 1, 3],
      [3, 1, 2, 3],
    ]);
    expect(delivered(run)).toEqual([0]);
  });

  test('without a leader producers and readers wait, and none of it is lost', () => {
    const run = cluster('all', 1, 1);
    enter(run, 0);
    ranOut(run);
    run.control.stopBroker(1, 10_000);
    enter(run, 1, 2);
    run.wait(9999);
    expect(delivered(run)).toEqual([0]);
    expect(logged(run, 'in')).toEqual([0]);
    run.wait(1);
    expect(delivered(run)).toEqual([0, 1, 2]);
  });

  test('what is redriven waits for a leader, too', () => {
    const run = cluster('all', 1, 1);
    enter(run, { n: 0, failures: 1 }, 1);
    ranOut(run);
    run.control.stopBroker(1, 1000);
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0]);
    expect(run.deadLetters().map(({ parked }) => parked.length)).toEqual([1]);
  });

  test('one that is not in sync never leads: it waits for the one that has all', () => {
    const run = cluster('all', 2, 2);
    run.control.stopBroker(2, 1000);
    enter(run, 0);
    run.wait(500);
    run.control.stopBroker(1, 10_000);
    run.wait(1000);
    expect(leaders(run).at(-1)?.[0]).toBeUndefined();
    ranOut(run);
    expect(leaders(run).at(-1)).toEqual([1, 1, 2]);
    expect(delivered(run)).toEqual([0]);
  });

  test('a follower copies nothing from a leader that has stopped', () => {
    const run = cluster('all', 2, 2);
    run.control.stopBroker(2, 1000);
    enter(run, 0);
    run.wait(999);
    run.advance();
    expect(run.step()?.kind).toBe('timer');
    // The copy is enabled now; before it is made, the leader stops.
    run.control.stopBroker(1, 10_000);
    run.settle();
    expect(entries(run, 'replicate')).toEqual([]);
    expect(leaders(run).at(-1)).toEqual([undefined, 1]);
    ranOut(run);
    expect(leaders(run).at(-1)).toEqual([1, 1, 2]);
  });

  test('a new leader has nothing to copy', () => {
    const run = cluster();
    enter(run, 0);
    run.control.stopBroker(1, 10_000);
    run.settle();
    expect(
      entries(run, 'replicate')
        .filter(({ topic }) => topic === 'in')
        .map(({ broker }) => broker),
    ).toEqual([3]);
  });

  test('a broker that is stopped twice stays down until the later time', () => {
    const run = cluster();
    run.control.stopBroker(1, 1000);
    run.wait(500);
    run.control.stopBroker(1, 1000);
    run.wait(999);
    expect(entries(run, 'broker').map(({ isUp }) => isUp)).toEqual([false]);
    run.wait(1);
    expect(entries(run, 'broker').map(({ isUp }) => isUp)).toEqual([false, true]);
  });

  test('a follower that comes back copies what it missed, and may lead then', () => {
    const run = cluster('all', 2, 2);
    run.control.stopBroker(2, 1000);
    enter(run, 0, 1);
    ranOut(run);
    run.control.stopBroker(1, 1000);
    enter(run, 2);
    ranOut(run);
    expect(leaders(run).map(([leader]) => leader)).toEqual([1, 1, 2, 2]);
    expect(delivered(run)).toEqual([0, 1, 2]);
    expect(logged(run, 'in')).toEqual([0, 1, 2]);
  });

  test('partitions have their leaders on brokers in turn', () => {
    const run = reading({ brokers: 3, topic: { replicas: 2, partitions: 4 } });
    run.control.stopBroker(2, 1000);
    // The third one is on brokers 3 and 1 alone.
    expect(leaders(run)).toEqual([
      [1, 1],
      [3, 3],
      [1, 1],
    ]);
  });

  test('there is no broker of that number', () => {
    expect(() => cluster().control.stopBroker(4, 1)).toThrow('there is no broker 4, only 3');
  });
});
