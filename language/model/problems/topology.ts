import type { Span } from '../../syntax/tree.ts';

/** 30xx: who reads and says what. */
export interface TopologyProblems {
  /** An event or document that is read, and that nobody publishes. */
  EVF3001: { readonly kind: string; readonly name: string };
  /** An event or document that is published, and that nobody reads. */
  EVF3002: { readonly kind: string; readonly name: string };
  /** A command that is sent and that nobody handles. */
  EVF3003: { readonly name: string };
  /** A command with several handling parts. */
  EVF3004: { readonly name: string; readonly parts: readonly string[] };
  /** A version that lacks the field by which its topic keys it. */
  EVF3005: { readonly topic: string; readonly message: string; readonly path: string; readonly missing: string };
  /** A message that lacks the key of the part that reads it. */
  EVF3006: {
    readonly part: string;
    readonly kind: string;
    readonly message: string;
    readonly path: string;
    readonly missing: string;
  };
  /** State that neither a key nor `single` keeps in one place. */
  EVF3007: { readonly consumer: string };
  /** A consumer that names topics which do not carry what it handles. */
  EVF3008: {
    readonly consumer: string;
    readonly message: string;
    readonly topics: readonly string[];
    readonly carriers: readonly string[];
  };
  /** A handler behind one that takes every message of the major. */
  EVF3009: { readonly part: string; readonly message: string; readonly takesGuard: boolean };
  /** An event of an aggregate that somebody else says. */
  EVF3010: { readonly aggregate: string; readonly event: string; readonly speaker: string };
  /** A message that travels on a topic that nobody wrote down. */
  EVF3011: { readonly name: string; readonly kind: string; readonly key: string | undefined; readonly after: Span };
  /** `emit` of a message that several topics carry. */
  EVF3012: { readonly message: string; readonly topics: readonly string[]; readonly after: Span };
  /** Two messages that one topic cannot tell apart. */
  EVF3013: { readonly topic: string; readonly wireName: string; readonly first: string; readonly second: string };
  /** State that a repeated message changes twice. */
  EVF3014: { readonly consumer: string };
  /** A version that is published and that a reader of the message cannot read. */
  EVF3015: {
    readonly part: string;
    readonly message: string;
    readonly published: string;
    readonly read: string;
    readonly isNewer: boolean;
  };
  /** State of one key, of messages that are spread over partitions by another one. */
  EVF3016: {
    readonly consumer: string;
    readonly message: string;
    readonly key: string;
    readonly topic: string;
    readonly topicKey: string | undefined;
  };
  /** Handlers that lead to each other under no condition; whole circle, the first message again at the end. */
  EVF3017: { readonly circle: readonly string[] };
  /** A message without the field of an idempotent consumer. */
  EVF3018: {
    readonly consumer: string;
    readonly message: string;
    readonly path: string;
    readonly missing: string;
  };
  /** A row that is set by messages which come in no fixed order. */
  EVF3019: {
    readonly projection: string;
    readonly key: string;
    readonly topic: string;
    readonly topicKey: string | undefined;
  };
  /** A consumer that reads the topic of its own dead letters. */
  EVF3020: { readonly consumer: string; readonly topic: string };
  /** A message that may lie in a topic of dead letters whose readers do not handle it. */
  EVF3021: {
    readonly consumer: string;
    readonly message: string;
    readonly topic: string;
    readonly readers: readonly string[];
  };
  /** A topic with more replicas than there are brokers. */
  EVF3022: { readonly topic: string; readonly replicas: number; readonly brokers: number };
  /** More members than partitions. */
  EVF3023: { readonly consumer: string; readonly concurrency: number; readonly partitions: number };
  /** An event that an aggregate emits and does not apply. */
  EVF3024: { readonly aggregate: string; readonly event: string };
}
