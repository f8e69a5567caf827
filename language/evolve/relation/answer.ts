import type { Instance } from './smallest.ts';

/** Whether all of a set is in another; if not, a smallest member that is missing there. */
export type Answer =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'no'; readonly witness: Instance }
  | { readonly verdict: 'unknown'; readonly why: string };
