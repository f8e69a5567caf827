import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { consumer, emit, message, program, set, topic } from '../handmade.fixture.ts';
import type { Data, Frame } from '../program.ts';
import { Random } from '../random.ts';
import { Run } from '../run.ts';
import { letHappen, type There } from './mishaps.fixture.ts';
import { type Only, type World, worlds } from './world.fixture.ts';

let schedules = 0;
let steps = 0;

/** At the end of a file: how much was tried. */
export function tellTried(title: string): void {
  afterAll(() => console.log(`${title}: ${schedules} schedules tried, ${steps} steps`));
}

export function noteTried(run: Run): void {
  schedules++;
  for (const { kind } of run.trace) if (kind === 'deliver' || kind === 'timer' || kind === 'replicate') steps++;
}

/** A property by its name, over worlds. */
export function holds(name: string, only: Only, check: (run: Run, world: World) => void, numRuns = 200): void {
  test(
    name,
    () =>
      fc.assert(
        fc.property(worlds(only), (world) => check(played(world), world)),
        { numRuns },
      ),
    60_000,
  );
}

/** Takes the enabled steps in an order that a number stands for. */
export function picker(schedule: number): (enabled: number) => number {
  const random = Random.of(schedule, 'schedule');
  return (enabled) => random.below(enabled);
}

export interface PlayOptions {
  readonly trace?: boolean;
  /** Between what was published and the end. */
  readonly look?: (run: Run) => void;
  /** As a debugger takes its steps. */
  readonly pausing?: boolean;
}

/** Plays a world to its end. */
export function played(world: World, { trace = true, look, pausing = false }: PlayOptions = {}): Run {
  const { seed, schedule } = world;
  const there = thereIn(world);
  const run = new Run(built(world), {
    seed,
    trace,
    debug: true,
    ...(schedule !== undefined && { pick: picker(schedule) }),
  });
  let last: { readonly message: string; readonly data: Data } | undefined;
  world.messages.forEach(({ id, failures, pause, steps, repeated, command }, n) => {
    for (const mishap of world.mishaps) if (mishap.before === n) letHappen(run, mishap, there);
    if (!last || !repeated) last = { message: command ? 'Do@1.0' : 'M0@1.0', data: { id, failures, n } };
    run.publish(last.message, last.data, { meta: { eventId: `m${last.data.n}` } });
    if (steps === undefined) wait(run, pause, pausing);
    else for (let taken = 0; taken < steps; taken++) step(run, pausing);
    look?.(run);
  });
  for (const mishap of world.mishaps) if (mishap.before >= world.messages.length) letHappen(run, mishap, there);
  if (pausing) wait(run, Number.POSITIVE_INFINITY, pausing);
  expect(run.runOut()).toBeUndefined();
  noteTried(run);
  return run;
}

function step(run: Run, pausing: boolean): boolean {
  if (!pausing) return run.step() !== undefined;
  const pauses = run.stepPausing();
  for (let next = pauses.next(); ; next = pauses.next()) if (next.done) return next.value !== undefined;
}

/** @param pausing takes the steps as a debugger does */
export function wait(run: Run, milliseconds: number, pausing: boolean): void {
  const end = run.now + milliseconds;
  for (let goesOn = pausing; goesOn; ) {
    if (step(run, true)) continue;
    const next = run.timers()[0];
    goesOn = next !== undefined && next.at <= end && run.advance();
  }
  if (milliseconds !== Number.POSITIVE_INFINITY) run.wait(end - run.now);
}

export const partOf = (index: number) => `C${index}`;

function thereIn({ consumers, levels, brokers }: World): There {
  return {
    consumers: consumers.map((_, i) => partOf(i)),
    topics: levels.map((_, i) => `t${i}`),
    messages: [...levels.map((_, i) => `M${i}`), 'Do'],
    brokers,
    members: new Map(consumers.map(({ concurrency }, i) => [partOf(i), new Set(Array(concurrency).keys())])),
  };
}

function built({ levels, consumers, brokers, assignor }: World) {
  return {
    ...program({
      messages: [...levels.map((_, i) => message(`M${i}@1.0`)), message('Do@1.0', 'command')],
      topics: levels.map((level, i) => topic(`t${i}`, [`M${i}`], level)),
      consumers: consumers.map(({ level, delivery, concurrency, retries, idempotent }, i) =>
        consumer({
          name: partOf(i),
          topics: [`t${level}`],
          delivery,
          concurrency,
          retry: { count: retries, backoff: 50, backoffMax: 400 },
          idempotent: idempotent ? { by: undefined, window: undefined } : undefined,
          by: ['id'],
          initial: () => ({ seen: '', done: '' }),
          on: {
            [`M${level}@1.0`]: (frame) => handle(frame, 'seen', `M${level + 1}@1.0`),
            ...(i === 0 && { 'Do@1.0': (frame) => handle(frame, 'done', `M${level + 1}@1.0`) }),
          },
        }),
      ),
    }),
    brokers,
    assignor,
  };
}

/** Every consumer notes what it saw, says it on once or twice, and then fails as often as the message asks for. */
function handle(frame: Frame, field: 'seen' | 'done', next: string): void {
  const { id = null, n = null } = frame.data;
  set(frame, field, `${frame.state[field]}${frame.meta.eventId} `);
  if (frame.effects.choose([1, 1], {} as never) === 0) emit(frame, next, { id, n, also: frame.effects.uuid() });
  emit(frame, next, { id, n });
  if (frame.meta.attempt <= Number(frame.data.failures ?? 0)) throw new Error(`attempt ${frame.meta.attempt} of ${n}`);
}
