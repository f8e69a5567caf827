import type { Reader } from './broker/reader.ts';
import type { Message } from './message.ts';
import type { Handler } from './parts.ts';
import type { Meta } from './program.ts';

export type Outcome =
  | 'running'
  | 'done'
  /** The consumer has handlers for it, but no `when` wanted it. */
  | 'unwanted'
  /** Met before: changed nothing, and said the recorded outputs again. */
  | 'duplicate'
  /** Failed, and will be tried again. */
  | 'retry'
  | 'rejected'
  | 'deadLetter'
  /** Put behind a dead letter of the same key. */
  | 'parked'
  /** Another commit of the stream came first; it is decided again. */
  | 'conflict'
  /** A fault keeps it back, and it is delivered later. */
  | 'held'
  /** A fault lets it never arrive. */
  | 'dropped'
  /** Its member crashed before it was done with. */
  | 'crashed';

/** What a body reads as `meta`: the envelope of a message, and where it lies. */
export class MessageMeta implements Meta {
  readonly message: Message;
  readonly attempt: number;
  /** Whether the consumer's offset was moved back to read it again. */
  readonly replayed: boolean;

  constructor(message: Message, attempt = 1, replayed = false) {
    this.message = message;
    this.attempt = attempt;
    this.replayed = replayed;
  }

  get eventId(): string {
    return this.message.eventId;
  }
  get eventType(): string {
    return this.message.type.eventType;
  }
  get eventVersion(): string {
    return this.message.type.eventVersion;
  }
  get timestamp(): string {
    return this.message.timestamp;
  }
  get correlationId(): string {
    return this.message.correlationId;
  }
  get causationId(): string | undefined {
    return this.message.causationId;
  }
  get producer(): string {
    return this.message.producer;
  }
  get topic(): string | undefined {
    return this.message.topic?.info.key;
  }
  get partition(): number | undefined {
    return this.message.topic && this.message.partition;
  }
  get offset(): number | undefined {
    return this.message.topic && this.message.offset;
  }
}

/** One attempt to bring a message to a part, and how it went. */
export class Delivery extends MessageMeta {
  readonly reader: Reader;
  handler: Handler | undefined = undefined;
  outcome: Outcome = 'running';
  error: string | undefined = undefined;

  constructor(message: Message, reader: Reader) {
    // A row comes out the same, however often the log is read.
    super(message, reader.attempt, reader.position < reader.replayedUntil && !reader.part.takesHistory);
    this.reader = reader;
  }
}
