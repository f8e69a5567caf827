import type { Span, Upcast } from '../../syntax/tree.ts';

/** 40xx: what versions do to those who read and write others. */
export interface EvolutionProblems {
  /** A published version that is not what it was, or is not there. */
  EVF4001: EditedVersion | MissingVersion;
  /** An evflow.lock that contradicts itself, or cannot be read. */
  EVF4002: LockProblem;
  /** A required field is new. */
  EVF4003: ChangedShape;
  /** A required field is gone. */
  EVF4004: ChangedShape;
  /** A field that may be left out is gone. */
  EVF4005: ChangedShape;
  /** A field seems to have a new name, and does not say so. */
  EVF4006: ChangedShape;
  /** A field has a new name. */
  EVF4007: ChangedShape;
  /** A name is back with another type. */
  EVF4008: ChangedShape;
  /** A number became wider or narrower. */
  EVF4009: ChangedShape;
  /** A `long` became a `double`, or the reverse. */
  EVF4010: ChangedShape;
  /** A decimal has other digits. */
  EVF4011: ChangedShape;
  /** A value is of another kind. */
  EVF4012: ChangedShape;
  /** A text with a form became a plain one, or the reverse. */
  EVF4013: ChangedShape;
  /** A field may be left out now, or no longer. */
  EVF4014: ChangedShape;
  /** An enum has a new symbol. */
  EVF4015: ChangedShape;
  /** An enum lost a symbol. */
  EVF4016: ChangedShape;
  /** A union has a new case. */
  EVF4017: ChangedShape;
  /** A union lost a case. */
  EVF4018: ChangedShape;
  /** A union has another tag. */
  EVF4019: ChangedShape;
  /** A map became a record, or the reverse. */
  EVF4020: ChangedShape;
  /** A constraint became tighter. */
  EVF4021: ChangedShape;
  /** A constraint became looser. */
  EVF4022: ChangedShape;
  /** A constraint allows other values. */
  EVF4023: ChangedShape;
  /** Another default. */
  EVF4024: ChangedShape;
  /** A field went into a record, or came out of one. */
  EVF4025: ChangedShape;
  /** What could not be decided. */
  EVF4026: ChangedShape;
  /** A topic or part that is keyed by another field, or a key that is written in other words. */
  EVF4031:
    | KeyFieldChanged
    | {
        readonly owner: string;
        /** Where just one message of a topic has another key. */
        readonly message: string | undefined;
        readonly before: string;
        readonly after: string | undefined;
        readonly baseline: string;
      };
  /** A message that is on other topics than it was published on. */
  EVF4032: { readonly message: string; readonly from: string; readonly to: string; readonly baseline: string };
  /** A topic or a minor that has another name on the wire; `node`: its declaration. */
  EVF4033: {
    readonly name: string;
    readonly before: string;
    readonly after: string;
    readonly other: string;
    readonly node: object;
  };
  /** A topic with a key and another number of partitions. */
  EVF4034: {
    readonly topic: string;
    readonly key: string;
    readonly before: string;
    readonly after: string;
    readonly baseline: string;
    readonly count: { readonly span: Span; readonly before: number } | undefined;
  };
  /** A topic that keeps messages for less long than its readers need; `needs`: why, each a sentence. */
  EVF4035: {
    readonly topic: string;
    readonly before: string;
    readonly after: string;
    readonly needs: readonly string[];
    readonly baseline: string;
    readonly retain: Span | undefined;
  };
  /** A topic that is compacted, or is no longer. */
  EVF4036: {
    readonly topic: string;
    readonly isOn: boolean;
    readonly baseline: string;
    readonly compact: Span | undefined;
  };
  /** A saga that finds its instances by another field, or by a field that is written in other words. */
  EVF4037:
    | KeyFieldChanged
    | { readonly saga: string; readonly before: string; readonly after: string | undefined; readonly baseline: string };
  /** A step that is gone; `renamed`: the one that stands in its place, `candidates`: where each new step's name ends. */
  EVF4038: {
    readonly saga: string;
    readonly step: string;
    readonly renamed: string | undefined;
    readonly baseline: string;
    readonly candidates: readonly { readonly name: string; readonly at: number }[];
  };
  /** A consumer that remembers by another field, or by a field that is written in other words. */
  EVF4039:
    | KeyFieldChanged
    | { readonly consumer: string; readonly before: string; readonly after: string; readonly baseline: string };
  /** A field that was marked and is not; `field`: where its declaration begins, where that is in the version itself. */
  EVF4040: {
    readonly version: string;
    readonly path: string;
    readonly other: string;
    readonly field: number | undefined;
  };
  /** An old message of which an upcast makes nothing that fits; `reason`: why an expression has no value. */
  EVF4051: {
    readonly target: string;
    readonly field: string | undefined;
    readonly carriedFrom: string | undefined;
    readonly reason: string | undefined;
    readonly findings: readonly string[];
    readonly sample: string;
  };
  /** An old message that comes out differently by way of a version between. */
  EVF4052: {
    readonly target: string;
    readonly from: string;
    readonly via: string;
    readonly fields: readonly { readonly name: string; readonly direct: string; readonly indirect: string }[];
    readonly sample: string;
    readonly upcast: Upcast;
  };
  /** Fields of an old version that an upcast leaves behind; `reservable`: names that the new version does not have. */
  EVF4053: {
    readonly target: string;
    readonly from: string;
    readonly fields: readonly string[];
    readonly reservable: readonly string[];
    readonly upcast: Upcast;
  };
  /** A major that readers of a newer one meet in history; `upcast`: how it would be read. */
  EVF4054: {
    readonly target: string;
    readonly message: string;
    readonly old: string;
    readonly readers: readonly string[];
    readonly baseline: string | undefined;
    readonly upcast: string;
    readonly declaration: Span;
  };
  /** A version that is written and a reader that cannot take all of it; `gap`: where, undefined where nothing leads there. */
  EVF4061: {
    readonly part: string;
    readonly read: string;
    readonly written: string;
    readonly gap: { readonly from: string; readonly to: string } | undefined;
    readonly example: string | undefined;
  };
}

