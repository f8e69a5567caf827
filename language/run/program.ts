import type { Assignor } from '../model/config.ts';
import type { HandlerInfo, HandlerNode, MessageVersion, ReadingInfo, TopicInfo } from '../model/meaning.ts';
import type { Type, Value } from '../model/types.ts';
import type { Node } from '../syntax/tree.ts';
import type { ChoreographyProgram } from './choreography/program.ts';
import type { SagaProgram } from './saga/program.ts';
import type { SourcePlace } from './trace.ts';

/**
 * A project made ready to run: validators and bodies compiled once. `compile/` makes it, the engine runs it;
 * the engine knows neither trees nor types.
 */
export interface Program {
  /** By the version's key. */
  readonly messages: ReadonlyMap<string, MessageProgram>;
  /** Written and implicit ones; every event and document is carried by at least one. Dead letter topics need not be here. */
  readonly topics: readonly TopicInfo[];
  readonly parts: readonly PartProgram[];
  /** How many brokers there are; undefined: as many as the topic with most replicas needs. */
  readonly brokers?: number | undefined;
  /** How consumer groups share partitions out; undefined: Kafka's range assignor. */
  readonly assignor?: Assignor | undefined;
  /** Followed from what is published. */
  readonly choreographies: readonly ChoreographyProgram[];
}

export type Data = { readonly [field: string]: Value };

/** Why a value does not fit: one line a finding, each with its path: `/items/0/quantity must be >= 1`. */
export type Findings = readonly string[];

export interface MessageProgram {
  readonly version: MessageVersion;
  /** Checks data against the closed writer schema; undefined where it fits. */
  checkWrite(data: Data): Findings | undefined;
  /** Data with `was` names taken, defaults filled in and unknown symbols read as `otherwise` says; the same object where nothing changes. */
  read(data: Data): Data;
  /** Checks what `read` gave against the open reader schema. */
  checkRead(data: Data): Findings | undefined;
  /** How an older major is read as this version, by the chain of upcasts; undefined where none leads here. */
  upcaster(major: number): Upcaster | undefined;
}

/** From data of an older major to data that the reader schema of this one takes. */
export type Upcaster = (data: Data) => Data | Unreadable;

/** Why a message cannot be read as a version; with the place in the text where an upcast is to blame. */
export class Unreadable {
  readonly reason: string;
  readonly place: SourcePlace | undefined;
  constructor(reason: string, place: SourcePlace | undefined) {
    this.reason = reason;
    this.place = place;
  }
}

/** A consumer, aggregate, projection or saga. */
export interface PartProgram {
  readonly info: ReadingInfo;
  /** A new state with its defaults. */
  initialState(): MutableData;
  /** Checks a state against its declaration; undefined where it fits. */
  checkState(state: Data): Findings | undefined;
  readonly handlers: readonly HandlerProgram[];
  /** Of an aggregate; undefined for all others. */
  readonly aggregate?: AggregateProgram | undefined;
  /** Of a projection, by name. */
  readonly queries?: ReadonlyMap<string, QueryProgram> | undefined;
  /** Of a saga, whose `handlers` are its starting message and all that it may wait for. */
  readonly saga?: SagaProgram | undefined;
}

export interface AggregateProgram {
  readonly applies: readonly HandlerProgram[];
  /** After so many events a snapshot is kept; undefined: never. */
  readonly snapshotEvery: number | undefined;
}

/** Gives the rows of a projection that a query selects, in its order, each with its key among the fields. */
export type QueryProgram = (
  rows: Iterable<{ readonly key: Value | undefined; readonly state: MutableData }>,
  args: readonly QueryArgument[],
) => Value[];

export interface QueryArgument {
  readonly value: Value;
  /** Its own, which the parameter may be wider than. */
  readonly type: Type;
}

/** Objects without prototype, so that `__proto__` is a key like any other. */
export type MutableData = { [field: string]: Value };

/** A list, map or record of a state. */
export type MutableContainer = MutableData | Value[];

export interface HandlerProgram {
  readonly info: HandlerInfo<HandlerNode>;
  /** `when`: whether this handler wants the message; undefined where it wants all. */
  readonly guard: ((frame: Frame) => boolean) | undefined;
  /** Runs the body to its end; undefined where TypeScript, a stub or a sample answers. */
  readonly run: ((frame: Frame) => void) | undefined;
  /** The same body, pausing before each statement, for the debugger. */
  readonly pausing: ((frame: Frame) => Generator<Pause, void, void>) | undefined;
}

/** The debugger may stop here. */
export interface Pause {
  readonly node: Node;
  readonly frame: Frame;
}

/** What one execution of a body works on. */
export interface Frame {
  /** The message as this handler reads it. */
  readonly data: Data;
  readonly meta: Meta;
  /** The part's key for this message, undefined where it has none. */
  readonly key: Value | undefined;
  /** Changed in place, each change announced by `changing`; so what leaves it for a message is copied first. */
  readonly state: MutableData;
  /** Locals by slot; `let`, `for` and lambdas. `names` beside it for the debugger. */
  readonly locals: Value[];
  readonly names: string[];
  /** How often the loops of this execution have gone round, all together. */
  turns: number;
  readonly effects: Effects;
}

/** How a body reaches the world; everything that is not a pure value comes from the run. */
export interface Effects {
  /**
   * Publishes an event or sends a command, after validation. `message` is the version's key, `topic` the topic's key,
   * `delay` in milliseconds, `node` the statement. Throws a `BodyError` at the node where the data does not fit.
   */
  emit(message: string, data: Data, topic: string | undefined, delay: number | undefined, node: Node): void;
  /** An arm's index, drawn by weight. */
  choose(weights: readonly number[], node: Node): number;
  /** The run's clock as RFC 3339 text, the same at every attempt. */
  now(): string;
  /** Derived from the cause, the part and a counter. */
  uuid(): string;
  /** Remembers what stands at a place of the state that is about to change, to put it back should this attempt fail. */
  changing(container: MutableContainer, key: string | number): void;
}

/** The envelope's fields that a body may read as `meta`, and where the message lies. */
export interface Meta {
  readonly eventId: string;
  readonly eventType: string;
  readonly eventVersion: string;
  readonly timestamp: string;
  readonly correlationId: string;
  readonly causationId: string | undefined;
  readonly producer: string;
  readonly topic: string | undefined;
  readonly partition: number | undefined;
  readonly offset: number | undefined;
  readonly attempt: number;
  readonly replayed: boolean;
}

/** A body ended with `fail`, `dead letter` or `reject`, or with an error of its own (division by zero, overflow, …). */
export class BodyError extends Error {
  readonly outcome: 'fail' | 'deadLetter' | 'reject' | 'error';
  readonly node: Node;
  constructor(outcome: BodyError['outcome'], reason: string, node: Node) {
    super(reason);
    this.outcome = outcome;
    this.node = node;
  }
}
