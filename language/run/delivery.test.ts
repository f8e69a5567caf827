import { describe, expect, test } from 'vitest';
import {
  consumer,
  emit,
  type Handmade,
  type HandmadeConsumer,
  message,
  node,
  program,
  set,
  topic,
} from './handmade.fixture.ts';
import { Message } from './message.ts';
import { BodyError, type Data } from './program.ts';
import { Run, type RunOptions } from './run.ts';
import type { TraceEntry } from './trace.ts';

const started = (parts: Handmade, options: Partial<RunOptions> = {}) =>
  new Run(program(parts), { seed: 1, trace: true, ...options });

function entering(run: Run, key: string, data: Data = {}, meta = {}): Message {
  const published = run.publish(key, data, { meta });
  if (!(published instanceof Message)) throw new Error(published.refused.join());
  return published;
}

const entries = <K extends TraceEntry['kind']>(run: Run, kind: K) =>
  run.trace.filter((entry): entry is Extract<TraceEntry, { kind: K }> => entry.kind === kind);

const outputs = (run: Run) => run.topics().find(({ info }) => info.key === 'done')?.logs[0] ?? [];

/** One consumer of `In`, which is keyed by `id`; it may emit `Done`. */
const one = (rest: Partial<HandmadeConsumer>, partitions = 1): Handmade => ({
  messages: [message('In@1.0'), message('Done@1.0', 'event', (data) => (data.bad ? ['/bad is not known'] : undefined))],
  topics: [topic('in', ['In'], { partitions }), topic('done', ['Done'])],
  consumers: [consumer({ name: 'C', topics: ['in'], on: {}, ...rest })],
});

