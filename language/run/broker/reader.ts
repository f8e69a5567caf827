import type { Instant } from '../clock.ts';
import type { Message } from '../message.ts';
import type { Part } from '../parts.ts';
import type { Timer } from '../timers.ts';
import type { Letter } from './letter.ts';
import { Partition } from './partition.ts';

/** The member of what nobody reads. */
export const NOBODY = -1;

/** Where messages stand in their order. */
export interface Source {
  readonly log: readonly Message[];
  /** Messages before this index may be read. */
  readonly end: number;
}

/** A queue of an inbox, or of messages that are delivered once more; all that stands in it may be read. */
export class Queue implements Source {
  readonly log: Message[];

  constructor(log: Message[] = []) {
    this.log = log;
  }

  get end(): number {
    return this.log.length;
  }
}

/** A part's place in one partition, or in one queue of its inbox. It reads one message at a time, so order holds. */
export class Reader {
  readonly part: Part;
  readonly source: Source;
  /** Where its messages come from; undefined for a queue of an inbox. */
  readonly partition: Partition | undefined;
  /** The key of the queue; undefined for a partition. */
  readonly queue: string | undefined;
  /** The dead letter that is redriven here with all that waits behind it; undefined for all other readers. */
  readonly letter: Letter | undefined;
  /** The place in its order of the message that is read next; in a partition this is an offset. */
  position = 0;
  /** What a new member would start from. */
  committed = 0;
  /** Everything before this place was delivered at least once. */
  reached = 0;
  /** What is delivered before this place is replayed. */
  replayedUntil = 0;
  /** How many messages that it would have read were gone before it came to them. */
  missed = 0;
  /** How often the message at hand is delivered again once it is done with. */
  repeats = 0;
  /** Ready: among the enabled steps. Busy: its message is being delivered. Waiting: for a timer, before the next attempt. */
  state: 'idle' | 'ready' | 'busy' | 'waiting' = 'idle';
  /** What it waits for, while it does. */
  timer: Timer | undefined = undefined;
  /** Which attempt the next one is, from 1. */
  attempt = 1;
  /** When the first attempt was made. */
  firstTried: Instant | undefined = undefined;
  /** By key: dead letters whose later messages wait behind them. */
  readonly parked = new Map<string, Letter>();
  /** The group member that a partition is assigned to. */
  #member = 0;
  /** Where a fault has changed the order: which index of the log stands at a place. */
  #moved: Map<number, number> | undefined = undefined;

  /** @param source a partition, the key of an inbox's queue, or a dead letter that is redriven */
  constructor(part: Part, source: Partition | string | Letter) {
    this.part = part;
    if (source instanceof Partition) {
      this.source = source;
      this.partition = source;
    } else if (typeof source === 'string') {
      this.source = new Queue();
      this.queue = source;
    } else {
      this.source = new Queue([source.original, ...source.behind]);
      this.partition = source.reader.partition;
      this.letter = source;
      this.reached = Number.POSITIVE_INFINITY;
    }
  }

  /** The group member that reads here: a queue's is the first one, and what is redriven stays with its partition's. */
  get member(): number {
    if (this.letter) return this.letter.reader.member;
    return this.queue === undefined ? this.#member : (this.part.group.members[0] ?? NOBODY);
  }

  set member(member: number) {
    this.#member = member;
  }

  get next(): Message | undefined {
    return this.position < this.source.end ? this.at(this.position) : undefined;
  }

  /** The message at a place of its order, which must be one. */
  at(place: number): Message {
    return this.source.log[this.#moved?.get(place) ?? place] as Message;
  }

  /** What is left to read, in its order, whether its part reads it or not. */
  *rest(): Generator<Message> {
    for (let place = this.position; place < this.source.log.length; place++) yield this.at(place);
  }

  /** Whether the part does something with a message. */
  reads(message: Message): boolean {
    return this.part.routes[message.type.index] !== undefined;
  }

  /** Whether something is there for it to read; passes over what its part does not read and what is no longer kept. */
  seek(now: Instant): boolean {
    while (this.position < this.source.end) {
      const message = this.at(this.position);
      if (this.reads(message) && this.#isThere(message, now)) return true;
      this.pass();
    }
    return false;
  }

  /** Notes what is gone; with `offset latest` all that is left goes with it, as Kafka resets an offset out of range. */
  #isThere(message: Message, { milliseconds }: Instant): boolean {
    const { partition } = this;
    if (!partition?.forgets || this.letter || partition.isKept(message, milliseconds)) return true;
    if (this.position >= this.reached) this.missed++;
    if (!partition.isOutdated(message, milliseconds) || this.part.program.info.offset !== 'latest') return false;
    for (this.pass(); this.position < this.source.end; this.pass())
      if (this.reads(this.at(this.position))) this.missed++;
    this.position--;
    return false;
  }

  /** Goes on to the next message, and is done with this one. */
  pass(): void {
    this.position++;
    this.committed = this.position;
    this.#begin();
  }

  /** Loses what was not committed, and goes on from there. */
  restart(): void {
    this.position = this.committed;
    this.repeats = 0;
    this.#begin();
  }

  /** Moves to a place of the log, and reads on in the log's own order. */
  rewind(place: number): void {
    this.#moved = undefined;
    this.committed = place;
    this.restart();
  }

  /** Delivers the message at hand once more, from the first attempt. */
  repeat(): void {
    this.repeats--;
    this.committed = this.position + 1;
    this.#begin();
  }

  /** Lets the message at a later place come before the one at hand, which takes its place. */
  swap(place: number): void {
    this.#moved ??= new Map();
    const here = this.#moved.get(this.position) ?? this.position;
    this.#moved.set(this.position, this.#moved.get(place) ?? place);
    this.#moved.set(place, here);
  }

  #begin(): void {
    this.attempt = 1;
    this.firstTried = undefined;
  }
}
