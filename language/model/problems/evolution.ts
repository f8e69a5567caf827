import type { Span, Upcast } from '../../syntax/tree.ts';

/** 40xx: what versions do to those who read and write others. */
export interface EvolutionProblems {
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
  /** A major that readers of a newer one meet in history; `upcast`: how it would be read, undefined where it is not declared. */
  EVF4054: {
    readonly target: string;
    readonly message: string;
    readonly old: string;
    readonly readers: readonly string[];
    readonly baseline: string | undefined;
    readonly upcast: string | undefined;
    readonly declaration: Span;
  };
}
