import { describe, expect, test } from 'vitest';
import { consumer, emit, type Handmade, message, program, set, topic } from './handmade.fixture.ts';
import { Message } from './message.ts';
import type { Data } from './program.ts';
import { Run, type RunOptions } from './run.ts';

const started = (parts: Handmade, options: Partial<RunOptions> = {}) =>
  new Run(program(parts), { seed: 1, trace: true, ...options });
const kinds = (run: Run) => run.trace.map((entry) => entry.kind);
const entering = (run: Run, key: string, data: Data = {}, meta = {}) => {
  const published = run.publish(key, data, { meta });
  if (!(published instanceof Message)) throw new Error(published.refused.join());
  return published;
};

const counting = {
  messages: [message('Order@1.0')],
  topics: [topic('orders', ['Order'], { partitions: 3 })],
  consumers: [
    consumer({
      name: 'Counter',
      topics: ['orders'],
      initial: () => ({ seen: [] }),
      on: { 'Order@1.0': (frame) => set(frame, 'seen', [...(frame.state.seen as string[]), frame.data.id as string]) },
    }),
  ],
} satisfies Handmade;

describe('publishing and delivering', () => {
  test('a message is published, delivered and committed, each step in the trace', () => {
    const run = started(counting);
    entering(run, 'Order@1.0', { id: 'a' });
    expect(run.step()).toMatchObject({ kind: 'deliver', delivery: { outcome: 'done', attempt: 1, offset: 0 } });
    expect(run.step()).toBeUndefined();
    expect(kinds(run)).toEqual(['publish', 'deliver', 'commit']);
    expect(run.state('Counter')).toEqual({ seen: ['a'] });
    const { partition } = run.trace[0] as { partition: number };
    expect(run.consumers()[0]?.positions[partition]).toMatchObject({ offset: 1, end: 1, lag: 0, member: 0 });
  });

  test('the envelope is that of the language', () => {
    const chain = {
      messages: [message('A@1.0'), message('B@2.1')],
      topics: [topic('a', ['A']), topic('b', ['B'])],
      consumers: [
        consumer({ name: 'first-service', topics: ['a'], on: { 'A@1.0': (frame) => emit(frame, 'B@2.1', { id: 1 }) } }),
      ],
    };
    const run = started(chain);
    const a = entering(run, 'A@1.0', { id: 'x' }, { correlationId: 'order-123', producer: 'shop' });
    run.runOut();
    const b = run.topics()[1]?.logs[0]?.[0] as Message;
    expect(b.envelope).toEqual({
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      eventType: 'B',
      eventVersion: '2.1',
      timestamp: '2024-01-15T10:30:00.000Z',
      correlationId: 'order-123',
      causationId: a.eventId,
      producer: 'first-service',
      data: { id: 1 },
    });
    expect(a.envelope).toMatchObject({ producer: 'shop', correlationId: 'order-123', causationId: undefined });
    const alone = entering(run, 'A@1.0', {}, { eventId: 'mine' });
    expect(alone.envelope).toMatchObject({ eventId: 'mine', correlationId: 'mine' });
  });

  test('a message without a key goes to the partitions in turn; no key is the same as null', () => {
    const run = started(counting);
    for (const data of [{}, { id: null }, {}, {}] as Data[]) entering(run, 'Order@1.0', data);
    expect(run.trace.map((entry) => entry.kind === 'publish' && entry.partition)).toEqual([0, 1, 2, 0]);
  });

  test('an event goes to every topic that carries it, or to the one named', () => {
    const parts = { messages: [message('E@1.0')], topics: [topic('one', ['E']), topic('two', ['E'])] };
    const run = started(parts);
    entering(run, 'E@1.0');
    run.publish('E@1.0', {}, { topic: 'two' });
    expect(run.topics().map(({ logs }) => logs[0]?.length)).toEqual([1, 2]);
    expect(new Set(run.topics().flatMap(({ logs }) => logs.flat().map(({ eventId }) => eventId))).size).toBe(2);
  });

  test('what does not fit is refused with its reasons, and leaves nothing behind', () => {
    const checked = message('E@1.0', 'event', (data) => (data.ok ? undefined : ['/ok must be there']));
    const run = started({
      messages: [checked, message('Lost@1.0')],
      topics: [topic('one', ['E']), topic('two', ['E'])],
    });
    expect(run.publish('E@1.0', {})).toEqual({ refused: ['/ok must be there'] });
    expect(run.publish('Lost@1.0', {})).toEqual({ refused: ['no topic carries Lost'] });
    expect(run.publish('None@1.0', {})).toEqual({ refused: ['there is no message None@1.0'] });
    expect(run.publish('E@1.0', { ok: true }, { topic: 'three' })).toEqual({ refused: ['there is no topic three'] });
    expect(run.topics().flatMap(({ logs }) => logs.flat())).toEqual([]);
    expect(kinds(run)).toEqual(['refuse', 'refuse']);
  });

  test('history is in the log and before every offset', () => {
    const run = started(counting);
    run.given('Order@1.0', { id: 'past' });
    entering(run, 'Order@1.0', { id: 'past' });
    run.runOut();
    expect(run.state('Counter')).toEqual({ seen: ['past'] });
    expect(run.topics()[0]?.logs.flat()).toHaveLength(2);
  });

  test('deliveries come in the order in which they became possible, before the timers of that instant', () => {
    const order: string[] = [];
    const later = (name: string) =>
      consumer({
        name,
        topics: ['orders'],
        on: {
          'Order@1.0': (frame) => {
            order.push(`${name} ${frame.data.id}`);
            if (frame.data.id === 'a')
              frame.effects.emit('Order@1.0', { id: `${name} later` }, undefined, 0, {} as never);
          },
        },
      });
    const run = started({ ...counting, topics: [topic('orders', ['Order'])], consumers: [later('one'), later('two')] });
    entering(run, 'Order@1.0', { id: 'a' });
    entering(run, 'Order@1.0', { id: 'b' });
    run.runOut();
    expect(order.slice(0, 4)).toEqual(['one a', 'two a', 'one b', 'two b']);
    expect(order.slice(4)).toEqual(['one one later', 'two one later', 'one two later', 'two two later']);
  });

  test('a consumer passes over what it does not read', () => {
    const parts = {
      messages: [message('A@1.0'), message('B@1.0')],
      topics: [topic('all', ['A', 'B'])],
      consumers: [consumer({ name: 'C', topics: ['all'], on: { 'B@1.0': () => {} } })],
    };
    const run = started(parts);
    for (const key of ['A@1.0', 'B@1.0', 'A@1.0']) entering(run, key);
    expect([run.step()?.kind, run.step()]).toEqual(['deliver', undefined]);
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ offset: 3, lag: 0 });
  });

  test('a consumer that says something into a topic it reads itself passes over what it does not read', () => {
    const run = started({
      messages: [message('A@1.0'), message('B@1.0')],
      topics: [topic('all', ['A', 'B'])],
      consumers: [
        consumer({
          name: 'C',
          topics: ['all'],
          on: { 'A@1.0': (frame) => frame.effects.emit('B@1.0', {}, undefined, undefined, {} as never) },
        }),
      ],
    });
    entering(run, 'A@1.0');
    entering(run, 'A@1.0');
    run.runOut();
    expect(run.deadLetters()).toEqual([]);
    expect(run.consumers()[0]?.positions[0]).toMatchObject({ offset: 4, lag: 0 });
  });

  test('a key such as __proto__, constructor or 10 is a key like any other', () => {
    const run = started({
      ...counting,
      consumers: [
        consumer({
          name: 'ByKey',
          topics: ['orders'],
          by: ['id'],
          initial: () => ({ count: 0 }),
          on: { 'Order@1.0': (frame) => set(frame, 'count', (frame.state.count as number) + 1) },
        }),
      ],
    });
    const keys = ['__proto__', 'constructor', '10', 'toString', ''];
    for (const id of [...keys, ...keys]) entering(run, 'Order@1.0', { id });
    run.runOut();
    for (const id of keys) expect(run.state('ByKey', id)).toEqual({ count: 2 });
    expect(
      run
        .consumers()[0]
        ?.states.map(({ key }) => key)
        .sort(),
    ).toEqual([...keys].sort());
    expect(run.state('ByKey', 'valueOf')).toBeUndefined();
  });

  test('debugging freezes what is published', () => {
    const run = started(counting, { debug: true });
    const data = { id: 'a', items: [{ sku: 'x' }] };
    entering(run, 'Order@1.0', data);
    expect(() => data.items.push({ sku: 'y' })).toThrow();
    expect(Object.isFrozen(data.items[0])).toBe(true);
  });
});