describe('failures', () => {
  const failing = (times: number, rest: Partial<HandmadeConsumer> = {}) => {
    let failures = times;
    return one({
      retry: { count: 3, backoff: 200, backoffMax: 30_000 },
      initial: () => ({ seen: 0 }),
      on: {
        'In@1.0': (frame) => {
          set(frame, 'seen', (frame.state.seen as number) + 1);
          emit(frame, 'Done@1.0', { attempt: frame.meta.attempt, now: frame.effects.now(), id: frame.effects.uuid() });
          if (frame.data.id === 'bad' && failures-- > 0) throw new BodyError('fail', 'no luck', node(77));
        },
      },
      ...rest,
    });
  };

  test('a failed attempt leaves no state and no output; the next one has the same clock and ids', () => {
    const run = started(failing(2));
    entering(run, 'In@1.0', { id: 'bad' });
    run.settle();
    expect([run.state('C'), outputs(run)]).toEqual([undefined, []]);
    run.runOut();
    expect(run.state('C')).toEqual({ seen: 1 });
    expect(outputs(run)).toHaveLength(1);
    const fresh = started(failing(0));
    entering(fresh, 'In@1.0', { id: 'bad' });
    fresh.runOut();
    expect(outputs(run)[0]?.data).toEqual({ ...outputs(fresh)[0]?.data, attempt: 3 });
    expect(outputs(run)[0]?.eventId).toBe(outputs(fresh)[0]?.eventId);
  });

  test('waits grow, with jitter, within their limits; the failure names its place', () => {
    const run = started(failing(9, { retry: { count: 9, backoff: 200, backoffMax: 2000 } }));
    entering(run, 'In@1.0', { id: 'bad' });
    run.runOut();
    const waits = entries(run, 'fail').map(({ time, retryAt }) => Date.parse(retryAt ?? '') - Date.parse(time));
    expect(waits).toHaveLength(9);
    waits.forEach((wait, i) => {
      const full = Math.min(2000, 200 * 2 ** i);
      expect(wait).toBeGreaterThanOrEqual(Math.max(200, full / 2));
      expect(wait).toBeLessThanOrEqual(full);
    });
    expect(new Set(waits).size).toBeGreaterThan(5);
    expect(entries(run, 'fail')[0]).toMatchObject({
      error: 'no luck',
      place: { uri: 'file:///handmade.evflow', start: 77 },
    });
  });

  test('a retry blocks its partition and no other', () => {
    const run = started(failing(1, { retry: { count: 1, backoff: 1000, backoffMax: 1000 } }));
    for (const id of ['bad', 'next']) entering(run, 'In@1.0', { id });
    run.settle();
    expect(run.consumers()[0]?.positions).toMatchObject([{ offset: 0, lag: 2, waiting: true }]);
    run.runOut();
    expect(outputs(run).map(({ causationId }) => run.message(causationId ?? '')?.data.id)).toEqual(['bad', 'next']);
  });

  test('after the last attempt: the dead letter, with error, attempts and origin; later messages of the key wait behind it', () => {
    const run = started(failing(99, { retry: { count: 2, backoff: 1, backoffMax: 1 } }));
    const [bad] = ['bad', 'good', 'bad', 'bad'].map((id, n) => entering(run, 'In@1.0', { id, n }));
    run.runOut();
    const dead = run.deadLetters();
    expect(dead).toMatchObject([
      {
        topic: 'in.dlq',
        message: { headers: { error: 'no luck', attempts: 3, part: 'C', topic: 'in', partition: 0, offset: 0 } },
      },
    ]);
    expect(dead[0]?.message.eventId).toBe(bad?.eventId);
    expect(dead[0]?.parked.map(({ data }) => data.n)).toEqual([2, 3]);
    expect(run.state('C')).toEqual({ seen: 1 });
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ offset: 4, lag: 0 });
  });

  test('`dead letter` goes there at once, to the topic that is named', () => {
    const parts = one({
      retry: { count: 5, backoff: 1, backoffMax: 1 },
      deadLetterTo: 'done',
      on: {
        'In@1.0': () => {
          throw new BodyError('deadLetter', 'hopeless', node(1));
        },
      },
    });
    const run = started(parts);
    entering(run, 'In@1.0', { id: 'a' });
    run.runOut();
    expect(run.deadLetters()).toMatchObject([
      { topic: 'done', message: { headers: { error: 'hopeless', attempts: 1 } } },
    ]);
  });

  test.each([
    ['an error of JavaScript', () => JSON.parse('{'), /JSON/],
    [
      'something thrown that is no error',
      () => {
        throw 'just text';
      },
      /just text/,
    ],
    [
      'endless recursion',
      function again(): void {
        again();
      },
      /stack/,
    ],
  ])('%s is a failure of the handler', (_, body, error) => {
    const run = started(one({ on: { 'In@1.0': body } }));
    entering(run, 'In@1.0', { id: 'a' });
    entering(run, 'In@1.0', { id: 'b' });
    run.runOut();
    expect(entries(run, 'fail')[0]?.error).toMatch(error);
    expect(entries(run, 'fail')[0]?.place).toBeDefined();
    expect(run.deadLetters()).toHaveLength(2);
  });

  test('emitting what does not fit fails at the statement, and what was emitted before it is not published', () => {
    const run = started(
      one({
        on: {
          'In@1.0': (frame) => {
            emit(frame, 'Done@1.0', { id: 1 });
            emit(frame, 'Done@1.0', { bad: true }, 500);
          },
        },
      }),
    );
    entering(run, 'In@1.0', { id: 'a' });
    run.runOut();
    expect(entries(run, 'fail')[0]).toMatchObject({
      error: 'Done is refused: /bad is not known',
      place: { start: 500 },
    });
    expect(outputs(run)).toEqual([]);
  });

  test('a state that does not fit is a failure, and the state stays as it was', () => {
    const run = started(
      one({
        initial: () => ({ stock: 1 }),
        check: (state) => ((state.stock as number) < 0 ? ['/stock must be >= 0'] : undefined),
        on: { 'In@1.0': (frame) => set(frame, 'stock', (frame.state.stock as number) - 1) },
      }),
    );
    for (const id of ['a', 'b']) entering(run, 'In@1.0', { id });
    run.runOut();
    expect(run.state('C')).toEqual({ stock: 0 });
    expect(entries(run, 'fail')).toMatchObject([{ error: 'the state does not fit: /stock must be >= 0' }]);
  });

  test('a message without the key of the part is a failure', () => {
    const run = started(one({ by: ['customer', 'id'], on: { 'In@1.0': () => {} } }));
    entering(run, 'In@1.0', { id: 'a', customer: null });
    run.runOut();
    expect(entries(run, 'fail')[0]?.error).toBe('In has no customer.id, the key of C');
  });
});

