import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import type { MessageFault } from '../faults.ts';
import type { Program } from '../program.ts';
import { Run } from '../run.ts';
import { projectOf } from '../text.fixture.ts';
import { noteTried, picker, wait } from './play.fixture.ts';

// Worlds of sagas: trips over three services whose moods are known, and everything that can go wrong on the way.

export const SERVICES = ['Flight', 'Hotel', 'Car'] as const;
export type Service = (typeof SERVICES)[number];

/** What a service makes of a booking: it does it, refuses by event, rejects, or does it and says nothing. */
export type Mood = 'books' | 'full' | 'rejects' | 'silent';
const MOODS: readonly Mood[] = ['books', 'full', 'rejects', 'silent'];

export interface Trip {
  readonly id: string;
  readonly moods: readonly [Mood, Mood, Mood];
  /** Milliseconds before the next one. */
  readonly pause: number;
  /** It is ordered once more: with the same eventId, or as another message. */
  readonly again: 'no' | 'same' | 'other';
}

type Mishap = { readonly before: number } & (
  | { readonly kind: MessageFault['kind']; readonly message: string; readonly every: boolean; readonly delay: number }
  | { readonly kind: 'crash' | 'crashBeforeCommit'; readonly part: string }
  | { readonly kind: 'disconnect' | 'lag'; readonly part: string; readonly period: number }
  | { readonly kind: 'resume'; readonly id: string }
);

export interface SagaWorld {
  readonly shape: number;
  readonly trips: readonly Trip[];
  readonly mishaps: readonly Mishap[];
  readonly seed: number;
  readonly schedule: number | undefined;
}

const service = (name: Service) => `
  command Book${name} { id: string, mood: int }
  command Cancel${name} { id: string }
  event ${name}Booked { id: string }
  event ${name}Full { id: string }
  event ${name}Cancelled { id: string }
  topic ${name.toLowerCase()}s { carries ${name}Booked, ${name}Full, ${name}Cancelled, key id, partitions 3 }
  consumer ${name}s by id {
    idempotent
    state { booked: int = 0, done: int = 0, undone: int = 0 }
    on Book${name} as c {
      require c.mood != 2 else "no"
      if c.mood == 1 { emit ${name}Full { id: c.id } } else {
        booked = 1, done += 1
        if c.mood == 0 { emit ${name}Booked { id: c.id } }
      }
    }
    on Cancel${name} as c { booked = 0, undone += 1, emit ${name}Cancelled { id: c.id } }
  }
`;

const step = (name: Service, target: string) => `
  step ${name} {
    log += ["+${name}"]
    send Book${name} { id, mood: trip.${name.toLowerCase()} }
    on ${name}Booked { log += ["${name}"] } -> ${target}
    on ${name}Full -> abort "full"
    on rejected as r -> abort r.reason
    after 1m retry 2 -> abort "no answer"
    compensate {
      send Cancel${name} { id }
      on ${name}Cancelled { log += ["-${name}"] } -> compensated
      after 1m retry 2
    }
  }
`;

const SHAPES = [
  `${step('Flight', 'Hotel')} ${step('Hotel', 'Car')} ${step('Car', 'done')}`,
  `parallel Both { ${step('Flight', 'joined')} ${step('Hotel', 'joined')} } -> Car ${step('Car', 'done')}`,
  `${step('Car', 'Both')} parallel Both { ${step('Flight', 'joined')} ${step('Hotel', 'joined')} } -> done`,
  `parallel All { ${SERVICES.map((name) => step(name, 'joined')).join('')} } -> done`,
];

/** In which order steps are compensated: later ones first, of a parallel those declared last. */
export const COMPENSATED: readonly (readonly Service[])[] = [
  ['Car', 'Hotel', 'Flight'],
  ['Car', 'Hotel', 'Flight'],
  ['Hotel', 'Flight', 'Car'],
  ['Car', 'Hotel', 'Flight'],
];

const programs: (Program | undefined)[] = [];

function programOf(shape: number): Program {
  programs[shape] ??= compileProject(
    projectOf(`
      event TripOrdered { id: string, flight: int, hotel: int, car: int }
      event TripBooked { id: string }
      event TripFailed { id: string, why: string }
      topic trips { carries TripOrdered, TripBooked, TripFailed, key id, partitions 2 }
      ${SERVICES.map(service).join('')}
      saga Trip by id {
        start on TripOrdered as trip
        state { log: string[] = [] }
        ${SHAPES[shape]}
        done { emit TripBooked { id } }
        abort { emit TripFailed { id, why: reason } }
      }
    `),
  );
  return programs[shape] as Program;
}

