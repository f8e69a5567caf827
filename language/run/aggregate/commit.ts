import type { Attempt } from '../attempt.ts';
import { copyState } from '../values/ownership.ts';
import type { World } from '../world.ts';
import type { Snapshot } from './store.ts';
import { type Streams, streamOf } from './streams.ts';

/**
 * Keeps what a command has been decided to lead to: its events are applied, then the append, the record that it was done
 * and the outbox entry are kept together. False where another commit came first. Throws where an event cannot be applied.
 */
export function keep(world: World, attempt: Attempt, streams: Streams): boolean {
  const { delivery, outputs, key, state } = attempt;
  const { part } = delivery.reader;
  const events = outputs.map(({ message }) => message).filter(({ type }) => !type.command);
  const loaded = streams.load(key);
  for (const event of events)
    streams.apply(event, key, state, (container, field) => attempt.changing(container, field));
  const findings = events.length > 0 ? part.consumer?.checkState(state) : undefined;
  if (findings) throw new Error(`the state does not fit: ${findings.join('; ')}`);

  const version = loaded.version + events.length;
  const snapshot = snapshotOf(attempt, loaded.version, version);
  const done = { key: delivery.eventId, outputs };
  const stream = streamOf(key);
  if (!streams.store.commit({ stream, expected: loaded.version, events, done, outbox: outputs, snapshot }))
    return false;
  loaded.version = version;
  if (events.length > 0) {
    const appended = events.map(({ eventId, type }) => ({ eventId, message: type.key }));
    world.trace?.push({ kind: 'append', time: world.time, part: part.info.key, stream, version, events: appended });
  }
  return true;
}

function snapshotOf({ delivery, state }: Attempt, before: number, after: number): Snapshot | undefined {
  const every = delivery.reader.part.consumer?.aggregate?.snapshotEvery;
  if (every === undefined || Math.floor(before / every) === Math.floor(after / every)) return undefined;
  return { version: after, state: copyState(state) };
}