/** What a version of a message does to others of its major. */
export interface ChangedShape {
  /** The key of the new version. */
  readonly key: string;
  /** `OrderCreated@1.1` */
  readonly version: string;
  /** The versions that it is compared with: `@1.0`, `@1.1 of evflow.lock`. */
  readonly others: readonly string[];
  /** `backward`: the new one reads the others; `forward`: the others read the new one. */
  readonly directions: readonly ('backward' | 'forward')[];
  readonly verdict: 'breaking' | 'unknown' | 'lossy';
  /** `items[].price`, in the words of the new version where it has them. */
  readonly path: string;
  /** The field's name in the old version where it had another one. */
  readonly formerly: string | undefined;
  /** The types that differ, as evflow writes them; where it is the defaults that differ, these. */
  readonly before: string;
  readonly after: string;
  /** Symbols or cases that only the writer has. */
  readonly lost: readonly string[];
  /** What is read in their place. */
  readonly otherwise: string | undefined;
  /** Whom it reaches: `breaks: Checkout (reads coupon)`. */
  readonly affected: string;
  /** The smallest message that is rejected, and why. */
  readonly example: string | undefined;
  /** Why nothing could be decided; ends a sentence. */
  readonly why: string | undefined;
}

/** A field that somebody is keyed by, in a version that writes it otherwise than the one before. */
export interface KeyFieldChanged {
  readonly what: 'type' | 'optional';
  /** `Order@2.0` */
  readonly version: string;
  /** `@1.0`, `@1.0 of evflow.lock` */
  readonly other: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** `topic orders`, `saga Checkout` */
  readonly owners: readonly string[];
}

/** What is wrong with a line of evflow.lock. */
export type LockProblem =
  | { readonly wrong: 'unreadable' | 'unmerged' }
  | { readonly wrong: 'newer'; readonly edition: number }
  | { readonly wrong: 'fingerprint'; readonly key: string }
  /** Two lines for one thing, both in canonical form: a version, or a topic or part, of which today's counts. */
  | {
      readonly wrong: 'twice';
      readonly key: string;
      readonly declaration: string;
      readonly other: string;
      readonly isVersion: boolean;
    };

/** A declaration that differs from what was published. */
export interface EditedVersion {
  readonly wrong: 'edited';
  /** `OrderCreated@1.0` */
  readonly version: string;
  readonly baseline: string;
  /** Of a type: the published messages that use it. */
  readonly users: readonly string[];
  /** The fields, symbols or cases that differ, in canonical form; empty where it is something else. */
  readonly fields: readonly {
    readonly name: string;
    readonly now: string | undefined;
    readonly before: string | undefined;
  }[];
  /** `record LineItem`, of a type that is declared without a version. */
  readonly versionless: string | undefined;
}

/** Versions that were published and are declared no more; `drop`: what `evflow publish` takes out of the lock. */
export interface MissingVersion {
  readonly wrong: 'gone';
  readonly versions: readonly string[];
  readonly baseline: string;
  readonly drop: string;
}
