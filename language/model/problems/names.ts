import type { Span } from '../../syntax/tree.ts';

/** 20xx: what a name stands for. */
export interface NameProblems {
  /** A name that nothing has. */
  EVF2001: {
    readonly name: string;
    /** What may stand here, in words: "an event". */
    readonly expected: string;
    /** Whole names of what is called so in other namespaces. */
    readonly elsewhere: readonly string[];
    /** What exists here and is nearly called so, nearest first. */
    readonly similar: readonly string[];
    /** What may stand here, by name. */
    readonly known: readonly string[];
    /** The part of the name that a fix replaces. */
    readonly replace: Span;
    /** Where the name stands in a `use`: the path, if it is the whole name. */
    readonly inUse?: { readonly path: Span | undefined };
  };
  /** Two declarations of one name (and version). */
  EVF2002: { readonly name: string; readonly kind: string; readonly otherKind: string };
  /** Something of another kind than may stand here. */
  EVF2003: { readonly name: string; readonly found: string; readonly expected: string };
  /** A bare name of a message with several majors. */
  EVF2004: { readonly name: string; readonly majors: readonly number[] };
  /** A name without an exact version, of a record, enum or union that has several. */
  EVF2005: {
    readonly name: string;
    readonly kind: string;
    readonly versions: readonly string[];
    readonly replace: Span;
  };
  /** A version that does not exist. */
  EVF2006: {
    readonly name: string;
    readonly version: string;
    readonly versions: readonly string[];
    readonly replace: Span;
  };
  /** A version on something that has none. */
  EVF2007: { readonly name: string; readonly kind: string; readonly version: Span };
  /** `use` of a name that is never used. */
  EVF2008: { readonly name: string; readonly remove: Span };
  /** `use` of a name that something else here has already. */
  EVF2009: { readonly name: string; readonly whole: string; readonly other: string; readonly remove: Span };
  /** A declaration of a name that the language keeps for itself. */
  EVF2010: { readonly name: string; readonly why: string };
  /** A step that a saga does not have, or an ending that has no place here. */
  EVF2011: {
    readonly name: string;
    readonly saga: string;
    readonly known: readonly string[];
    readonly similar: readonly string[];
  };
  /** An edition of the language that is not this one. */
  EVF2012: { readonly edition: number; readonly known: number };
}
