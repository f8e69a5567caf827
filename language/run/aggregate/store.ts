import type { Output } from '../attempt.ts';
import type { Done } from '../broker/memory.ts';
import type { Message } from '../message.ts';
import type { Data } from '../program.ts';

/** A state after so many events. */
export interface Snapshot {
  readonly version: number;
  readonly state: Data;
}

/** What one command leads to: all of it is kept, or nothing. */
export interface Commit {
  readonly stream: string;
  /** How many events the stream had when the command was decided. */
  readonly expected: number;
  readonly events: readonly Message[];
  /** That the command was done, under its key; undefined for history. */
  readonly done: (Done & { readonly key: string }) | undefined;
  /** What is to be published and sent. */
  readonly outbox: readonly Output[];
  readonly snapshot: Snapshot | undefined;
}

/**
 * Where an aggregate keeps its streams, what it has done, and what it has still to publish. In memory here; a database
 * keeps the same with one transaction for each commit.
 */
export interface Store {
  /** Every stream that has an event. */
  readonly streams: Iterable<string>;
  /** The events of a stream from a version on, oldest first; a version counts the events before it. */
  read(stream: string, from: number): readonly Message[];
  /** How many events a stream has. */
  version(stream: string): number;
  /** The newest snapshot of a stream. */
  snapshot(stream: string): Snapshot | undefined;
  /** What became of a command. */
  done(key: string): Done | undefined;
  /** Keeps a commit, if the stream still has the version that it expects; false where another one came first. */
  commit(commit: Commit): boolean;
  /** Notes that a command was rejected, which appends nothing. */
  reject(key: string, reason: string): void;
  /** What has still to be published and sent, in the order of the commits. */
  readonly outbox: readonly Output[];
  /** Takes all of it out. */
  takeOutbox(): readonly Output[];
}

const NO_EVENTS: readonly Message[] = [];

export class MemoryStore implements Store {
  readonly #streams = new Map<string, Message[]>();
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #done = new Map<string, Done>();
  #outbox: Output[] = [];

  get streams(): Iterable<string> {
    return this.#streams.keys();
  }

  read(stream: string, from: number): readonly Message[] {
    const events = this.#streams.get(stream) ?? NO_EVENTS;
    return from === 0 ? events : events.slice(from);
  }

  version(stream: string): number {
    return this.#streams.get(stream)?.length ?? 0;
  }

  snapshot(stream: string): Snapshot | undefined {
    return this.#snapshots.get(stream);
  }

  done(key: string): Done | undefined {
    return this.#done.get(key);
  }

  commit({ stream, expected, events, done, outbox, snapshot }: Commit): boolean {
    if (this.version(stream) !== expected) return false;
    const known = this.#streams.get(stream);
    if (known) known.push(...events);
    else if (events.length > 0) this.#streams.set(stream, [...events]);
    if (snapshot) this.#snapshots.set(stream, snapshot);
    if (done) this.#done.set(done.key, done);
    this.#outbox.push(...outbox);
    return true;
  }

  reject(key: string, rejected: string): void {
    this.#done.set(key, { outputs: [], rejected });
  }

  takeOutbox(): readonly Output[] {
    const outbox = this.#outbox;
    this.#outbox = [];
    return outbox;
  }

  get outbox(): readonly Output[] {
    return this.#outbox;
  }
}
