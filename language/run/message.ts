import type { Node } from '../syntax/tree.ts';
import type { Topic } from './broker/topic.ts';
import { timestampOf } from './clock.ts';
import type { Delivery } from './delivery.ts';
import type { Id } from './ids.ts';
import type { Part } from './parts.ts';
import type { Data } from './program.ts';
import type { MessageType } from './types.ts';

/** What is given for the envelope of a message from outside. */
export interface GivenMeta {
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly producer?: string;
  readonly timestamp?: string;
}

/** The handler's emit that made a message. */
export interface Cause {
  readonly delivery: Delivery;
  readonly node: Node;
}

/** Why a message lies in a dead letter topic. */
export interface DeadLetterHeaders {
  readonly error: string;
  readonly attempts: number;
  /** The key of the consumer that gave it up. */
  readonly part: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What a command's sender is told. */
export type Answer = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/**
 * A message with its envelope. What it says never changes; once it is published it also has its place.
 * Texts of the envelope are made when they are asked for.
 */
export class Message {
  readonly type: MessageType;
  readonly data: Data;
  readonly id: Id;
  readonly cause: Cause | undefined;
  readonly given: GivenMeta | undefined;
  /** The first message of its chain of causes, which may be itself. */
  readonly first: Message;
  readonly headers: DeadLetterHeaders | undefined;
  /** Milliseconds since 1970 at its first publication; before that, NaN. */
  time = Number.NaN;
  key: string | undefined = undefined;
  /** Undefined for a command, and before publication. */
  topic: Topic | undefined = undefined;
  partition = -1;
  offset = -1;
  /** Of a command; undefined while it is open. */
  answer: Answer | undefined = undefined;
  /** The version it was last read as, and what that gave: all groups that read the same version share it. */
  readAs: MessageType | undefined = undefined;
  readData: Data | undefined = undefined;

  constructor(
    type: MessageType,
    data: Data,
    id: Id,
    cause: Cause | undefined,
    given: GivenMeta | undefined,
    headers: DeadLetterHeaders | undefined,
  ) {
    this.type = type;
    this.data = data;
    this.id = id;
    this.cause = cause;
    this.given = given;
    this.headers = headers;
    this.first = cause === undefined ? this : cause.delivery.message.first;
  }

  /** The same message to be published once more. */
  again(headers?: DeadLetterHeaders): Message {
    const copy = new Message(this.type, this.data, this.id, this.cause, this.given, headers);
    copy.time = this.time;
    return copy;
  }

  get eventId(): string {
    return this.id.text;
  }

  get timestamp(): string {
    return this.given?.timestamp ?? timestampOf(this.time);
  }

  get correlationId(): string {
    return this.first.given?.correlationId ?? this.first.eventId;
  }

  get causationId(): string | undefined {
    return this.cause ? this.cause.delivery.message.eventId : this.given?.causationId;
  }

  get producer(): string {
    return this.part?.producer ?? this.given?.producer ?? OUTSIDE;
  }

  /** The part that emitted it; undefined where it came from outside. */
  get part(): Part | undefined {
    return this.cause?.delivery.reader.part;
  }

  /** As it travels: the envelope with the data in it. */
  get envelope(): Envelope {
    return {
      eventId: this.eventId,
      eventType: this.type.eventType,
      eventVersion: this.type.eventVersion,
      timestamp: this.timestamp,
      correlationId: this.correlationId,
      causationId: this.causationId,
      producer: this.producer,
      data: this.data,
    };
  }
}

export interface Envelope {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventVersion: string;
  readonly timestamp: string;
  readonly correlationId: string;
  readonly causationId: string | undefined;
  readonly producer: string;
  readonly data: Data;
}

/** The producer of what enters a run from outside and names none. */
const OUTSIDE = 'outside';
