import type { Span } from '../../syntax/tree.ts';

/** 22xx: what a declaration says about itself. */
export interface DeclarationProblems {
  /** A field, symbol, case, option … that is there twice; `remove` where both say the same. */
  EVF2201: { readonly what: string; readonly name: string; readonly of: string; readonly remove: Span | undefined };
  /** `was` of a name that cannot be the old name. */
  EVF2202: { readonly field: string; readonly was: string; readonly why: string };
  /** A field with a reserved name. */
  EVF2203: { readonly name: string };
  /** An annotation that is nearly a known one. */
  EVF2204: { readonly name: string; readonly known: string };
  /** A version that cannot stand where it stands. */
  EVF2205: { readonly name: string; readonly version: string; readonly why: string };
  /** An upcast that reads no earlier major. */
  EVF2206: { readonly message: string; readonly from: string; readonly why: string };
  /** A value that an option does not have. */
  EVF2207: {
    readonly option: string;
    readonly value: string;
    readonly values: readonly string[];
    readonly similar: string | undefined;
  };
  /** A number that is too small or too large for what it counts. */
  EVF2208: { readonly what: string; readonly value: number; readonly least: number; readonly most: number };
  /** Two options that exclude each other. */
  EVF2209: { readonly first: string; readonly second: string; readonly why: string };
  /** A compacted topic without a key. */
  EVF2210: { readonly topic: string };
  /** A period of nothing. */
  EVF2211: { readonly period: string; readonly effect: string };
  /** Nothing in quotes where a name is expected. */
  EVF2212: { readonly what: string; readonly advice: string };
  /** A comment that silences a diagnostic that is not there. */
  EVF2901: { readonly code: string };
  /** A comment that silences a diagnostic that does not exist. */
  EVF2902: { readonly code: string; readonly similar: string | undefined };
  /** A setting in evflow.json that cannot be read. */
  EVF2903: { readonly why: string };
}