describe('time', () => {
  const delayed = {
    ...counting,
    messages: [message('Order@1.0'), message('Late@1.0')],
    topics: [topic('orders', ['Order']), topic('late', ['Late'])],
    consumers: [
      consumer({
        name: 'Later',
        topics: ['orders'],
        on: { 'Order@1.0': ({ effects, data }) => effects.emit('Late@1.0', data, undefined, 5000, {} as never) },
      }),
    ],
  };

  test('an emit with a delay waits as a timer', () => {
    const run = started(delayed);
    entering(run, 'Order@1.0', { id: 'a' });
    run.settle();
    expect(run.timers()).toMatchObject([
      { time: '2024-01-15T10:30:05.000Z', what: { kind: 'emit', message: 'Late@1.0' } },
    ]);
    run.wait(4999);
    expect(run.topics()[1]?.logs[0]).toEqual([]);
    run.wait(1);
    expect(run.topics()[1]?.logs[0]?.[0]?.timestamp).toBe('2024-01-15T10:30:05.000Z');
    expect(run.time).toBe('2024-01-15T10:30:05.000Z');
  });

  test('a message is under way until it is read by all, and while it is delayed', () => {
    const run = started(delayed);
    entering(run, 'Order@1.0', { id: 'a' });
    const isUnderWay = (name: string) => run.isUnderWay(({ type }) => type.eventType === name);
    expect([isUnderWay('Order'), isUnderWay('Late')]).toEqual([true, false]);
    const step = run.stepPausing();
    step.next();
    expect(isUnderWay('Order')).toBe(true);
    while (!step.next().done);
    expect([isUnderWay('Order'), isUnderWay('Late')]).toEqual([false, true]);
    run.runOut();
    expect(isUnderWay('Late')).toBe(false);
  });

  test('stepping goes to the timer only when time is told to advance', () => {
    const run = started(delayed);
    entering(run, 'Order@1.0', { id: 'a' });
    expect(run.step()?.kind).toBe('deliver');
    expect(run.step()).toBeUndefined();
    expect(run.advance()).toBe(true);
    expect(run.step()).toMatchObject({ kind: 'timer' });
    expect(run.advance()).toBe(false);
  });

  test('waiting lets exactly that much pass, and never beyond the years that can be written', () => {
    const run = started(counting);
    run.wait(3_600_000);
    expect(run.time).toBe('2024-01-15T11:30:00.000Z');
    run.wait(Number.MAX_SAFE_INTEGER);
    expect(run.time).toBe('9999-12-31T23:59:59.999Z');
  });
});

