import { describe, expect, test } from 'vitest';
import type { MessageFault } from './faults.ts';
import { type Body, node } from './handmade.fixture.ts';
import { after, count, delivered, enter, entries, logged, offsets, order, ranOut, reading } from './reading.fixture.ts';
import type { Run } from './run.ts';

/** In the other one of two partitions than `a`. */
const OTHER = 'd';

function strike(run: Run, kind: MessageFault['kind'], rest: Partial<MessageFault> = {}): Run {
  run.control.fault({ kind, message: 'In', every: false, ...rest });
  return run;
}

describe('duplicate', () => {
  test('delivers the next one twice at the same offset, and the others once', () => {
    const run = after(strike(reading(), 'duplicate'), 0, 1);
    expect(delivered(run)).toEqual([0, 0, 1]);
    expect(entries(run, 'deliver').map(({ offset }) => offset)).toEqual([0, 0, 1]);
    expect(logged(run, 'in')).toEqual([0, 1]);
    expect(logged(run, 'out')).toEqual([0, 0, 1]);
    expect(offsets(run)).toEqual([2]);
    expect(count(run)).toBe(3);
  });

  test('`every` strikes each publication, repeated ones too, and never its own duplicates', () => {
    const run = strike(reading(), 'duplicate', { every: true });
    run.publish('In@1.0', { id: 'a', n: 0 }, { meta: { eventId: 'same' } });
    run.publish('In@1.0', { id: 'a', n: 0 }, { meta: { eventId: 'same' } });
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 0, 0]);
    expect(logged(run, 'in')).toEqual([0, 0]);
  });

  test.each(['exactly-once', 'at-most-once'] as const)('%s counts one', (delivery) => {
    const run = after(strike(reading({ consumer: { delivery } }), 'duplicate', { every: true }), 0, 1);
    expect(delivered(run)).toEqual([0, 1]);
    expect(count(run)).toBe(2);
    expect(logged(run, 'out')).toEqual([0, 1]);
  });

  test('an idempotent consumer changes nothing, and says the same again with the same id', () => {
    const run = after(
      strike(reading({ consumer: { idempotent: { by: undefined, window: undefined } } }), 'duplicate'),
      0,
    );
    expect(count(run)).toBe(1);
    const [first, second] = run.topics().find(({ info }) => info.key === 'out')?.logs[0] ?? [];
    expect(second?.eventId).toBe(first?.eventId);
  });

  test('only what was not delivered yet is struck: no further attempt', () => {
    const run = reading({ consumer: { retry: { count: 2, backoff: 50, backoffMax: 50 } } });
    enter(run, { n: 0, failures: 1 }, 1);
    run.settle();
    strike(run, 'duplicate');
    ranOut(run);
    expect(delivered(run)).toEqual([0, '0#2', 1, 1]);
  });

  test('a command is executed twice, and answered', () => {
    const run = reading();
    run.control.fault({ kind: 'duplicate', message: 'Do', every: false });
    const [command] = order(run, 0);
    ranOut(run);
    expect(count(run)).toBe(2);
    expect(command?.answer).toEqual({ accepted: true });
    expect(run.inboxes()).toEqual([]);
  });

  test('a crash during the second time leaves no queue behind', () => {
    const run = reading({ consumer: { retry: { count: 1, backoff: 1000, backoffMax: 1000 } } });
    run.control.fault({ kind: 'duplicate', message: 'Do', every: false });
    order(run, { n: 0, failures: 2 });
    run.wait(1500);
    expect(delivered(run)).toEqual([0, '0#2', 0]);
    run.control.crash('C');
    ranOut(run);
    expect(run.inboxes()).toEqual([]);
    expect(delivered(run)).toHaveLength(3);
  });

  test('a duplicate of what was given up waits behind it, and comes with it when it is redriven', () => {
    const run = after(strike(reading(), 'duplicate'), { n: 0, failures: 1 }, 1);
    expect(delivered(run)).toEqual([0]);
    expect(run.deadLetters().map(({ parked }) => parked.map(({ data }) => data.n))).toEqual([[0, 1]]);
    expect(offsets(run)).toEqual([2]);
  });

  test('another message, or another version, is not struck', () => {
    for (const fault of [{ message: 'Other' }, { message: 'In', major: 2 }, { message: 'In', major: 1, minor: 1 }])
      expect(delivered(after(strike(reading(), 'duplicate', fault), 0))).toEqual([0]);
  });
});

describe('drop', () => {
  test('the log keeps it, the offset moves, nothing comes of it', () => {
    const run = after(strike(reading(), 'drop'), 0, 1);
    expect(delivered(run)).toEqual([1]);
    expect(logged(run, 'in')).toEqual([0, 1]);
    expect(offsets(run)).toEqual([2]);
    expect(count(run)).toBe(1);
  });

  test('a replay brings it after all', () => {
    const run = after(strike(reading(), 'drop'), 0);
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
  });

  test('a dropped command is never answered', () => {
    const run = reading();
    run.control.fault({ kind: 'drop', message: 'Do', every: false });
    const [first, second] = order(run, 0, 1);
    ranOut(run);
    expect(first?.answer).toBeUndefined();
    expect(second?.answer).toEqual({ accepted: true });
    expect(run.inboxes()).toEqual([]);
  });
});

