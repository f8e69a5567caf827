import type { Value } from '../../model/types.ts';
import { keyText, valueAt } from '../broker/keys.ts';
import { MessageMeta } from '../delivery.ts';
import type { Message } from '../message.ts';
import type { Handler, Route } from '../parts.ts';
import { BodyError, type ConsumerProgram, type Data, type Effects, type MutableData, Unreadable } from '../program.ts';
import { readBy } from '../reading.ts';
import { copyState } from '../values/ownership.ts';
import type { World } from '../world.ts';
import type { Store } from './store.ts';

/** A state with the version that it stands at. */
interface Loaded {
  state: MutableData;
  version: number;
}

/** The streams of an aggregate: each key's events, and the states that follow from them by `apply` alone. */
export class Streams {
  readonly store: Store;
  /** By the version's index: how `apply` reads an event; undefined where the aggregate applies none. */
  readonly applies: (Route | undefined)[] = [];
  readonly #world: World;
  readonly #program: ConsumerProgram;
  /** States that were worked out; what a crash loses. */
  readonly #loaded = new Map<string, Loaded>();

  constructor(world: World, program: ConsumerProgram, store: Store) {
    this.#world = world;
    this.#program = program;
    this.store = store;
  }

  /** The state of a key as it is now, with its version. It belongs to the one who changes it by `apply`. */
  load(key: Value | undefined): Loaded {
    const stream = streamOf(key);
    let loaded = this.#loaded.get(stream);
    if (!loaded) {
      loaded = this.#rebuilt(key, stream, this.store.snapshot(stream)?.version ?? 0, Number.POSITIVE_INFINITY);
      this.#loaded.set(stream, loaded);
    }
    return loaded;
  }

  forget(key: Value | undefined): void {
    this.#loaded.delete(streamOf(key));
  }

  /** Everything that is not in the store. */
  forgetAll(): void {
    this.#loaded.clear();
  }

  version(key: Value | undefined): number {
    return this.store.version(streamOf(key));
  }

  history(key: Value | undefined): readonly Message[] {
    return this.store.read(streamOf(key), 0);
  }

  /** The state after so many events; undefined for no event, and for more than there are. */
  at(key: Value | undefined, version: number): MutableData | undefined {
    if (version < 1 || version > this.version(key)) return undefined;
    return this.#rebuilt(key, streamOf(key), 0, version).state;
  }

  /** How many events had happened by a time, in milliseconds since 1970. */
  versionAt(key: Value | undefined, time: number): number {
    const later = this.history(key).findIndex(({ timestamp }) => Date.parse(timestamp) > time);
    return later < 0 ? this.version(key) : later;
  }

  /** Changes a state by an event that the aggregate applies. Throws a `BodyError` where it cannot. */
  apply(message: Message, key: Value | undefined, state: MutableData, changing: Effects['changing']): void {
    const route = this.applies[message.type.index];
    if (!route) return;
    if (route.kind !== 'handle') throw new Error('reason' in route ? route.reason : 'an event that nothing applies');
    for (const handler of route.handlers) {
      const data = readBy(handler, message, this.#world.options);
      if (data instanceof Unreadable) throw new Error(`unreadable as ${handler.reads.key}: ${data.reason}`);
      handler.program.run?.(applying(message, data, key, state, changing));
      return;
    }
  }

  /** The key that an event of this aggregate has; undefined where the aggregate does not apply it. */
  keyOf(message: Message): { readonly key: Value | undefined } | undefined {
    const route = this.applies[message.type.index];
    const handler = route?.kind === 'handle' ? route.handlers[0] : undefined;
    const data = handler && readBy(handler, message, this.#world.options);
    return !handler || !data || data instanceof Unreadable ? undefined : { key: this.#keyIn(data, handler) };
  }

  #keyIn(data: Data, { by }: Handler): Value | undefined {
    return by && valueAt(data, by);
  }

  #rebuilt(key: Value | undefined, stream: string, from: number, to: number): Loaded {
    const snapshot = from > 0 ? this.store.snapshot(stream) : undefined;
    const state = snapshot ? copyState(snapshot.state) : this.#program.initialState();
    const events = this.store.read(stream, from);
    const applied = to < from + events.length ? events.slice(0, to - from) : events;
    for (const event of applied) this.apply(event, key, state, NOT_NOTED);
    return { state, version: from + applied.length };
  }
}

/** The name of a key's stream. */
export function streamOf(key: Value | undefined): string {
  return keyText(key) ?? '';
}

const NOT_NOTED = (): void => {};

/** A frame of an `apply`, which may only change the state. */
function applying(
  message: Message,
  data: Data,
  key: Value | undefined,
  state: MutableData,
  changing: Effects['changing'],
): Parameters<NonNullable<Handler['program']['run']>>[0] {
  const refuse = (): never => {
    throw new BodyError('error', 'apply only changes the state', message.type.program.version.entity.node);
  };
  const effects: Effects = { emit: refuse, choose: refuse, now: refuse, uuid: refuse, changing };
  return { data, meta: new MessageMeta(message), key, state, locals: [], names: [], turns: 0, effects };
}
