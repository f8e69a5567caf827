import type { Timestamp, Uuid } from './message.ts';

// Generated code carries this file as it is: what it imports comes along.

/** What a handler gives back. */
export type Handled = void | Promise<void>;

/** Which of several outcomes it is. */
export type Choice<Outcome extends string> = Outcome | Promise<Outcome>;

/** No output at all. */
export type Nothing = Readonly<Record<never, never>>;

/** Data by the name of the message: `{ "OrderPaid@1": … }`. */
type Outputs = { readonly [name: string]: unknown };

/** Where the message lies and how often it was tried. */
export interface Delivery {
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: number;
  /** Counts from 1. */
  readonly attempt: number;
  /** Read again on request. */
  readonly replayed: boolean;
}

export interface SendOptions {
  /** The topic's name, where several carry the message. */
  readonly topic?: string;
  /** Milliseconds to wait before it goes out. */
  readonly delay?: number;
}

export interface Log {
  debug(text: string, details?: unknown): void;
  info(text: string, details?: unknown): void;
  warn(text: string, details?: unknown): void;
  error(text: string, details?: unknown): void;
}

/** What a handler may do: just what its declaration says. */
interface Context<Events extends Outputs, Commands extends Outputs, State> {
  /** Publishes an event; it goes out when the handler has ended well. */
  emit<Name extends keyof Events & string>(name: Name, data: Events[Name], options?: SendOptions): void;
  /** Sends a command; it goes out when the handler has ended well. */
  send<Name extends keyof Commands & string>(name: Name, data: Commands[Name], options?: SendOptions): void;
  /** Kept with the offset; a failed attempt leaves no trace in it. */
  readonly state: State;
  readonly delivery: Delivery;
  /** The run's clock, the same at every attempt. */
  now(): Timestamp;
  /** Derived from the message at hand, the same at every attempt. */
  uuid(): Uuid;
  readonly log: Log;
}

/** The context of a handler of events and documents. */
export interface EventContext<Events extends Outputs, Commands extends Outputs, State>
  extends Context<Events, Commands, State> {
  /** Ends this attempt; the retry policy answers. */
  fail(reason: string): never;
  /** Sends the message to the dead letter at once. */
  deadLetter(reason: string): never;
}

/** The context of a handler of commands. */
export interface CommandContext<Events extends Outputs, Commands extends Outputs, State>
  extends Context<Events, Commands, State> {
  /** Refuses the command; its sender sees the reason. */
  reject(reason: string): never;
}