describe('delay', () => {
  test('holds what stands behind it in its partition, and nothing else', () => {
    const run = strike(reading({ topic: { partitions: 2 } }), 'delay', { delay: 5000 });
    const [first, , other] = enter(run, { id: 'a', n: 0 }, { id: 'a', n: 1 }, { id: OTHER, n: 2 });
    expect(other?.partition).not.toBe(first?.partition);
    run.wait(4999);
    expect(delivered(run)).toEqual([2]);
    run.wait(1);
    expect(delivered(run)).toEqual([2, 0, 1]);
  });

  test('holds the queue of an inbox', () => {
    const run = reading();
    run.control.fault({ kind: 'delay', message: 'Do', every: false, delay: 1000 });
    order(run, { n: 0 }, { n: 1 }, { id: 'b', n: 2 });
    run.wait(999);
    expect(delivered(run)).toEqual([2]);
    ranOut(run);
    expect(delivered(run)).toEqual([2, 0, 1]);
  });

  test('a rebalance or a crash in between brings it no earlier', () => {
    for (const disturb of [(run: Run) => run.control.crash('C'), (run: Run) => run.control.join('C')]) {
      const run = strike(reading({ topic: { partitions: 2 } }), 'delay', { delay: 5000 });
      enter(run, 0);
      run.wait(2000);
      disturb(run);
      run.wait(2999);
      expect(delivered(run)).toEqual([]);
      run.wait(1);
      expect(delivered(run)).toEqual([0]);
    }
  });

  test('strikes once for each reader', () => {
    const run = after(strike(reading(), 'delay', { delay: 1000 }), 0, 1);
    expect(run.now - Date.parse(entries(run, 'publish')[0]?.time ?? '')).toBe(1000);
  });
});

describe('reorder', () => {
  test('swaps with the next one, then all is in order', () => {
    const run = after(strike(reading(), 'reorder'), 0, 1, 2);
    expect(delivered(run)).toEqual([1, 0, 2]);
    expect(logged(run, 'in')).toEqual([0, 1, 2]);
    expect(offsets(run)).toEqual([3]);
  });

  test('alone at its instant, it goes its way', () => {
    const run = after(strike(reading(), 'reorder'), 0);
    expect(delivered(run)).toEqual([0]);
    enter(run, 1, 2);
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 2]);
  });

  test('the next one is one that the consumer reads', () => {
    const run = strike(reading(), 'reorder');
    enter(run, 0);
    run.publish('Other@1.0', { id: 'a', n: 9 });
    enter(run, 1);
    ranOut(run);
    expect(delivered(run)).toEqual([1, 0]);
  });

  test('a crash between the two loses neither', () => {
    const run = strike(reading({ consumer: { idempotent: { by: undefined, window: undefined } } }), 'reorder');
    run.control.crashBeforeCommit('C');
    after(run, 0, 1, 2);
    expect(delivered(run)).toEqual([1, 1, 0, 2]);
    expect(count(run)).toBe(3);
  });

  test('a replay reads what lies in the log, in its order', () => {
    const run = after(strike(reading(), 'reorder'), 0, 1, 2);
    run.control.replay('C', { offset: 1 });
    ranOut(run);
    expect(delivered(run).slice(3)).toEqual([1, 2]);
  });

  test('commands change places in their queue', () => {
    const run = reading();
    run.control.fault({ kind: 'reorder', message: 'Do', every: false });
    order(run, 0, 1);
    ranOut(run);
    expect(delivered(run)).toEqual([1, 0]);
  });
});

describe('lag', () => {
  test('each message comes so much later than it was written, in order', () => {
    const run = reading();
    run.control.lag('C', 5000);
    enter(run, 0);
    run.wait(2000);
    enter(run, 1);
    run.wait(2999);
    expect(delivered(run)).toEqual([]);
    run.wait(1);
    expect(delivered(run)).toEqual([0]);
    run.wait(2000);
    expect(delivered(run)).toEqual([0, 1]);
  });

  test('commands too', () => {
    const run = reading();
    run.control.lag('C', 5000);
    order(run, 0);
    run.wait(4999);
    expect(delivered(run)).toEqual([]);
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
  });
});

describe('disconnect', () => {
  test('reads nothing, what is sent to it waits, its offset is kept', () => {
    const run = after(reading(), 0);
    run.control.disconnect('C', 10_000);
    enter(run, 1);
    order(run, 2);
    run.wait(9999);
    expect(delivered(run)).toEqual([0]);
    expect(offsets(run)).toEqual([1]);
    expect(run.inboxes().map(({ waiting }) => waiting.length)).toEqual([1]);
    run.wait(1);
    expect(delivered(run)).toEqual([0, 1, 2]);
  });

  test('its retries wait', () => {
    const run = reading({ consumer: { retry: { count: 1, backoff: 1000, backoffMax: 1000 } } });
    enter(run, { n: 0, failures: 1 });
    run.settle();
    run.control.disconnect('C', 10_000);
    run.wait(9999);
    expect(delivered(run)).toEqual([0]);
    run.wait(1);
    expect(delivered(run)).toEqual([0, '0#2']);
  });

  test('what it says later waits', () => {
    const later: Body = (frame) => frame.effects.emit('Out@1.0', { n: 1 }, undefined, 1000, node(0));
    const run = reading({ consumer: { on: { 'In@1.0': later } } });
    enter(run, 0);
    run.settle();
    run.control.disconnect('C', 10_000);
    run.wait(9999);
    expect(logged(run, 'out')).toEqual([]);
    run.wait(1);
    expect(logged(run, 'out')).toEqual([1]);
  });

  test('two at once end with the later one', () => {
    const run = reading();
    run.control.disconnect('C', 1000);
    run.wait(500);
    run.control.disconnect('C', 1000);
    enter(run, 0);
    run.wait(999);
    expect(delivered(run)).toEqual([]);
    run.wait(1);
    expect(delivered(run)).toEqual([0]);
  });
});
