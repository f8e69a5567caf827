import type { Span } from '../../syntax/tree.ts';

/** 60xx: names, types and statements in bodies. Types are written as evflow writes them. */
export interface BodyProblems {
  /** A name that means nothing here. */
  EVF6001: {
    readonly name: string;
    /** What there is, but for what the language brings along. */
    readonly known: readonly string[];
    readonly similar: readonly string[];
    /** Whole names of what is called so in other namespaces and may stand here. */
    readonly elsewhere: readonly string[];
    /** The part of the expression that a fix replaces. */
    readonly replace: Span;
  };
  /** A bare name that could be two things. */
  EVF6002: {
    readonly name: string;
    /** In words: "a field of OrderCreated". */
    readonly meanings: readonly string[];
    /** How each can be written so that it is clear. */
    readonly writes: readonly string[];
    readonly replace: Span;
  };
  /** A field, method or query that is not there. */
  EVF6003: {
    readonly name: string;
    readonly of: string;
    readonly known: readonly string[];
    readonly similar: readonly string[];
    readonly replace: Span;
  };
  /** A value of one type where another is needed. */
  EVF6004: { readonly expected: string; readonly actual: string; readonly advice: string | undefined };
  /** A value that may be absent where one is needed. */
  EVF6005: {
    readonly actual: string;
    readonly needed: string;
    /** What there is of the type when there is nothing: `0`, `[]`. */
    readonly fallback: string | undefined;
    readonly value: Span;
    /** Whether it stands beside an operator, which would come between it and `??`. */
    readonly isOperand: boolean;
    /** Whether it binds looser than `??`. */
    readonly isLoose: boolean;
  };
  /** A record literal without all required fields. */
  EVF6006: {
    readonly of: string;
    /** As they are declared: `reason: string`. */
    readonly missing: readonly string[];
    /** How a fix would give them; open where nothing at hand has the name and fits. */
    readonly entries: readonly string[];
    /** Why a spread does not give one of them. */
    readonly notes: readonly string[];
    /** The literal, or the message where none is written. */
    readonly literal: Span;
  };
  /** A field in a record literal that the record does not have. */
  EVF6007: {
    readonly name: string;
    readonly of: string;
    readonly known: readonly string[];
    readonly similar: readonly string[];
    readonly replace: Span;
  };
  /** A field that a literal gives twice. */
  EVF6008: { readonly name: string };
  /** A literal whose type nothing tells. */
  EVF6009: { readonly what: 'record' | 'list' };
  /** Operands that an operator does not take. */
  EVF6010: {
    readonly operator: string;
    readonly left: string;
    readonly right: string | undefined;
    readonly why: string;
  };
  /** A comparison that has always the same outcome. */
  EVF6011: { readonly left: string; readonly right: string };
  /** A literal that its type does not hold. */
  EVF6012: { readonly literal: string; readonly type: string; readonly why: string };
  /** A function that does not exist. */
  EVF6013: {
    readonly name: string;
    readonly known: readonly string[];
    readonly similar: readonly string[];
    /** How a method of this name is called. */
    readonly method: string | undefined;
    readonly replace: Span;
  };
  /** Arguments that a function does not take. */
  EVF6014: { readonly signature: string; readonly why: string };
  /** A statement that has no place here. */
  EVF6015: { readonly statement: string; readonly place: string; readonly why: string };
  /** A function that has no place here. */
  EVF6016: { readonly name: string; readonly place: string; readonly why: string; readonly instead: string };
  /** A message that the handler does not declare with `emits`. */
  EVF6017: {
    readonly message: string;
    readonly verb: string;
    readonly declared: readonly string[];
    readonly written: string;
    readonly last: Span;
  };
  /** A topic that does not carry what is sent to it. */
  EVF6018: {
    readonly topic: string;
    readonly message: string;
    readonly carriers: readonly string[];
    readonly replace: Span;
  };
  /** Something that cannot be assigned to. */
  EVF6019: { readonly what: string; readonly advice: string };
  /** `remove` of something that is no key of a map in the state. */
  EVF6020: { readonly type: string };
  /** A local whose name another one has. */
  EVF6021: { readonly name: string };
  /** The state of another part, in a body. */
  EVF6022: { readonly name: string; readonly kind: string };
  /** An upcast that leaves required fields without a value. */
  EVF6023: {
    readonly message: string;
    readonly from: string;
    readonly missing: readonly string[];
    readonly notes: readonly string[];
    readonly upcast: Span;
    readonly names: readonly string[];
  };
  /** `...x` of something that is no record. */
  EVF6024: { readonly type: string };
  /** `??` behind a value that is always there. */
  EVF6025: { readonly type: string; readonly keep: Span };
  /** A name that is no symbol of the enum expected. */
  EVF6026: {
    readonly name: string;
    readonly of: string;
    readonly symbols: readonly string[];
    readonly similar: readonly string[];
    readonly replace: Span;
  };
  /** A symbol in quotes. */
  EVF6027: { readonly symbol: string; readonly of: string };
  /** A part whose state is asked for without its key, or with one that it does not have. */
  EVF6028: { readonly part: string; readonly key: string | undefined; readonly named: string | undefined };
  /** A name that stands for no value. */
  EVF6029: { readonly name: string; readonly what: string; readonly advice: string };
  /** Two arms of an `either` with one name. */
  EVF6030: { readonly name: string };
  /** A literal of a union that does not say which case it is. */
  EVF6031: { readonly of: string; readonly tag: string; readonly cases: readonly string[] };
  /** A command that is sent to a topic. */
  EVF6032: { readonly command: string; readonly after: Span; readonly topic: Span };
  /** Values of different types in one place: branches, items. */
  EVF6033: { readonly what: string; readonly types: readonly [string, string] };
  /** An expression that is nested too deep to be looked at. */
  EVF6034: Record<string, never>;
}
