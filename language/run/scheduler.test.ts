import { describe, expect, test } from 'vitest';
import { consumer, emit, type Handmade, message, node, program, set, topic } from './handmade.fixture.ts';
import { Message } from './message.ts';
import { BodyError, type Data } from './program.ts';
import { type HandlerAnswer, Run, type RunOptions } from './run.ts';

const started = (parts: Handmade, options: Partial<RunOptions> = {}) =>
  new Run(program(parts), { seed: 1, trace: true, ...options });

function entering(run: Run, key: string, data: Data = {}): Message {
  const published = run.publish(key, data);
  if (!(published instanceof Message)) throw new Error(published.refused.join());
  return published;
}

const passing = (name: string, from: string, to: string, delay?: number) =>
  consumer({
    name,
    topics: [from],
    on: { [`${from}@1.0`]: (frame) => frame.effects.emit(`${to}@1.0`, frame.data, undefined, delay, node(40)) },
  });

const chain = (...links: readonly [string, string, number?][]): Handmade => {
  const names = [...new Set(links.flatMap(([from, to]) => [from, to] as const))];
  return {
    messages: names.map((name) => message(`${name}@1.0`)),
    topics: names.map((name) => topic(name, [name])),
    consumers: links.map(([from, to, delay]) => passing(`${from}To${to}`, from, to, delay)),
  };
};

describe('limits', () => {
  test('a loop is stopped, and named by the handlers that cause each other', () => {
    const run = started(chain(['Start', 'Ping'], ['Ping', 'Pong'], ['Pong', 'Ping']), { trace: false });
    entering(run, 'Start@1.0', { id: 'a' });
    const reached = run.runOut({ steps: 1000, time: 1e9 });
    expect(reached?.limit).toBe('steps');
    expect([...(reached?.turning ?? [])].sort()).toEqual([
      'PingToPong on Ping emits Pong',
      'PongToPing on Pong emits Ping',
    ]);
    expect(reached?.text).toMatch(/^Still turning after 1,000 steps: /);
    const logs = run.topics().map(({ logs: [log] }) => log?.length ?? 0);
    expect(logs.reduce((sum, length) => sum + length)).toBe(1001);
    expect(run.consumers().every(({ positions }) => positions.every(({ offset, end }) => end - offset <= 1))).toBe(
      true,
    );
  });

  test('the loop is found from a message beside it', () => {
    const run = started(chain(['Ping', 'Pong'], ['Pong', 'Ping'], ['Pong', 'Aside']), { trace: false });
    entering(run, 'Ping@1.0');
    const turning = [999, 1000, 1001].map((steps) => run.runOut({ steps, time: 1e9 })?.turning);
    for (const loop of turning)
      expect([...(loop ?? [])].sort()).toEqual(['PingToPong on Ping emits Pong', 'PongToPing on Pong emits Ping']);
  });

  test('a loop through time ends after so many days', () => {
    const run = started(chain(['Tick', 'Tick', 86_400_000]), { trace: false });
    entering(run, 'Tick@1.0');
    expect(run.runOut()).toMatchObject({
      limit: 'time',
      text: 'Still turning after 400 days: TickToTick on Tick emits Tick',
    });
  });

  test('the final run-out stops a loop after 100,000 steps', () => {
    const run = started(chain(['Ping', 'Pong'], ['Pong', 'Ping']), { trace: false });
    entering(run, 'Ping@1.0');
    expect(run.runOut()?.text).toMatch('100,000 steps');
  });

  test('exactly as many steps as are allowed is no loop', () => {
    const run = started(chain(['A', 'B'], ['B', 'C']));
    entering(run, 'A@1.0');
    expect(run.runOut({ steps: 2, time: 0 })).toBeUndefined();
  });
});

describe('standing still', () => {
  const body: Handmade = {
    messages: [message('In@1.0'), message('Out@1.0')],
    topics: [topic('in', ['In']), topic('out', ['Out'])],
    consumers: [
      consumer({
        name: 'C',
        topics: ['in'],
        initial: () => ({ seen: 0 }),
        on: {
          'In@1.0': (frame) => {
            set(frame, 'seen', (frame.state.seen as number) + 1);
            emit(frame, 'Out@1.0', {}, 300);
            if (frame.data.bad) throw new BodyError('fail', 'bad', node(2));
          },
        },
      }),
    ],
  };

  test('at the delivery, then before each statement; the step that was stopped in is the same as any other', () => {
    const run = started(body);
    entering(run, 'In@1.0', { id: 'a' });
    const step = run.stepPausing();
    const pauses = [step.next(), step.next(), step.next()].map(
      ({ value }) => value && 'at' in value && [value.at, value.node.start],
    );
    expect(pauses).toEqual([
      ['delivery', 0],
      ['statement', 1],
      ['statement', 2],
    ]);
    expect(run.topics()[1]?.logs[0]).toEqual([]);
    expect(() => run.step()).toThrow('a step is under way');
    expect(step.next()).toMatchObject({ done: true, value: { kind: 'deliver', delivery: { outcome: 'done' } } });
    const straight = started(body);
    entering(straight, 'In@1.0', { id: 'a' });
    straight.step();
    expect(JSON.stringify(run.trace)).toBe(JSON.stringify(straight.trace));
  });

  test('a failure in the body ends the step like any other', () => {
    const run = started(body);
    entering(run, 'In@1.0', { id: 'a', bad: true });
    expect([...run.stepPausing()]).toHaveLength(3);
    expect(run.deadLetters()).toHaveLength(1);
    expect(run.state('C')).toBeUndefined();
  });

  test('a step that is left early has not happened, and can be taken again', () => {
    const run = started(body);
    entering(run, 'In@1.0', { id: 'a' });
    for (const pause of run.stepPausing()) if (pause.at === 'statement') break;
    expect([run.state('C'), run.consumers()[0]?.positions[0]?.offset]).toEqual([undefined, 0]);
    expect(run.step()).toMatchObject({ kind: 'deliver' });
    expect(run.state('C')).toEqual({ seen: 1 });
  });

  test('where no delivery is enabled, a timer fires, or nothing happens', () => {
    const run = started(chain(['A', 'B', 0]));
    entering(run, 'A@1.0');
    const ends = [0, 1, 2].map(() => [...drained(run)].at(-1));
    expect(ends).toMatchObject([{ kind: 'deliver' }, { kind: 'timer' }, undefined]);
  });

  function* drained(run: Run) {
    yield yield* run.stepPausing();
  }
});

