import type { Value } from '../../model/types.ts';
import { keyText, valueAt } from '../broker/keys.ts';
import type { Message } from '../message.ts';
import type { Handler, Route, StateRow } from '../parts.ts';
import { type Effects, type Findings, type MutableData, type PartProgram, Unreadable } from '../program.ts';
import { readBy } from '../reading.ts';
import { copyState } from '../values/ownership.ts';
import type { World } from '../world.ts';
import { Applying } from './applying.ts';
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
  readonly #program: PartProgram;
  /** States that were worked out; what a crash loses. */
  readonly #loaded = new Map<string, Loaded>();

  constructor(world: World, program: PartProgram, store: Store) {
    this.#world = world;
    this.#program = program;
    this.store = store;
  }

  /** The state of a key as it is now, with its version. It belongs to the one who changes it by `apply`. */
  load(key: Value | undefined): Loaded {
    const stream = streamOf(key);
    const known = this.#loaded.get(stream);
    // Others may have written to the stream meanwhile.
    if (known?.version === this.store.version(stream)) return known;
    const snapshot = this.store.snapshot(stream);
    const state = snapshot ? copyState(snapshot.state) : this.#program.initialState();
    const loaded = this.#folded(key, { state, version: snapshot?.version ?? 0 });
    this.#loaded.set(stream, loaded);
    return loaded;
  }

  /** Forgets everything that is not in the store. */
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
    return this.#folded(key, { state: this.#program.initialState(), version: 0 }, version).state;
  }

  /** How many events had happened by a time, in milliseconds since 1970. */
  versionAt(key: Value | undefined, time: number): number {
    const later = this.history(key).findIndex(({ timestamp }) => Date.parse(timestamp) > time);
    return later < 0 ? this.version(key) : later;
  }

  /** The newest state of each stream that has an event. */
  *rows(): Generator<StateRow> {
    for (const stream of this.store.streams) {
      const [first] = this.store.read(stream, 0);
      const key = first && this.#keyOf(first);
      if (key !== undefined) yield { key, state: this.load(key).state };
    }
  }

  /** The `apply` of an event; undefined where the aggregate applies it not. Throws where it cannot be read. */
  applying(
    message: Message,
    key: Value | undefined,
    state: MutableData,
    noted?: Pick<Effects, 'changing'>,
  ): Applying | undefined {
    const handler = this.#handlerOf(message);
    if (!handler) return undefined;
    const data = readBy(handler, message, this.#world.options);
    if (data instanceof Unreadable) throw new Error(`unreadable as ${handler.reads.key}: ${data.reason}`);
    return new Applying(message, handler, data, key, state, noted);
  }

  /** Throws where an event that the aggregate applies is about another key. */
  checkKey(message: Message, key: Value | undefined): void {
    const found = this.#keyOf(message);
    if (found === undefined || streamOf(found) === streamOf(key)) return;
    const { name } = message.type.program.version;
    const by = this.#program.info.by?.join('.') ?? '';
    throw new Error(`${name} has ${by} ${keyText(found)}, and the command is about ${keyText(key)}`);
  }

  /** Puts an event that nobody here said, history or from outside, into its stream. Says why where it cannot be applied. */
  enter(message: Message): Findings | undefined {
    try {
      const key = this.#keyOf(message);
      if (key === undefined) return undefined;
      message.time ??= this.#world.clock.instant;
      const loaded = this.load(key);
      this.applying(message, key, loaded.state)?.run();
      const findings = this.#program.checkState(loaded.state);
      if (findings) throw new Error(`the state does not fit: ${findings.join('; ')}`);
      this.#append(streamOf(key), message);
      loaded.version++;
      return undefined;
    } catch (thrown) {
      this.forgetAll();
      return [`${this.#program.info.name} cannot apply it: ${thrown instanceof Error ? thrown.message : thrown}`];
    }
  }

  /** Tells the trace what was appended. */
  note(stream: string, version: number, events: readonly Message[]): void {
    if (events.length === 0) return;
    const appended = events.map(({ eventId, type }) => ({ eventId, message: type.key }));
    const { key: part } = this.#program.info;
    this.#world.trace?.push({
      kind: 'append',
      time: this.#world.time,
      part,
      stream,
      version,
      events: appended,
    });
  }

  #append(stream: string, message: Message): void {
    const expected = this.store.version(stream);
    const events = [message];
    if (!this.store.commit({ stream, expected, events, done: undefined, outbox: [], snapshot: undefined }))
      throw new Error('another commit came first');
    this.note(stream, expected + 1, events);
  }

  #handlerOf({ type }: Message): Handler | undefined {
    const route = this.applies[type.index];
    if (route && route.kind !== 'handle') throw new Error('reason' in route ? route.reason : `${type.key} is not read`);
    return route?.handlers[0];
  }

  /** The key that an event of this aggregate has; undefined where the aggregate does not apply it. */
  #keyOf(message: Message): Value | undefined {
    const handler = this.#handlerOf(message);
    if (!handler?.by) return undefined;
    const data = readBy(handler, message, this.#world.options);
    return data instanceof Unreadable ? undefined : valueAt(data, handler.by);
  }

  /** Applies what follows in the stream, up to a version. */
  #folded(key: Value | undefined, from: Loaded, to = Number.POSITIVE_INFINITY): Loaded {
    const events = this.store.read(streamOf(key), from.version);
    const count = Math.min(events.length, to - from.version);
    for (let i = 0; i < count; i++) this.applying(events[i] as Message, key, from.state)?.run();
    return { state: from.state, version: from.version + count };
  }
}

/** The name of a key's stream. */
export function streamOf(key: Value | undefined): string {
  return keyText(key) ?? '';
}
