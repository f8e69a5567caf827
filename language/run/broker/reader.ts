import type { Instant } from '../clock.ts';
import type { Message } from '../message.ts';
import type { Part } from '../parts.ts';
import type { Partition } from './topic.ts';

/** A part's place in one partition, or in one queue of its inbox. It reads one message at a time, so order holds. */
export class Reader {
  readonly part: Part;
  /** Undefined for a queue of an inbox. */
  readonly partition: Partition | undefined;
  readonly log: Message[];
  /** The key of the queue; undefined for a partition. */
  readonly queue: string | undefined;
  /** The group member that the partition is assigned to. */
  readonly member: number;
  /** The offset of the message that is read next. */
  position = 0;
  /** What a new member would start from. */
  committed = 0;
  /** Ready: among the enabled steps. Busy: its message is being delivered. Waiting: for a timer, before the next attempt. */
  state: 'idle' | 'ready' | 'busy' | 'waiting' = 'idle';
  /** Which attempt the next one is, from 1. */
  attempt = 1;
  /** When the first attempt was made. */
  firstTried: Instant | undefined = undefined;
  /** By key: dead letters whose later messages wait behind them. */
  readonly parked = new Map<string, Parked>();

  constructor(part: Part, source: Partition | string, member: number) {
    this.part = part;
    this.member = member;
    this.partition = typeof source === 'string' ? undefined : source;
    this.queue = typeof source === 'string' ? source : undefined;
    this.log = this.partition ? this.partition.log : [];
  }

  get next(): Message | undefined {
    return this.log[this.position];
  }

  /** Whether something is there for it to read; passes over what its part does not read. */
  seek(): boolean {
    while (this.position < this.log.length) {
      if (this.part.routes[(this.log[this.position] as Message).type.index] !== undefined) return true;
      this.pass();
    }
    return false;
  }

  /** Goes on to the next message, and is done with this one. */
  pass(): void {
    this.position++;
    this.committed = this.position;
    this.attempt = 1;
    this.firstTried = undefined;
  }
}

export interface Parked {
  readonly deadLetter: Message;
  readonly behind: Message[];
}
