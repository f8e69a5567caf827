import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consumer, emit, message, program, set, topic } from './handmade.fixture.ts';
import type { Data, Frame } from './program.ts';
import { Run } from './run.ts';

/** What must hold whatever is published, however it is spread, and whatever fails on the way. */

interface World {
  readonly partitions: number;
  readonly consumers: readonly Shape[];
  readonly messages: readonly Incoming[];
  readonly seed: number;
}
interface Shape {
  readonly delivery: 'at-most-once' | 'at-least-once' | 'exactly-once';
  readonly concurrency: number;
  readonly retries: number;
  readonly idempotent: boolean;
  readonly keyed: boolean;
}
interface Incoming {
  readonly id: string | null;
  /** How many attempts fail. */
  readonly failures: number;
  /** Milliseconds before the next one. */
  readonly pause: number;
  /** The same eventId as the one before. */
  readonly repeated: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  delivery: fc.constantFrom('at-most-once', 'at-least-once', 'exactly-once'),
  concurrency: fc.integer({ min: 1, max: 4 }),
  retries: fc.integer({ min: 0, max: 3 }),
  idempotent: fc.boolean(),
  keyed: fc.boolean(),
});
const incoming: fc.Arbitrary<Incoming> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '10', null),
  failures: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 5 })),
  pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
  repeated: fc.boolean(),
});
const worlds: fc.Arbitrary<World> = fc.record({
  partitions: fc.integer({ min: 1, max: 5 }),
  consumers: fc.array(shape, { minLength: 1, maxLength: 4 }),
  messages: fc.array(incoming, { minLength: 1, maxLength: 30 }),
  seed: fc.nat(),
});

/** Every consumer counts, emits, and then fails as often as the message says. */
function handle(frame: Frame): void {
  if (Object.hasOwn(frame.state, 'count')) set(frame, 'count', (frame.state.count as number) + 1);
  if (frame.effects.choose([1, 1], {} as never) === 0)
    emit(frame, 'Out@1.0', { n: frame.data.n ?? null, id: frame.effects.uuid() });
  emit(frame, 'Out@1.0', { n: frame.data.n ?? null });
  if (frame.meta.attempt <= (frame.data.failures as number))
    throw new Error(`attempt ${frame.meta.attempt} of ${frame.data.n}`);
}

function played(world: World, trace = true): Run {
  const parts = program({
    messages: [message('In@1.0'), message('Out@1.0')],
    topics: [topic('in', ['In'], { partitions: world.partitions }), topic('out', ['Out'], { keyed: false })],
    consumers: world.consumers.map((each, i) =>
      consumer({
        name: `C${i}`,
        topics: ['in'],
        delivery: each.delivery,
        concurrency: each.concurrency,
        retry: { count: each.retries, backoff: 50, backoffMax: 400 },
        idempotent: each.idempotent ? { by: undefined, window: undefined } : undefined,
        by: each.keyed ? ['id'] : undefined,
        initial: () => ({ count: 0 }),
        on: { 'In@1.0': handle },
      }),
    ),
  });
  const run = new Run(parts, { seed: world.seed, trace, debug: true });
  world.messages.forEach(({ id, failures, pause, repeated }, n) => {
    const eventId = `m${repeated ? Math.max(0, n - 1) : n}`;
    run.publish('In@1.0', { id, failures, n } as Data, { meta: { eventId } });
    run.wait(pause);
  });
  expect(run.runOut()).toBeUndefined();
  return run;
}

const holds = (name: string, check: (run: Run, world: World) => void) =>
  test(name, () =>
    fc.assert(
      fc.property(worlds, (world) => check(played(world), world)),
      { numRuns: 150 },
    ),
  );

