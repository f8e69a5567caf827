import { describe, expect, test } from 'vitest';
import { compileProject } from './compile/project.ts';
import { type Body, emit, set } from './handmade.fixture.ts';
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
import { projectOf } from './text.fixture.ts';

const idempotent = { idempotent: { by: undefined, window: undefined } };

/** Fails for the numbers in the set. */
function failingFor(broken: Set<unknown>): Body {
  return (frame) => {
    counting(frame);
    if (broken.has(frame.data.n)) throw new Error(`${frame.data.n} is broken`);
  };
}

const out = (run: Run) =>
  run
    .topics()
    .find(({ info }) => info.key === 'out')
    ?.logs.flat() ?? [];

describe('replay', () => {
  test('from the beginning: all again, with the same ids, as replayed, and state is kept', () => {
    const run = after(reading(), 0, 1);
    run.control.replay('C', 'earliest');
    expect(offsets(run)).toEqual([0]);
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 0, 1]);
    expect(count(run)).toBe(4);
    expect(out(run).map(({ data }) => data.replayed)).toEqual([false, false, true, true]);
    const ids = out(run).map(({ eventId }) => eventId);
    expect(ids.slice(2)).toEqual(ids.slice(0, 2));
    after(run, 2);
    expect(out(run).at(-1)?.data.replayed).toBe(false);
  });

  test('an idempotent consumer says what it has said, and changes nothing', () => {
    const run = after(reading({ consumer: idempotent }), 0, 1);
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(count(run)).toBe(2);
    expect(logged(run, 'out')).toEqual([0, 1, 0, 1]);
    expect(out(run).map(({ data }) => data.replayed)).toEqual([false, false, false, false]);
    expect(entries(run, 'duplicate')).toHaveLength(2);
  });

  test('history is read then, too', () => {
    const run = reading();
    run.given('In@1.0', { id: 'a', n: 7 });
    after(run, 0);
    expect(delivered(run)).toEqual([0]);
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 7, 0]);
    expect(out(run).map(({ data }) => data.replayed)).toEqual([false, true, true]);
  });

  test('from an offset, from a time, from the end', () => {
    const run = reading();
    for (const n of [0, 1, 2]) {
      after(run, n);
      run.wait(1000);
    }
    const second = Date.parse(entries(run, 'publish').find(({ data }) => data.n === 1)?.time ?? '');
    const again = (from: Parameters<Run['control']['replay']>[1]) => {
      const before = delivered(run).length;
      run.control.replay('C', from);
      ranOut(run);
      return delivered(run).slice(before);
    };
    expect(again({ offset: 2 })).toEqual([2]);
    expect(again({ offset: 99 })).toEqual([]);
    expect(again({ time: second })).toEqual([1, 2]);
    expect(again({ time: second - 1 })).toEqual([1, 2]);
    expect(again({ time: second + 1 })).toEqual([2]);
    expect(again('latest')).toEqual([]);
  });

  test('to the end skips what was not read', () => {
    const run = reading();
    enter(run, 0, 1);
    run.control.replay('C', 'latest');
    after(run, 2);
    expect(delivered(run)).toEqual([2]);
  });

  test('from the beginning of what is retained', () => {
    const run = reading({ topic: { retain: 5000 } });
    after(run, 0);
    run.wait(5000);
    after(run, 1);
    run.wait(1);
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 1]);
  });

  test('an attempt that waits is given up for it', () => {
    const run = reading({ consumer: { retry: { count: 1, backoff: 1000, backoffMax: 1000 } } });
    after(run, 0);
    enter(run, { n: 1, failures: 1 });
    run.settle();
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 0, 1, '1#2']);
    expect(run.timers()).toEqual([]);
  });

  test.each([{ key: 'a' }, { key: null }])('what it comes by again is no dead letter any more: key $key', ({ key }) => {
    const broken = new Set([0]);
    const run = after(
      reading({ consumer: { by: undefined, single: true, on: { 'In@1.0': failingFor(broken) } } }),
      { id: key, n: 0 } as never,
      { id: key, n: 1 } as never,
    );
    expect(run.deadLetters()).toHaveLength(1);
    broken.clear();
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(run.deadLetters()).toEqual([]);
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run).slice(-2)).toEqual([0, 1]);
  });

  test('what lies before it stays a dead letter, and parks its key', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1);
    run.control.replay('C', { offset: 1 });
    ranOut(run);
    expect(run.deadLetters().map(({ parked }) => parked.map(({ data }) => data.n))).toEqual([[1]]);
  });

  test('what waits behind an earlier dead letter is read again, and waits again', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1, 2);
    run.control.replay('C', { offset: 1 });
    enter(run, 3);
    ranOut(run);
    broken.clear();
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 1, 2, 3]);
  });

  test('what is just redriven comes with the replay instead, in order', () => {
    const broken = new Set([1]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1, 2);
    broken.clear();
    run.control.redrive('in');
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 0, 1, 2]);
    expect(run.deadLetters()).toEqual([]);
  });

  test('commands are not replayed', () => {
    const run = reading();
    order(run, 0);
    ranOut(run);
    run.control.replay('C', 'earliest');
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
  });
});

