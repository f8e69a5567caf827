import fc from 'fast-check';
import { type Mishap, mishap } from './mishaps.fixture.ts';

/** Whatever a property must hold for: a topology, what is published into it, what goes wrong, and the schedule. */
export interface World {
  /** Topics in a row: consumers of one write to the next; nobody reads the last. */
  readonly levels: readonly Level[];
  readonly brokers: number;
  readonly assignor: 'range' | 'cooperative-sticky';
  readonly consumers: readonly Shape[];
  readonly messages: readonly Incoming[];
  readonly mishaps: readonly Mishap[];
  readonly seed: number;
  /** Which enabled step comes next; undefined: the one that was enabled first. */
  readonly schedule: number | undefined;
}

export interface Level {
  readonly partitions: number;
  readonly replicas: number;
  readonly acks: 'all' | 'leader';
}

export interface Shape {
  /** Which topic it reads. */
  readonly level: number;
  readonly delivery: 'at-most-once' | 'at-least-once' | 'exactly-once';
  readonly concurrency: number;
  readonly retries: number;
  readonly idempotent: boolean;
}

export interface Incoming {
  readonly id: string | null;
  /** How many attempts fail. */
  readonly failures: number;
  /** Milliseconds before the next one. */
  readonly pause: number;
  /** So many steps before the next one instead, so that it meets the system on its way. */
  readonly steps: number | undefined;
  /** The one before is published once more instead, with the same eventId. */
  readonly repeated: boolean;
  /** A command to the first consumer instead of an event. */
  readonly command: boolean;
}

/** How a property narrows the worlds that it speaks of. */
export interface Only {
  readonly acks?: 'all';
  readonly deliveries?: readonly Shape['delivery'][];
  readonly idempotent?: boolean;
  readonly levels?: number;
  readonly repeats?: boolean;
  readonly mishaps?: readonly Mishap['kind'][];
}

const DELIVERIES = ['at-most-once', 'at-least-once', 'exactly-once'] as const;

export function worlds(only: Only = {}): fc.Arbitrary<World> {
  const depth = only.levels ?? 2;
  const level: fc.Arbitrary<Level> = fc.record({
    partitions: fc.integer({ min: 1, max: 4 }),
    replicas: fc.integer({ min: 1, max: 3 }),
    acks: only.acks ? fc.constant(only.acks) : fc.constantFrom('all', 'leader'),
  });
  const shape: fc.Arbitrary<Shape> = fc.record({
    level: fc.integer({ min: 0, max: depth - 1 }),
    delivery: fc.constantFrom(...(only.deliveries ?? DELIVERIES)),
    concurrency: fc.integer({ min: 1, max: 3 }),
    retries: fc.integer({ min: 0, max: 3 }),
    idempotent: only.idempotent === undefined ? fc.boolean() : fc.constant(only.idempotent),
  });
  const incoming: fc.Arbitrary<Incoming> = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'constructor', '10', null),
    failures: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 5 })),
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
    steps: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
    repeated: only.repeats === false ? fc.constant(false) : fc.boolean(),
    command: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
  });
  return fc.record({
    levels: fc.array(level, { minLength: depth + 1, maxLength: depth + 1 }),
    brokers: fc.integer({ min: 1, max: 3 }),
    assignor: fc.constantFrom('range', 'cooperative-sticky'),
    consumers: fc.array(shape, { minLength: 1, maxLength: 4 }),
    messages: fc.array(incoming, { minLength: 1, maxLength: 20 }),
    mishaps: fc.array(mishap(only.mishaps), { maxLength: 8 }),
    seed: fc.nat(),
    schedule: fc.option(fc.nat(), { nil: undefined }),
  });
}