const MESSAGES = ['TripOrdered', ...SERVICES.flatMap((n) => [`Book${n}`, `Cancel${n}`])];
const REPLIES = SERVICES.flatMap((n) => [`${n}Booked`, `${n}Full`, `${n}Cancelled`]);
const PARTS = ['Trip', 'Trip', ...SERVICES.map((name) => `${name}s`)];
const IDS = ['a', 'b', '__proto__', '10'];

function mishaps(): fc.Arbitrary<Mishap> {
  const before = fc.nat({ max: 6 });
  const part = fc.constantFrom(...PARTS);
  const period = fc.integer({ min: 0, max: 400_000 });
  const fault = (kinds: readonly MessageFault['kind'][], messages: readonly string[]) =>
    fc.record({
      before,
      kind: fc.constantFrom(...kinds),
      message: fc.constantFrom(...messages),
      every: fc.boolean(),
      delay: period,
    });
  return fc.oneof(
    // A fault that lets a compensation come before its command breaks what the inbox promises.
    fault(['duplicate', 'drop', 'delay'], MESSAGES),
    fault(['duplicate', 'drop', 'delay', 'reorder'], REPLIES),
    fc.record({ before, kind: fc.constantFrom('crash' as const, 'crashBeforeCommit' as const), part }),
    fc.record({ before, kind: fc.constantFrom('disconnect' as const, 'lag' as const), part, period }),
    fc.record({ before, kind: fc.constant('resume' as const), id: fc.constantFrom(...IDS) }),
  );
}

const worlds: fc.Arbitrary<SagaWorld> = fc.record({
  shape: fc.nat({ max: SHAPES.length - 1 }),
  trips: fc.array(
    fc.record({
      id: fc.constantFrom(...IDS),
      moods: fc.tuple(
        ...SERVICES.map(() =>
          fc.oneof({ weight: 3, arbitrary: fc.constant('books' as Mood) }, fc.constantFrom(...MOODS)),
        ),
      ) as fc.Arbitrary<[Mood, Mood, Mood]>,
      pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200_000 })),
      again: fc.constantFrom('no', 'no', 'same', 'other'),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  mishaps: fc.array(mishaps(), { maxLength: 8 }),
  seed: fc.nat(),
  schedule: fc.option(fc.nat(), { nil: undefined }),
});

/** A property of sagas by its name, over worlds. */
export function sagasHold(name: string, check: (run: Run, world: SagaWorld) => void, numRuns = 300): void {
  test(
    name,
    () =>
      fc.assert(
        fc.property(worlds, (world) => check(played(world), world)),
        { numRuns },
      ),
    120_000,
  );
}

/**
 * Plays a world to its end. `crashing`: at every boundary, the saga crashes before its next commit; `pausing`: as a debugger
 * takes its steps.
 */
export function played(world: SagaWorld, { crashing = false, pausing = false } = {}): Run {
  const { seed, schedule } = world;
  const run = new Run(programOf(world.shape), {
    seed,
    trace: true,
    debug: true,
    ...(schedule !== undefined && { pick: picker(schedule) }),
  });
  world.trips.forEach((trip, n) => {
    for (const mishap of world.mishaps) if (mishap.before === n) letHappen(run, mishap);
    order(run, trip, `m${n}`);
    if (trip.again !== 'no') order(run, trip, trip.again === 'same' ? `m${n}` : `again${n}`);
    if (crashing) crashEverywhere(run);
    wait(run, trip.pause, pausing);
  });
  for (const mishap of world.mishaps) if (mishap.before >= world.trips.length) letHappen(run, mishap);
  if (pausing) wait(run, Number.POSITIVE_INFINITY, pausing);
  expect(run.runOut()).toBeUndefined();
  noteTried(run);
  return run;
}

/** As long as something is enabled at this instant: each commit of the saga is lost once. */
function crashEverywhere(run: Run): void {
  for (let crashed = true; ; crashed = !crashed) {
    if (crashed) run.control.crashBeforeCommit('Trip');
    else run.control.crash('Trip');
    if (!run.step()) return;
  }
}

function order(run: Run, { id, moods }: Trip, eventId: string): void {
  const [flight, hotel, car] = moods.map((mood) => MOODS.indexOf(mood));
  run.publish('TripOrdered@1.0', { id, flight, hotel, car } as never, { meta: { eventId } });
}

function letHappen(run: Run, mishap: Mishap): void {
  const { control } = run;
  switch (mishap.kind) {
    case 'crash':
      return control.crash(mishap.part);
    case 'crashBeforeCommit':
      return control.crashBeforeCommit(mishap.part);
    case 'disconnect':
      return control.disconnect(mishap.part, mishap.period);
    case 'lag':
      return control.lag(mishap.part, mishap.period);
    case 'resume':
      if (run.saga('Trip')?.status(mishap.id) === 'parked') control.resume('Trip', mishap.id);
      return;
    default:
      return void control.fault({ ...mishap });
  }
}
