import type { Span } from '../syntax/tree.ts';
import type { ChoreographyEntry } from './choreography/trace.ts';
import type { Delivery } from './delivery.ts';
import type { MessageFault } from './faults.ts';
import type { Finding } from './findings.ts';
import type { Message } from './message.ts';
import type { Data, Findings } from './program.ts';
import type { SagaEvent } from './saga/history.ts';
import type { TimerPurpose } from './timers.ts';

/** What happened, in order. Plain data; a message's data is the message's own, so nobody may change it. */
export type TraceEntry = { readonly time: string } & (
  | PublishEntry
  | SendEntry
  | { readonly kind: 'refuse'; readonly message: string; readonly data: Data; readonly findings: Findings }
  | DeliverEntry
  | (DeliveryPlace & { readonly kind: 'commit'; readonly next: number })
  | (DeliveryPlace & { readonly kind: 'unwanted' | 'duplicate' })
  | (DeliveryPlace & { readonly kind: 'accept' })
  | (DeliveryPlace & { readonly kind: 'reject'; readonly reason: string; readonly place: SourcePlace | undefined })
  | (DeliveryPlace & FailureEntry)
  | (DeliveryPlace & DeadLetterEntry)
  | (DeliveryPlace & { readonly kind: 'park'; readonly behind: string })
  | { readonly kind: 'schedule' | 'timer'; readonly at: string; readonly timer: TimerPurpose }
  | (DeliveryPlace & { readonly kind: 'fault'; readonly fault: MessageFault['kind'] })
  | (DeliveryPlace & { readonly kind: 'lose' })
  | AppendEntry
  | SagaEntry
  | ChoreographyEntry
  | (DeliveryPlace & { readonly kind: 'conflict' })
  | { readonly kind: 'rebuild'; readonly part: string }
  | { readonly kind: 'crash'; readonly part: string; readonly member: number | undefined }
  | { readonly kind: 'disconnect'; readonly part: string }
  | RebalanceEntry
  | (PartitionPlace & { readonly kind: 'missed'; readonly part: string; readonly count: number })
  | { readonly kind: 'replay'; readonly part: string; readonly positions: readonly ReplayedPosition[] }
  | (DeliveryPlace & { readonly kind: 'redrive'; readonly behind: number })
  | { readonly kind: 'broker'; readonly broker: number; readonly isUp: boolean }
  | (PartitionPlace & {
      readonly kind: 'leader';
      readonly leader: number | undefined;
      readonly inSync: readonly number[];
    })
  | (PartitionPlace & { readonly kind: 'replicate'; readonly broker: number; readonly end: number })
  | (PartitionPlace & WriteEntry)
  | { readonly kind: 'finding'; readonly finding: Finding }
);

/** Said by `part`, or from outside where that is undefined. */
interface Said {
  readonly eventId: string;
  /** The version's key. */
  readonly message: string;
  readonly key: string | undefined;
  readonly data: Data;
  readonly correlationId: string;
  readonly causationId: string | undefined;
  readonly producer: string;
  /** Where it is not `time`: one that was given, or of the first publication. */
  readonly timestamp: string | undefined;
  readonly part: string | undefined;
}

export interface PublishEntry extends Said {
  readonly kind: 'publish';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** History of a scenario: no consumer reads it. */
  readonly given: boolean;
  /** What a consumer has given up. */
  readonly deadLetter: boolean;
}

export interface SendEntry extends Said {
  readonly kind: 'send';
  /** The handling part; undefined where there is none. */
  readonly to: string | undefined;
}

/** Something happened to an instance of a saga; what is left out does not concern it. */
export interface SagaEntry {
  readonly kind: 'saga';
  readonly part: string;
  /** The instance's key as text. */
  readonly instance: string;
  readonly what: SagaEvent['kind'];
  readonly step?: string;
  readonly compensating?: boolean;
  /** The version's key of the message that came, was rejected or ignored. */
  readonly message?: string;
  readonly eventId?: string;
  readonly reason?: string;
  readonly outcome?: string;
  readonly retry?: number;
  /** The version's keys of what was sent. */
  readonly sent?: readonly string[];
  /** Where the body failed that parked it. */
  readonly place?: SourcePlace;
}

/** An aggregate has put events at the end of a stream, which has `version` events now. */
export interface AppendEntry {
  readonly kind: 'append';
  readonly part: string;
  /** The key as text. */
  readonly stream: string;
  readonly version: number;
  readonly events: readonly { readonly eventId: string; readonly message: string }[];
}

export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
}

/** Who reads what from now on; what is revoked has lost its uncommitted work. */
export interface RebalanceEntry {
  readonly kind: 'rebalance';
  readonly part: string;
  readonly why: 'join' | 'leave' | 'crash';
  /** Who joined or left. */
  readonly member: number;
  readonly members: readonly { readonly member: number; readonly partitions: readonly PartitionPlace[] }[];
  readonly revoked: readonly PartitionPlace[];
}

export interface ReplayedPosition extends PartitionPlace {
  readonly from: number;
  readonly to: number;
}

/** Waits for a leader; is gone with one; or is written again by its producer, who was not told that it was written. */
export interface WriteEntry {
  readonly kind: 'unwritten' | 'lost' | 'rewrite';
  readonly eventId: string;
  readonly message: string;
}

/** Which delivery an entry is about. A command has no topic. */
export interface DeliveryPlace {
  readonly eventId: string;
  readonly message: string;
  readonly part: string;
  readonly topic: string | undefined;
  readonly partition: number | undefined;
  readonly offset: number | undefined;
}

export interface DeliverEntry extends DeliveryPlace {
  readonly kind: 'deliver';
  readonly member: number;
  readonly attempt: number;
}

export interface FailureEntry {
  readonly kind: 'fail';
  readonly attempt: number;
  readonly error: string;
  readonly place: SourcePlace | undefined;
  /** Undefined where it is not tried again. */
  readonly retryAt: string | undefined;
}

export interface DeadLetterEntry {
  readonly kind: 'deadLetter';
  readonly attempts: number;
  readonly error: string;
  readonly to: { readonly topic: string; readonly partition: number; readonly offset: number };
}

/** A place in a source file, in UTF-16 offsets. */
export interface SourcePlace extends Span {
  readonly uri: string;
}

export function publishEntry(message: Message, time: string, given: boolean): TraceEntry {
  return {
    kind: 'publish',
    time,
    ...said(message, time),
    topic: message.topic?.info.key ?? '',
    partition: message.partition,
    offset: message.offset,
    given,
    deadLetter: message.headers !== undefined,
  };
}

export function sendEntry(message: Message, time: string): TraceEntry {
  return { kind: 'send', time, ...said(message, time), to: message.type.handledBy?.info.key };
}

function said(message: Message, time: string): Said {
  return {
    eventId: message.eventId,
    message: message.type.key,
    key: message.key,
    data: message.data,
    correlationId: message.correlationId,
    causationId: message.causationId,
    producer: message.producer,
    timestamp: message.timestamp === time ? undefined : message.timestamp,
    part: message.part?.info.key,
  };
}

export function placeOf(delivery: Delivery): DeliveryPlace {
  return {
    eventId: delivery.eventId,
    message: delivery.message.type.key,
    part: delivery.reader.part.info.key,
    topic: delivery.topic,
    partition: delivery.partition,
    offset: delivery.offset,
  };
}