type Entry = Run['trace'][number];
const of = <K extends Entry['kind']>(run: Run, kind: K, part: string) =>
  run.trace.filter(
    (entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind && 'part' in entry && entry.part === part,
  );

describe('what must hold', () => {
  holds(
    'no acknowledged message is lost: every group is done with each, or keeps it as dead letter or behind one',
    (run, world) => {
      const published = run.topics()[0]?.logs.flat() ?? [];
      expect(published).toHaveLength(world.messages.length);
      for (const { key, positions } of run.consumers()) {
        const place = ({ partition, offset }: { partition?: number | undefined; offset?: number | undefined }) =>
          `${partition}@${offset}`;
        const first = of(run, 'deliver', key).filter(({ attempt }) => attempt === 1);
        const parked = of(run, 'park', key);
        expect([...first, ...parked].map(place).sort()).toEqual(published.map(place).sort());
        expect(positions.every(({ lag }) => lag === 0)).toBe(true);
        expect(parked).toHaveLength(
          run
            .deadLetters()
            .filter(({ message }) => message.headers?.part === key)
            .reduce((sum, each) => sum + each.parked.length, 0),
        );
      }
    },
  );

  holds('offsets are monotonic and skip nothing', (run) => {
    for (const { key } of run.consumers()) {
      const next = new Map<number, number>();
      for (const commit of of(run, 'commit', key)) {
        const partition = commit.partition ?? -1;
        expect(commit.next).toBe((next.get(partition) ?? 0) + 1);
        next.set(partition, commit.next);
      }
    }
    for (const { logs } of run.topics())
      for (const log of logs) expect(log.map(({ offset }) => offset)).toEqual([...log.keys()]);
  });

  holds('order per key holds across retry and dead letter', (run) => {
    for (const { key } of run.consumers()) {
      const reached = new Map<string, number>();
      for (const { partition, offset = 0 } of of(run, 'deliver', key)) {
        expect(offset).toBeGreaterThanOrEqual(reached.get(`${partition}`) ?? 0);
        reached.set(`${partition}`, offset);
      }
      for (const { message, parked } of run.deadLetters().filter((each) => each.message.headers?.part === key)) {
        const before = [message.headers?.offset ?? -1, ...parked.map(({ offset }) => offset)];
        expect(before).toEqual([...before].sort((a, b) => a - b));
        expect(parked.every((each) => each.key === message.key && each.key !== undefined)).toBe(true);
      }
    }
  });

  holds('state and outputs come from attempts that succeeded, each once', (run, world) => {
    for (const { key, states } of run.consumers()) {
      const failed = of(run, 'fail', key).length;
      const repeated = of(run, 'duplicate', key).length;
      const succeeded = of(run, 'deliver', key).length - failed - repeated;
      expect(states.reduce((sum, { state }) => sum + (state.count as number), 0)).toBe(succeeded);
      const said = of(run, 'publish', key)
        .filter(({ topic: name }) => name === 'out')
        .filter(({ data }) => !Object.hasOwn(data, 'id'));
      expect(said).toHaveLength(succeeded + repeated);
    }
    expect(world.consumers.length).toBe(run.consumers().length);
  });

  holds('retries end: no message has more attempts than it may', (run, world) => {
    run.consumers().forEach(({ key }, i) => {
      for (const { attempt } of of(run, 'deliver', key))
        expect(attempt).toBeLessThanOrEqual((world.consumers[i]?.retries ?? 0) + 1);
    });
  });

  holds('under duplicates an idempotent consumer does each eventId once', (run, world) => {
    run.consumers().forEach(({ key }, i) => {
      if (!world.consumers[i]?.idempotent) return;
      const given = new Set(of(run, 'fail', key).map(({ eventId, attempt }) => `${eventId} ${attempt}`));
      const repeated = new Set(of(run, 'duplicate', key).map(({ partition, offset }) => `${partition}@${offset}`));
      const done = of(run, 'deliver', key)
        .filter(({ partition, offset }) => !repeated.has(`${partition}@${offset}`))
        .filter(({ eventId, attempt }) => !given.has(`${eventId} ${attempt}`))
        .map(({ eventId }) => eventId);
      expect(new Set(done).size).toBe(done.length);
    });
  });

  holds('the same seed gives the same trace, byte for byte', (run, world) => {
    expect(JSON.stringify(played(world).trace)).toBe(JSON.stringify(run.trace));
  });

  holds('without a trace the same happens', (run, world) => {
    const ids = (each: Run) => each.topics().map(({ logs }) => logs.map((log) => log.map(({ eventId }) => eventId)));
    const silent = played(world, false);
    expect(ids(silent)).toEqual(ids(run));
    expect(silent.trace).toEqual([]);
  });

  test('another seed draws other jitter and choices', () => {
    const world = fc.sample(worlds, { numRuns: 1, seed: 5 })[0] as World;
    const failing = {
      ...world,
      messages: Array.from(
        { length: 20 },
        (_, n): Incoming => ({ id: `${n}`, failures: 1, pause: 0, repeated: false }),
      ),
    };
    const traces = [1, 2].map((seed) => JSON.stringify(played({ ...failing, seed }).trace));
    expect(traces[0]).not.toBe(traces[1]);
  });
});
