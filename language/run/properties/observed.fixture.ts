import type { Message, Run } from '../run.ts';
import type { DeliveryPlace } from '../trace.ts';
import { partOf } from './play.fixture.ts';
import type { Shape, World } from './world.fixture.ts';

type Entry = Run['trace'][number];

/** What the trace tells of a part, of one kind, in order. */
export function of<K extends Entry['kind']>(run: Run, kind: K, part: string) {
  return run.trace.filter(
    (entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind && 'part' in entry && entry.part === part,
  );
}

/** What a part has said, copies in dead letter topics left out. */
export function saidBy(run: Run, part: string) {
  return of(run, 'publish', part).filter(({ deadLetter }) => !deadLetter);
}

/** Each consumer with its key. */
export function partsOf(world: World): (Shape & { readonly key: string })[] {
  return world.consumers.map((shape, i) => ({ ...shape, key: partOf(i) }));
}

export function logOf(run: Run, level: number): readonly Message[] {
  return (
    run
      .topics()
      .find(({ info }) => info.key === `t${level}`)
      ?.logs.flat() ?? []
  );
}

export function placeOf({ partition, offset }: Pick<DeliveryPlace, 'partition' | 'offset'>): string {
  return `${partition}@${offset}`;
}

/** Places of what a part has given up, and of what waits behind that. */
export function laidAside(run: Run, part: string): Set<string> {
  const letters = run.deadLetters().filter(({ message }) => message.headers?.part === part);
  return new Set(
    letters.flatMap(({ message, parked }) => [placeOf(message.headers ?? ({} as never)), ...parked.map(placeOf)]),
  );
}

/** A consumer's state: the events that it saw by key in order, or the commands that it did. */
export function notedBy(run: Run, part: string, field: 'seen' | 'done' = 'seen'): { [key: string]: string[] } {
  const states = run.consumers().find(({ key }) => key === part)?.states ?? [];
  return Object.fromEntries(
    states.map(({ key, state }) => [
      `key ${key}`,
      String(state[field])
        .split(' ')
        .filter((id) => id !== ''),
    ]),
  );
}