describe('guarantees', () => {
  test.each(['at-most-once', 'at-least-once', 'exactly-once'] as const)('%s commits in its place', (delivery) => {
    const run = started(one({ delivery, on: { 'In@1.0': (frame) => emit(frame, 'Done@1.0', {}) } }));
    entering(run, 'In@1.0', { id: 'a' });
    run.runOut();
    const order = run.trace.slice(1).map(({ kind }) => kind);
    expect(order).toEqual(
      delivery === 'at-most-once' ? ['deliver', 'commit', 'publish'] : ['deliver', 'publish', 'commit'],
    );
  });

  test('at most once tries again as long as the member lives, and has committed all the same', () => {
    const run = started(
      one({
        delivery: 'at-most-once',
        retry: { count: 1, backoff: 10, backoffMax: 10 },
        on: {
          'In@1.0': ({ meta }) => {
            if (meta.attempt === 1) throw new Error('once');
          },
        },
      }),
    );
    entering(run, 'In@1.0', { id: 'a' });
    run.settle();
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ offset: 1, waiting: true });
    run.runOut();
    expect(entries(run, 'commit')).toHaveLength(1);
    expect(entries(run, 'deliver')).toHaveLength(2);
  });

  const idempotent = (rest: Partial<HandmadeConsumer> = {}) =>
    one({
      idempotent: { by: ['id'], window: 60_000 },
      initial: () => ({ seen: 0 }),
      on: {
        'In@1.0': (frame) => {
          set(frame, 'seen', (frame.state.seen as number) + 1);
          emit(frame, 'Done@1.0', { id: frame.effects.uuid() });
        },
      },
      ...rest,
    });

  test('a duplicate changes nothing and says again what was said, with the same ids', () => {
    const run = started(idempotent());
    for (let i = 0; i < 3; i++) entering(run, 'In@1.0', { id: 'a' });
    entering(run, 'In@1.0', { id: 'b' });
    run.runOut();
    expect(run.state('C')).toEqual({ seen: 2 });
    const [first, second, third, other] = outputs(run);
    expect([second?.eventId, second?.data, third?.eventId]).toEqual([first?.eventId, first?.data, first?.eventId]);
    expect(other?.eventId).not.toBe(first?.eventId);
    expect(outputs(run).map(({ offset }) => offset)).toEqual([0, 1, 2, 3]);
  });

  test('by eventId where no field is named; after the window it is new again', () => {
    const run = started(idempotent({ idempotent: { by: undefined, window: 60_000 } }));
    for (const id of ['a', 'b']) entering(run, 'In@1.0', { id }, { eventId: 'same' });
    run.wait(60_000);
    expect(run.state('C')).toEqual({ seen: 1 });
    entering(run, 'In@1.0', { id: 'c' }, { eventId: 'same' });
    run.runOut();
    expect(run.state('C')).toEqual({ seen: 2 });
  });

  test('what has failed is not remembered', () => {
    const parts = idempotent({
      on: {
        'In@1.0': ({ data }) => {
          if (data.broken) throw new BodyError('deadLetter', 'x', node(0));
        },
      },
    });
    const run = started({ ...parts, topics: [topic('in', ['In'], { keyed: false }), topic('done', ['Done'])] });
    entering(run, 'In@1.0', { id: 'a', broken: true });
    entering(run, 'In@1.0', { id: 'a' });
    run.runOut();
    expect(entries(run, 'duplicate')).toEqual([]);
  });
});

describe('versions', () => {
  const versions = (on: readonly string[], rest: Partial<HandmadeConsumer> = {}) => {
    const ran: string[] = [];
    const keys = ['E@1.0', 'E@1.1', 'E@2.0', 'E@3.0'];
    const run = started({
      messages: keys.map((key) => ({ ...message(key), read: (data: Data) => ({ ...data, readAs: key }) })),
      topics: [topic('e', ['E'], { keyed: false })],
      consumers: [
        consumer({
          name: 'C',
          topics: ['e'],
          on: Object.fromEntries(on.map((key) => [key, (frame) => void ran.push(`${key} as ${frame.data.readAs}`)])),
          ...rest,
        }),
      ],
    });
    for (const key of keys) entering(run, key);
    run.runOut();
    return { run, ran, dead: run.deadLetters().map(({ message: { type, headers } }) => [type.key, headers?.error]) };
  };

  test('a handler reads every minor of its major as its own version', () => {
    expect(versions(['E@1.1', 'E@2.0', 'E@3.0']).ran).toEqual([
      'E@1.1 as E@1.1',
      'E@1.1 as E@1.1',
      'E@2.0 as E@2.0',
      'E@3.0 as E@3.0',
    ]);
  });

  test('a newer major is unreadable and goes to the dead letter, never past the consumer in silence', () => {
    const { ran, dead, run } = versions(['E@1.1']);
    expect(ran).toHaveLength(2);
    expect(dead).toEqual([
      ['E@2.0', 'E@2.0 is unreadable: C reads E@1, and cannot read a newer major'],
      ['E@3.0', 'E@3.0 is unreadable: C reads E@1, and cannot read a newer major'],
    ]);
    expect(run.findings).toEqual([]);
  });

  test('ignored versions are passed over', () => {
    expect(versions(['E@1.1'], { ignores: ['E@2', 'E@3.0'] }).dead).toEqual([]);
  });

  test('what the reader schema refuses goes to the dead letter with its reasons', () => {
    const run = started({
      messages: [message('E@1.0'), { ...message('E@1.1'), checkRead: () => ['/id must be there'] }],
      topics: [topic('e', ['E'])],
      consumers: [consumer({ name: 'C', topics: ['e'], on: { 'E@1.1': () => {} } })],
    });
    entering(run, 'E@1.0');
    run.runOut();
    expect(run.deadLetters()[0]?.message.headers?.error).toBe('unreadable as E@1.1: /id must be there');
  });
});
