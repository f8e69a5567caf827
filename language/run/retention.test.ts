import { describe, expect, test } from 'vitest';
import { after, delivered, enter, entries, logged, offsets, ranOut, reading } from './reading.fixture.ts';
import type { Run } from './run.ts';

/** Away while the numbers come in, each a second after the one before, then back. */
function late(run: Run, away: number, ...numbers: readonly number[]): Run {
  run.control.disconnect('C', away);
  for (const n of numbers) {
    enter(run, n);
    run.wait(1000);
  }
  ranOut(run);
  return run;
}

const missed = (run: Run) => entries(run, 'missed').map(({ count }) => count);

describe('by time', () => {
  test('a message goes exactly when it is older than the topic retains', () => {
    expect(delivered(late(reading({ topic: { retain: 3000 } }), 3000, 0))).toEqual([0]);
    const run = late(reading({ topic: { retain: 3000 } }), 3001, 0);
    expect(delivered(run)).toEqual([]);
    expect(missed(run)).toEqual([1]);
    expect(offsets(run)).toEqual([1]);
  });

  test('who comes too late starts with the first that is left', () => {
    const run = late(reading({ topic: { retain: 2000 } }), 4000, 0, 1, 2, 3);
    expect(delivered(run)).toEqual([2, 3]);
    expect(missed(run)).toEqual([2]);
  });

  test('with `offset latest` all that is left goes with it, as Kafka resets an offset out of range', () => {
    const run = late(reading({ consumer: { offset: 'latest' }, topic: { retain: 2000 } }), 4000, 0, 1, 2, 3);
    expect(delivered(run)).toEqual([]);
    expect(missed(run)).toEqual([4]);
    after(run, 4);
    expect(delivered(run)).toEqual([4]);
  });

  test('the log shows all that was ever written, and what is at hand is done whatever becomes of the log', () => {
    const run = reading({
      consumer: { retry: { count: 1, backoff: 5000, backoffMax: 5000 } },
      topic: { retain: 1000 },
    });
    after(run, { n: 0, failures: 1 });
    expect(delivered(run)).toEqual([0, '0#2']);
    expect(logged(run, 'in')).toEqual([0]);
  });

  test('a dead letter outlives the topic that it came from', () => {
    const run = after(reading({ topic: { retain: 1000 } }), { n: 0, failures: 1 }, 1);
    run.wait(10_000);
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0]);
    expect(run.deadLetters()[0]?.parked).toHaveLength(1);
  });
});

describe('by compaction', () => {
  test('of each key the last one is kept; at the instant of a new one the old one is still read', () => {
    const run = after(reading({ topic: { compact: true } }), 0, 1);
    expect(delivered(run)).toEqual([0, 1]);
    const other = late(reading({ topic: { compact: true } }), 5000, 0, 1);
    expect(delivered(other)).toEqual([1]);
    expect(missed(other)).toEqual([1]);
  });

  test('messages without a key are all kept', () => {
    const run = late(
      reading({ consumer: { by: undefined, single: true }, topic: { compact: true, keyed: false } }),
      5000,
      0,
      1,
    );
    expect(delivered(run)).toEqual([0, 1]);
  });

  test('with `offset latest` what compaction took is passed over, and the rest is read', () => {
    const run = late(reading({ consumer: { offset: 'latest' }, topic: { compact: true } }), 5000, 0, 1);
    expect(delivered(run)).toEqual([1]);
  });

  test('with a time as well, the last one goes too', () => {
    const run = late(reading({ topic: { compact: true, retain: 1000 } }), 5000, 0, 1);
    expect(delivered(run)).toEqual([]);
    expect(missed(run)).toEqual([2]);
  });
});