describe('causes', () => {
  test('go back to the first one, each with the handler, its delivery and the statement', () => {
    const run = started(chain(['A', 'B'], ['B', 'C'], ['C', 'D']));
    const first = entering(run, 'A@1.0');
    run.runOut();
    const last = run.topics().find(({ info }) => info.key === 'D')?.logs[0]?.[0];
    const causes = run.causesOf(last?.eventId ?? '');
    expect(
      causes.map(({ delivery, node: at }) => [
        delivery.reader.part.info.name,
        delivery.message.type.key,
        delivery.offset,
        at.start,
      ]),
    ).toEqual([
      ['CToD', 'C@1.0', 0, 40],
      ['BToC', 'B@1.0', 0, 40],
      ['AToB', 'A@1.0', 0, 40],
    ]);
    expect(causes.at(-1)?.delivery.message).toBe(first);
    expect(run.causesOf(first.eventId)).toEqual([]);
    expect(run.causesOf('never heard of')).toEqual([]);
    expect(last?.correlationId).toBe(first.eventId);
  });

  test('a long chain does not overflow', () => {
    const run = started(chain(['Ping', 'Pong'], ['Pong', 'Ping']), { trace: false });
    entering(run, 'Ping@1.0');
    run.runOut({ steps: 50_000, time: 0 });
    const last = run.topics()[0]?.logs[0]?.at(-1);
    expect(run.causesOf(last?.eventId ?? '')).toHaveLength(50_000);
    expect(last?.envelope.correlationId).toBe(run.topics()[0]?.logs[0]?.[0]?.eventId);
  });
});

describe('answers from outside', () => {
  const unanswered: Handmade = {
    messages: [message('Do@1.0', 'command'), message('Done@1.0', 'event', (data) => (data.bad ? ['/bad'] : undefined))],
    topics: [topic('done', ['Done'])],
    consumers: [consumer({ name: 'C', topics: ['done'], on: { 'Do@1.0': undefined, 'Done@1.0': () => {} } })],
  };

  const asking = (answer: (message: Message) => HandlerAnswer | undefined) => {
    const run = started(unanswered, {
      answer: (request) => (request.handler?.info.message === 'Do@1.0' ? answer(request.message) : undefined),
    });
    const command = entering(run, 'Do@1.0', { id: 'a' });
    run.runOut();
    return { run, command };
  };

  test('emit what they say, caused by the message', () => {
    const { run, command } = asking(({ data }) => ({
      emits: [{ message: 'Done@1.0', data: { id: data.id ?? null } }],
    }));
    expect(command.answer).toEqual({ accepted: true });
    expect(run.topics()[0]?.logs[0]?.[0]).toMatchObject({ data: { id: 'a' }, causationId: command.eventId });
    expect(run.findings).toEqual([]);
  });

  test('reject', () => {
    expect(asking(() => ({ rejected: 'no' })).command.answer).toEqual({ accepted: false, reason: 'no' });
  });

  test('that do not fit are failures', () => {
    const { command } = asking(() => ({ emits: [{ message: 'Done@1.0', data: { bad: true } }] }));
    expect(command.answer).toEqual({ accepted: false, reason: 'Done is refused: /bad' });
  });

  test('a body that is missing, and for which nothing stands in, is said once', () => {
    const { run, command } = asking(() => undefined);
    entering(run, 'Do@1.0', { id: 'a' });
    run.runOut();
    expect(command.answer).toEqual({ accepted: true });
    expect(run.findings).toEqual([
      { kind: 'noAnswer', part: 'C', text: 'C has no body for Do, and nothing stands in for it' },
    ]);
  });

  test('a stub stands in for a body that is there', () => {
    const parts = chain(['A', 'B']);
    const run = started(parts, { answer: () => ({ emits: [] }) });
    entering(run, 'A@1.0');
    run.runOut();
    expect(run.topics()[1]?.logs[0]).toEqual([]);
  });

  test('choices are drawn for the delivery: the same for the same seed, not for another message', () => {
    const draws: number[][] = [1, 1, 2].map((seed) => {
      const drawn: number[] = [];
      const run = started(chain(['A', 'B']), { seed, answer: ({ random }) => void drawn.push(random.next()) });
      entering(run, 'A@1.0');
      entering(run, 'A@1.0');
      run.runOut();
      return drawn;
    });
    expect(draws[0]).toEqual(draws[1]);
    expect(new Set(draws.flat()).size).toBe(4);
  });
});