describe('redrive', () => {
  test('the dead letter, then what waited behind it, in order, then the key goes its way', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1, 2);
    expect(delivered(run)).toEqual([0]);
    broken.clear();
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 1, 2]);
    expect(run.deadLetters()).toEqual([]);
    after(run, 3);
    expect(delivered(run).at(-1)).toBe(3);
    expect(count(run)).toBe(4);
  });

  test('new messages of the key come after those that wait', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1);
    broken.clear();
    run.control.redrive('in');
    enter(run, 2);
    enter(run, { id: 'b', n: 3 });
    ranOut(run);
    expect(delivered(run).filter((n) => n !== 3)).toEqual([0, 0, 1, 2]);
  });

  test('one that fails again is a dead letter again, and the others wait on', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1);
    run.control.redrive('in');
    after(run, 2);
    expect(run.deadLetters().map(({ parked }) => parked.map(({ data }) => data.n))).toEqual([[1, 2]]);
    expect(logged(run, 'in.dlq')).toEqual([0, 0]);
    broken.clear();
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 0, 1, 2]);
  });

  test('one that waited may fail then, and parks those behind it', () => {
    const broken = new Set([0, 1]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0, 1, 2);
    broken.delete(0);
    run.control.redrive('in');
    ranOut(run);
    expect(
      run.deadLetters().map(({ message, parked }) => [message.data.n, ...parked.map(({ data }) => data.n)]),
    ).toEqual([[1, 2]]);
    expect(delivered(run)).toEqual([0, 0, 1]);
  });

  test('retries of a redriven message hold its key and nothing else', () => {
    const body: Body = (frame) => {
      counting(frame);
      if (frame.data.n === 0 && frame.meta.attempt < 3) throw new Error('not yet');
      if (frame.data.n === 1 && !isMended) throw new Error('broken');
    };
    let isMended = false;
    const run = after(
      reading({ consumer: { retry: { count: 2, backoff: 1000, backoffMax: 1000 }, on: { 'In@1.0': body } } }),
      1,
      0,
    );
    isMended = true;
    run.control.redrive('in');
    enter(run, 2, { id: 'b', n: 3 });
    ranOut(run);
    expect(delivered(run).slice(3)).toEqual([1, 0, 3, '0#2', '0#3', 2]);
  });

  test('without a key nothing waits behind it, and each is redriven', () => {
    const broken = new Set([0, 1]);
    const run = after(
      reading({
        consumer: { by: undefined, single: true, on: { 'In@1.0': failingFor(broken) } },
        topic: { keyed: false },
      }),
      0,
      1,
      2,
    );
    expect(run.deadLetters().map(({ parked }) => parked)).toEqual([[], []]);
    broken.clear();
    run.control.redrive('in');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 1, 2, 0, 1]);
  });

  test('through a crash of its member', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { ...idempotent, on: { 'In@1.0': failingFor(broken) } } }), 0, 1);
    broken.clear();
    run.control.redrive('in');
    run.control.crashBeforeCommit('C');
    ranOut(run);
    expect(delivered(run)).toEqual([0, 0, 0, 1]);
    expect(count(run)).toBe(2);
    expect(run.deadLetters()).toEqual([]);
  });

  test('a member that crashes at-most-once has lost it, and the key goes its way', () => {
    const broken = new Set([0]);
    const run = after(reading({ consumer: { delivery: 'at-most-once', on: { 'In@1.0': failingFor(broken) } } }), 0);
    broken.clear();
    run.control.redrive('in');
    run.control.crashBeforeCommit('C');
    ranOut(run);
    expect(count(run)).toBe(0);
    after(run, 1);
    expect(delivered(run)).toEqual([0, 0, 1]);
  });

  test('nothing there: nothing happens', () => {
    const run = after(reading(), 0);
    run.control.redrive('in');
    run.control.redrive('nowhere');
    ranOut(run);
    expect(delivered(run)).toEqual([0]);
  });

  test('its outputs have the ids that they would have had', () => {
    const broken = new Set<unknown>([0]);
    const run = after(reading({ consumer: { on: { 'In@1.0': failingFor(broken) } } }), 0);
    broken.clear();
    run.control.redrive('in');
    ranOut(run);
    const twin = after(reading({ consumer: { on: { 'In@1.0': counting } } }), 0);
    expect(out(run).map(({ eventId }) => eventId)).toEqual(out(twin).map(({ eventId }) => eventId));
  });
});

