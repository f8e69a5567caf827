import type { FieldPath, PartBase } from '../model/meaning.ts';
import type { Value } from '../model/types.ts';
import { Outbox } from './aggregate/outbox.ts';
import type { Streams } from './aggregate/streams.ts';
import { Group } from './broker/group.ts';
import { Inbox } from './broker/inbox.ts';
import { keyText } from './broker/keys.ts';
import { Memory } from './broker/memory.ts';
import type { Reader } from './broker/reader.ts';
import { hashText, type Id } from './ids.ts';
import type { HandlerProgram, MutableData, PartProgram, Upcaster } from './program.ts';
import type { Saga } from './saga/saga.ts';
import type { Timer } from './timers.ts';
import type { MessageType } from './types.ts';

export interface Handler {
  readonly program: HandlerProgram;
  /** The version that it reads. */
  readonly reads: MessageType;
  /** The path to the part's key in that version. */
  readonly by: FieldPath | undefined;
  /** Where the message is of an older major. */
  readonly upcast: Upcaster | undefined;
}

/** What a part does with one version of a message. */
export type Route =
  | { readonly kind: 'handle'; readonly handlers: readonly Handler[] }
  /** It has handlers for other majors only, and no upcast brings the message to one of them. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** A command that a saga may have sent, and that comes back rejected. */
  | { readonly kind: 'answer' };

export interface StateRow {
  readonly key: Value | undefined;
  readonly state: MutableData;
}

/** A part in a run: what it reads, its state, its inbox and what it remembers. */
export class Part {
  readonly info: PartBase;
  readonly id: Id;
  readonly program: PartProgram;
  /** By the version's index; undefined where it does not read the message. */
  readonly routes: (Route | undefined)[] = [];
  /** One for each partition. */
  readonly readers: Reader[] = [];
  /** Deliver dead letters once more. */
  readonly redriving = new Set<Reader>();
  /** How many faults keep it from reading. */
  away = 0;
  /** What its timers would have done while it was away. */
  readonly overdue: Pick<Timer, 'what' | 'fire'>[] = [];
  /** The members that share its partitions. */
  group: Group;
  readonly inbox: Inbox;
  /** Of an aggregate; undefined for all others. */
  streams: Streams | undefined = undefined;
  readonly outbox: Outbox;
  /** Undefined for all but sagas. */
  saga: Saga | undefined = undefined;
  /** Undefined where the part is not idempotent. */
  readonly memory: Memory | undefined;
  readonly #states = new Map<string, StateRow>();

  constructor(info: PartBase, program: PartProgram) {
    this.info = info;
    this.id = hashText(info.key);
    this.program = program;
    this.inbox = new Inbox(this);
    this.group = new Group(this, 1);
    this.outbox = new Outbox(this);
    this.memory = program.info.idempotent ? new Memory() : undefined;
  }

  /** Projections fold history in; it lies before the offset of every other part. */
  get takesHistory(): boolean {
    return this.program.info.kind === 'projection';
  }

  get isAway(): boolean {
    return this.away > 0;
  }

  *allReaders(): Generator<Reader> {
    yield* this.readers;
    yield* this.inbox.queues;
    yield* this.redriving;
  }

  get producer(): string {
    return this.info.producer;
  }

  /** The state of a key, or of the whole part where it has no `by`; undefined where none was met. */
  state(key: Value | undefined): MutableData | undefined {
    return this.#states.get(keyText(key) ?? '')?.state;
  }

  /** The same, made with its defaults where it is not there. */
  openState(key: Value | undefined): MutableData {
    const text = keyText(key) ?? '';
    const row = this.#states.get(text) ?? { key, state: this.program.initialState() };
    this.#states.set(text, row);
    return row.state;
  }

  /** Drops all states, and that anything was done. */
  forgetAll(): void {
    this.#states.clear();
    this.memory?.clear();
  }

  forgetState(key: Value | undefined): void {
    this.#states.delete(keyText(key) ?? '');
  }

  get states(): Iterable<StateRow> {
    return this.#states.values();
  }
}
