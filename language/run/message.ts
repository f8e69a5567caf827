import type { Node } from '../syntax/tree.ts';
import type { Partition } from './broker/partition.ts';
import type { Topic } from './broker/topic.ts';
import { Instant, START, timestampOf } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { deriveId, hashText, type Id, PURPOSE } from './ids.ts';
import type { Part } from './parts.ts';
import type { Data } from './program.ts';
import type { MessageType } from './types.ts';

/** What is given for the envelope of a message: from outside, or of an answer that stands in for a handler. */
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

/** What only few messages have; kept apart, since a log may hold millions of them. */
interface Rarely {
  given?: GivenMeta;
  headers?: DeadLetterHeaders;
  answer?: Answer;
  /** Of a message with a cause: the id that it was given, or inherits from a cause that was. */
  correlationId?: string;
}

/**
 * A message with its envelope. What it says never changes; once it is published it also has its place.
 * Ids and texts of the envelope are made when they are asked for.
 */
export class Message {
  readonly type: MessageType;
  readonly data: Data;
  readonly cause: Cause | undefined;
  /** The first message of its chain of causes, which may be itself. */
  readonly first: Message;
  /** Of its first publication; undefined before that. */
  time: Instant | undefined = undefined;
  /** When it was written into the log where it lies. */
  stored = NEVER;
  key: string | undefined = undefined;
  /** Where it lies; undefined for a command, and before publication. */
  place: Partition | undefined = undefined;
  /** -1 where it lies nowhere. */
  offset = -1;
  /** The version it was last read as, and what that gave: all groups that read the same version share it. */
  readAs: MessageType | undefined = undefined;
  reading: Data;
  #id: Id | number;
  #rarely: Rarely | undefined;

  /** @param id a number says how many came from outside before it, which is what its id is derived from */
  constructor(type: MessageType, data: Data, id: Id | number, cause: Cause | undefined, rarely?: Rarely) {
    this.type = type;
    this.data = data;
    this.reading = data;
    this.cause = cause;
    this.#id = id;
    this.#rarely = rarely;
    if (cause === undefined) {
      this.first = this;
      return;
    }
    const { message } = cause.delivery;
    this.first = message.first;
    const correlationId = rarely?.given?.correlationId ?? message.#rarely?.correlationId;
    if (correlationId !== undefined) this.#rarely = { ...rarely, correlationId };
  }

  /** The same message to be published once more. */
  again(headers?: DeadLetterHeaders): Message {
    const copy = new Message(this.type, this.data, this.id, this.cause, { given: this.given, headers });
    copy.time = this.time;
    return copy;
  }

  get id(): Id {
    if (typeof this.#id === 'number') this.#id = deriveId(FROM_OUTSIDE, FROM_OUTSIDE, PURPOSE.output, this.#id);
    return this.#id;
  }

  get given(): GivenMeta | undefined {
    return this.#rarely?.given;
  }

  /** Of a message in a dead letter topic. */
  get headers(): DeadLetterHeaders | undefined {
    return this.#rarely?.headers;
  }

  /** Of a command; undefined while it is open. */
  get answer(): Answer | undefined {
    return this.#rarely?.answer;
  }

  set answer(answer: Answer) {
    this.#rarely = { ...this.#rarely, answer };
  }

  get topic(): Topic | undefined {
    return this.place?.topic;
  }

  /** -1 where it lies nowhere. */
  get partition(): number {
    return this.place?.index ?? -1;
  }

  get eventId(): string {
    return this.id.text;
  }

  get timestamp(): string {
    return this.given?.timestamp ?? this.time?.text ?? timestampOf(START);
  }

  get correlationId(): string {
    return this.#rarely?.correlationId ?? this.first.given?.correlationId ?? this.first.eventId;
  }

  get causationId(): string | undefined {
    return this.given?.causationId ?? this.cause?.delivery.message.eventId;
  }

  get producer(): string {
    return this.given?.producer ?? this.part?.producer ?? OUTSIDE;
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

const NEVER = new Instant(0);

const FROM_OUTSIDE = hashText('evflow.outside');