describe('crash before commit', () => {
  test('at-least-once has published, and will publish again', () => {
    const run = reading();
    run.control.crashBeforeCommit('C');
    after(run, 0, 1);
    expect(delivered(run)).toEqual([0, 0, 1]);
    expect(logged(run, 'out')).toEqual([0, 0, 1]);
    expect(count(run)).toBe(2);
    expect(new Set(out(run).map(({ eventId }) => eventId)).size).toBe(2);
  });

  test('exactly-once has shown nothing', () => {
    const run = reading({ consumer: { delivery: 'exactly-once' } });
    run.control.crashBeforeCommit('C');
    after(run, 0, 1);
    expect(delivered(run)).toEqual([0, 0, 1]);
    expect(logged(run, 'out')).toEqual([0, 1]);
    expect(count(run)).toBe(2);
  });

  test('at-most-once has lost message, state and outputs', () => {
    const run = reading({ consumer: { delivery: 'at-most-once' } });
    run.control.crashBeforeCommit('C');
    after(run, 0, 1);
    expect(delivered(run)).toEqual([0, 1]);
    expect(logged(run, 'out')).toEqual([1]);
    expect(count(run)).toBe(1);
    expect(offsets(run)).toEqual([2]);
    expect(entries(run, 'lose')).toHaveLength(1);
  });

  test('a command is executed again and answered; at-most-once never answers, and keeps no queue', () => {
    for (const [delivery, counted] of [
      ['at-least-once', 1],
      ['exactly-once', 1],
      ['at-most-once', 0],
    ] as const) {
      const run = reading({ consumer: { delivery } });
      run.control.crashBeforeCommit('C');
      const [command] = order(run, 0);
      ranOut(run);
      expect(count(run)).toBe(counted);
      expect(command?.answer).toEqual(counted === 1 ? { accepted: true } : undefined);
      expect(run.inboxes()).toEqual([]);
    }
  });

  test('only the next one that succeeds: a failed attempt is no end of it', () => {
    const run = reading({ consumer: { retry: { count: 1, backoff: 10, backoffMax: 10 } } });
    run.control.crashBeforeCommit('C');
    after(run, { n: 0, failures: 1 }, 1);
    expect(delivered(run)).toEqual([0, '0#2', 0, '0#2', 1]);
    expect(entries(run, 'crash')).toHaveLength(1);
  });

  test('state that was there before is as it was', () => {
    const body: Body = (frame) => {
      set(frame, 'count', 10 * (frame.state.count as number) + 1);
      emit(frame, 'Out@1.0', { n: frame.state.count as number });
    };
    const run = after(reading({ consumer: { on: { 'In@1.0': body } } }), 0);
    run.control.crashBeforeCommit('C');
    after(run, 1);
    expect(logged(run, 'out')).toEqual([1, 11, 11]);
  });
});

test('nothing goes wrong and nobody operates in the middle of a step', () => {
  const run = new Run(
    compileProject(projectOf('event A { n: int }\nconsumer C { on A as a { let n = a.n\n emit A { n: n } in 1h } }')),
    { seed: 1, debug: true, trace: true },
  );
  run.publish('A@1.0', { n: 1 });
  const step = run.stepPausing();
  for (let next = step.next(); !next.done; next = step.next()) {
    expect(() => run.control.replay('C', 'earliest')).toThrow('a step is under way: finish it first');
    expect(() => run.control).toThrow();
    expect(() => run.step()).toThrow('a step is under way');
  }
  expect(run.control.replay('C', 'earliest')).toBe(true);
  expect(run.trace.map(({ kind }) => kind)).toContain('replay');
  const left = run.stepPausing();
  left.next();
  left.return(undefined);
  expect(run.control.replay('C', 'latest')).toBe(true);
});