describe('commands', () => {
  const handled = (rest: object = {}) => ({
    messages: [message('Pay@1.0', 'command'), message('Nobody@1.0', 'command')],
    consumers: [
      consumer({
        name: 'Payments',
        topics: [],
        on: {
          'Pay@1.0': (frame) => {
            if (frame.data.amount === -1) throw new Error('broken');
          },
        },
        ...rest,
      }),
    ],
  });

  test('a command is accepted by the part that handles it', () => {
    const run = started(handled());
    const command = entering(run, 'Pay@1.0', { amount: 1 });
    expect([command.answer, run.inboxes()[0]?.waiting]).toEqual([undefined, [command]]);
    run.runOut();
    expect([command.answer, run.inboxes()]).toEqual([{ accepted: true }, []]);
    expect(kinds(run)).toEqual(['send', 'deliver', 'accept']);
    expect(run.commands()).toEqual([command]);
  });

  test('an error is tried again, then answered as rejected', () => {
    const run = started(handled({ retry: { count: 2, backoff: 100, backoffMax: 100 } }));
    const command = entering(run, 'Pay@1.0', { amount: -1 });
    run.runOut();
    expect(command.answer).toEqual({ accepted: false, reason: 'broken' });
    expect(kinds(run).filter((kind) => kind === 'fail')).toHaveLength(3);
    expect(run.deadLetters()).toEqual([]);
  });

  test('a command that nobody handles is rejected at once', () => {
    const command = entering(started(handled()), 'Nobody@1.0');
    expect(command.answer).toEqual({ accepted: false, reason: 'no part handles Nobody' });
  });

  test('commands of one key keep their order while one of them is tried again, others go on', () => {
    const order: unknown[] = [];
    let failures = 1;
    const run = started({
      messages: [message('Do@1.0', 'command')],
      consumers: [
        consumer({
          name: 'C',
          topics: [],
          by: ['id'],
          retry: { count: 1, backoff: 1000, backoffMax: 1000 },
          on: {
            'Do@1.0': ({ data }) => {
              if (data.step === 1 && data.id === 'a' && failures-- > 0) throw new Error('not yet');
              order.push(`${data.id}${data.step}`);
            },
          },
        }),
      ],
    });
    for (const step of [1, 2]) for (const id of ['a', 'b']) entering(run, 'Do@1.0', { id, step });
    run.runOut();
    expect(order).toEqual(['b1', 'b2', 'a1', 'a2']);
  });

  test('single has one order for all', () => {
    const order: unknown[] = [];
    const run = started(
      handled({ single: true, by: ['id'], on: { 'Pay@1.0': (frame: { data: Data }) => order.push(frame.data.n) } }),
    );
    for (const n of [1, 2, 3, 4]) entering(run, 'Pay@1.0', { id: String(n % 2), n });
    run.runOut();
    expect(order).toEqual([1, 2, 3, 4]);
  });
});
