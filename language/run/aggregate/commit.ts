import type { Attempt } from '../attempt.ts';
import { copyState } from '../values/ownership.ts';
import type { World } from '../world.ts';
import type { Applying } from './applying.ts';
import type { Snapshot } from './store.ts';
import { type Streams, streamOf } from './streams.ts';

const NONE: readonly Applying[] = [];

/** How the events that a command has led to change the state: each by its `apply`, in order. Of an aggregate alone. */
export function applicationsOf(world: World, attempt: Attempt): readonly Applying[] {
  const { streams } = attempt.delivery.reader.part;
  if (!streams || attempt.outputs.length === 0) return NONE;
  return attempt.outputs.flatMap(({ message }) => {
    if (message.type.command) return [];
    // It happens now, whenever the outbox comes to publish it.
    message.time ??= world.clock.instant;
    streams.checkKey(message, attempt.key);
    return streams.applying(message, attempt.key, attempt.state, attempt) ?? [];
  });
}

/**
 * Keeps what a command has been decided to lead to: the append, the record that it was done and the outbox entry together.
 * False where another commit came first.
 */
export function keep(attempt: Attempt, streams: Streams): boolean {
  const { delivery, outputs, key } = attempt;
  const events = outputs.map(({ message }) => message).filter(({ type }) => !type.command);
  const loaded = streams.load(key);
  const version = loaded.version + events.length;
  const snapshot = snapshotOf(attempt, loaded.version, version);
  const done = { key: delivery.eventId, outputs };
  const stream = streamOf(key);
  if (!streams.store.commit({ stream, expected: loaded.version, events, done, outbox: outputs, snapshot }))
    return false;
  loaded.version = version;
  streams.note(stream, version, events);
  return true;
}

function snapshotOf({ delivery, state }: Attempt, before: number, after: number): Snapshot | undefined {
  const every = delivery.reader.part.program.aggregate?.snapshotEvery;
  if (every === undefined || Math.floor(before / every) === Math.floor(after / every)) return undefined;
  return { version: after, state: copyState(state) };
}
