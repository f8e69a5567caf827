import type { Span } from '../../syntax/tree.ts';

/** 70xx: what a scenario says that cannot be. */
export interface ScenarioProblems {
  /** `is` after something that is no instance of a saga or choreography. */
  EVF7001: { readonly type: string };
  /** A status that the instance cannot have. */
  EVF7002: {
    readonly status: string;
    readonly of: string;
    readonly known: readonly string[];
    readonly similar: readonly string[];
    readonly replace: Span;
  };
  /** A stub of an event that does not say for which part. */
  EVF7003: { readonly message: string; readonly kind: string; readonly parts: readonly string[] };
  /** A stub of something that the part does not handle. */
  EVF7004: { readonly part: string; readonly message: string; readonly handled: readonly string[] };
  /** An answer that the handler would never give. */
  EVF7005: {
    readonly part: string;
    readonly message: string;
    readonly answer: string;
    readonly emits: readonly string[];
  };
  /** `rejected` as the answer to something that is no command. */
  EVF7006: { readonly message: string; readonly kind: string };
  /** A place to replay from that does not exist. */
  EVF7007: { readonly from: string };
  /** `given` of something that is no state. */
  EVF7008: { readonly what: string; readonly advice: string };
  /** An id without a name. */
  EVF7009: Record<string, never>;
  /** A broker that a run does not have. */
  EVF7010: { readonly broker: number; readonly brokers: number };
  /** A fault of deliveries that nobody awaits. */
  EVF7011: { readonly message: string; readonly fault: string };
  /** A topic in which no dead letter can lie. */
  EVF7012: { readonly topic: string };
  /** A start state of an aggregate, which follows from its events. */
  EVF7014: { readonly aggregate: string; readonly events: readonly string[] };
}
