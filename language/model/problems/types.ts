import type { Span } from '../../syntax/tree.ts';

/** 21xx: what a value may be. */
export interface TypeProblems {
  /** A refinement that the type does not take. */
  EVF2101: {
    readonly type: string;
    readonly refinement: string;
    readonly takes: string;
    /** Where it is the only one: the type, and the name in it that the parentheses follow. */
    readonly alone: { readonly type: Span; readonly name: Span } | undefined;
  };
  /** A range that holds nothing, or goes beyond what the type can hold. */
  EVF2102: { readonly range: string; readonly why: string };
  /** A pattern that is no regular expression. */
  EVF2103: { readonly pattern: string; readonly why: string };
  /** A default that is not a value of the field's type. */
  EVF2104: { readonly field: string; readonly type: string; readonly why: string };
  /** A field that is optional and has a default. */
  EVF2105: { readonly field: string };
  /** Records that require each other for ever. `cycle` are their names, the first one again at the end. */
  EVF2106: { readonly cycle: readonly string[] };
  /** A case of a union that is no record. */
  EVF2107: { readonly union: string; readonly name: string; readonly found: string };
  /** A case whose record has a field that is called like the union's tag. */
  EVF2108: { readonly union: string; readonly name: string; readonly tag: string };
  /** `otherwise` of something that is not there. */
  EVF2109: {
    readonly name: string;
    readonly what: string;
    readonly existing: readonly string[];
    readonly similar: string | undefined;
  };
  /** An enum without symbols, a union without cases. */
  EVF2110: { readonly what: string; readonly lacks: string };
  /** A path to a field that is not there. */
  EVF2111: {
    readonly path: string;
    readonly step: string;
    readonly of: string;
    readonly fields: readonly string[];
    readonly similar: string | undefined;
  };
  /** A key that is no single text, number, boolean or symbol. */
  EVF2112: { readonly path: string; readonly type: string };
}
