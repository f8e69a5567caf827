import type {
  Aggregate,
  Apply,
  Choreography,
  Consumer,
  Handle,
  MessageKind,
  On,
  Projection,
  Query,
  Saga,
  Service,
  Start,
  Topic,
  Upcast,
  WaitOn,
} from '../syntax/tree.ts';
import type { Entity, SourceFile, VersionNumber } from './entities.ts';
import type { RecordType } from './types.ts';

/** A path to a field, one name a step: `customer.id` is `['customer', 'id']`. */
export type FieldPath = readonly string[];

/** One version of a message. */
export interface MessageVersion {
  readonly key: string;
  readonly qualifiedName: string;
  readonly name: string;
  readonly messageKind: MessageKind;
  readonly version: VersionNumber;
  /** The envelope's `eventType`. */
  readonly wireName: string;
  readonly shape: RecordType;
  readonly upcasts: readonly Upcast[];
  readonly entity: Entity;
}

/** A message with all its versions, oldest first. */
export interface Message {
  readonly qualifiedName: string;
  readonly name: string;
  readonly messageKind: MessageKind;
  readonly versions: readonly MessageVersion[];
}

/** A topic, written down or implicit (`node` undefined): one that carries a single message under its own name. */
export interface TopicInfo {
  /** The topic's qualified name; an implicit one has its message's. */
  readonly key: string;
  readonly name: string;
  readonly wireName: string;
  readonly node: Topic | undefined;
  /** By the message's qualified name; the path to the key, undefined where there is none. */
  readonly carries: ReadonlyMap<string, FieldPath | undefined>;
  readonly partitions: number;
  readonly replicas: number;
  readonly acks: 'all' | 'leader';
  /** Milliseconds, or `forever`; undefined where nothing is said (kept for ever). */
  readonly retain: number | 'forever' | undefined;
  readonly compact: boolean;
  readonly compatibility: 'none' | 'backward' | 'forward' | 'full';
  /** Whether consumers name it as their dead letter. */
  readonly takesDeadLetters: boolean;
}

/** What all parts have. */
export interface PartBase {
  readonly key: string;
  readonly name: string;
  readonly entity: Entity;
  readonly file: SourceFile;
  readonly service: Service | undefined;
  /** The envelope's `producer`: the service's wire name, or the part's name in kebab case outside any service. */
  readonly producer: string;
  readonly by: FieldPath | undefined;
  /** The state's fields; undefined where the part has none. */
  readonly state: RecordType | undefined;
}

/** What takes a message in. */
export type HandlerNode = On | Handle | Apply | Start | WaitOn;

/** `on` or `handle`: the version that the handler sees, and what it may say. */
export interface HandlerInfo<N extends HandlerNode = On> {
  readonly node: N;
  /** The key of the version that it reads: the newest minor of the major named, or the exact one. */
  readonly message: string;
  /** The message's qualified name. */
  readonly messageName: string;
  readonly major: number;
  /** Where the part's key has another name in this message. */
  readonly by: FieldPath | undefined;
  /** Keys of the versions that it declares with `emits`, or that its body emits or sends; each once, in order. */
  readonly emits: readonly string[];
}

/** How a part reads messages: as the options of a consumer say, or as is right for all parts of another kind. */
export interface ReadingInfo extends PartBase {
  readonly kind: 'consumer' | 'aggregate' | 'projection' | 'saga';
  /** The consumer group's name. */
  readonly group: string;
  readonly offset: 'earliest' | 'latest';
  readonly delivery: 'at-most-once' | 'at-least-once' | 'exactly-once';
  /** `by` undefined: by eventId; `window` in milliseconds, undefined: for as long as the topic retains. */
  readonly idempotent: { readonly by: FieldPath | undefined; readonly window: number | undefined } | undefined;
  /** `count` further attempts; waits in milliseconds. */
  readonly retry: { readonly count: number; readonly backoff: number; readonly backoffMax: number };
  /** The dead letter topic's key; undefined: `<topic>.dlq`. */
  readonly deadLetterTo: string | undefined;
  readonly concurrency: number;
  readonly single: boolean;
  /** Keys of the topics that it reads, implicit ones included. */
  readonly topics: readonly string[];
  readonly handlers: readonly HandlerInfo<On | Handle>[];
  /** Qualified names, with the version where one is written. */
  readonly ignores: readonly string[];
}

export interface ConsumerInfo extends ReadingInfo {
  readonly kind: 'consumer';
  readonly node: Consumer;
  readonly handlers: readonly HandlerInfo[];
}

export interface AggregateInfo extends ReadingInfo {
  readonly kind: 'aggregate';
  readonly node: Aggregate;
  readonly snapshotEvery: number | undefined;
  readonly handlers: readonly HandlerInfo<Handle>[];
  readonly applies: readonly HandlerInfo<Apply>[];
}

export interface ProjectionInfo extends ReadingInfo {
  readonly kind: 'projection';
  readonly node: Projection;
  readonly handlers: readonly HandlerInfo[];
  readonly queries: readonly Query[];
}

/** Its `handlers` are empty: which message it takes depends on where an instance stands. */
export interface SagaInfo extends ReadingInfo {
  readonly kind: 'saga';
  readonly node: Saga;
  readonly start: { readonly node: Start; readonly message: string } | undefined;
}

export interface ChoreographyInfo {
  readonly kind: 'choreography';
  readonly key: string;
  readonly name: string;
  readonly entity: Entity;
  readonly file: SourceFile;
  readonly node: Choreography;
  readonly by: FieldPath | undefined;
}

export type PartInfo = ConsumerInfo | AggregateInfo | ProjectionInfo | SagaInfo | ChoreographyInfo;

/** One place that has to do with a message; the node is where a reader looks. */
export interface MessageUse {
  readonly role:
    | 'emits'
    | 'sends'
    | 'publishes'
    | 'consumes'
    | 'handles'
    | 'applies'
    | 'waits'
    | 'ignores'
    | 'carries'
    | 'contract'
    | 'scenario';
  /** The message's qualified name. */
  readonly message: string;
  /** The version named, resolved; undefined where all versions are meant. */
  readonly version: string | undefined;
  /** The part, service or topic; undefined in a scenario. */
  readonly owner: string | undefined;
  readonly uri: string;
  readonly node: { readonly start: number; readonly end: number };
}
