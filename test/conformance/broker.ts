import type { FeatureTable } from './features.ts';

/** Something that moves messages and runs handlers: the embedded broker, or a real one with our consumers on it. */
export interface Engine {
  readonly name: string;
  readonly features: FeatureTable;
  /** How often each case is run, each time in another order of events where the engine lets us choose. */
  readonly schedules: number;
  /** Sets a new system up, with nothing in it. */
  open(system: System, schedule: number): Promise<BrokerUnderTest>;
}

/** What a case wants to have: topics by name, and consumers by the name of their group. */
export interface System {
  readonly topics: { readonly [topic: string]: TopicSpec };
  readonly groups: { readonly [group: string]: GroupSpec };
}

export interface TopicSpec {
  /** Left out: one. */
  readonly partitions?: number;
  /** Milliseconds; left out: for ever. */
  readonly retain?: number;
  readonly compact?: boolean;
  /** Copies on as many brokers; a message is acknowledged once all have it. */
  readonly replicas?: number;
}

export interface GroupSpec {
  readonly topic: string;
  /** Left out: at-least-once. */
  readonly delivery?: 'at-most-once' | 'at-least-once' | 'exactly-once';
  /** By the message's id. */
  readonly idempotent?: boolean;
  readonly members?: number;
  /** Further attempts, so many milliseconds apart. */
  readonly retries?: number;
  readonly backoff?: number;
  readonly handle: Handler;
  /** Commands that are sent to the group. */
  readonly execute?: Handler;
}

/** Runs to its end in one go. Throws where it fails. */
export type Handler = (received: Received, effects: Effects) => void;

export interface Received {
  readonly key: string | undefined;
  readonly value: number;
  readonly id: string;
  readonly attempt: number;
  readonly replayed: boolean;
}

/** What a handler brings about; all of it together, once it has succeeded. */
export interface Effects {
  /** Publishes under the key of what was received. */
  say(topic: string, value: number, delay?: number): void;
  /** Adds to the total that is kept for the key. */
  add(value: number): void;
  /** Ends a command's handler: the command is rejected. */
  reject(reason: string): never;
}

export interface Logged {
  readonly key: string | undefined;
  readonly value: number;
  readonly id: string;
}

export interface LaidAside {
  readonly key: string | undefined;
  readonly value: number;
  readonly group: string;
  /** Where it came from. */
  readonly topic: string;
  readonly error: string;
  readonly attempts: number;
}

export type Answered = 'accepted' | { readonly rejected: string };

export interface Publication {
  readonly key?: string | undefined;
  readonly value: number;
  readonly id?: string;
}

/** A system at work. Everything that an engine cannot do may throw: the case that needs it is switched off. */
export interface BrokerUnderTest {
  /** Resolves once the engine has the message. */
  publish(topic: string, message: Publication): Promise<void>;
  /** The producer hears nothing of its publication, and makes it again. */
  publishUnanswered(topic: string, message: Publication): Promise<void>;
  /** Gives the answer once there is one; `undefined` where there never will be. */
  send(group: string, command: Publication): Promise<() => Promise<Answered | undefined>>;
  /** Lets so many milliseconds pass, with all that happens in them. */
  wait(milliseconds: number): Promise<void>;
  /** Resolves when nothing is left to happen: no delivery, retry or delayed message. */
  idle(): Promise<void>;
  /** A member joins, or one of several leaves. */
  join(group: string): Promise<void>;
  leave(group: string): Promise<void>;
  /** The group reads nothing for so many milliseconds. */
  disconnect(group: string, milliseconds: number): Promise<void>;
  /** The member that is done with its next message crashes before it commits, and comes back. */
  crashBeforeCommit(group: string): Promise<void>;
  /** One broker of several stops for so many milliseconds. */
  stopBroker(milliseconds: number): Promise<void>;
  /** Reads again what was written at the time given, in milliseconds since the system was opened, or later. */
  replay(group: string, since: number): Promise<void>;
  /** Delivers all dead letters of a topic once more. */
  redrive(topic: string): Promise<void>;
  deadLetters(topic: string): Promise<readonly LaidAside[]>;
  /** What was published to a topic, in the order of each key. */
  log(topic: string): Promise<readonly Logged[]>;
  /** What a group's handlers have added up for a key. */
  total(group: string, key: string): Promise<number>;
  close(): Promise<void>;
}
