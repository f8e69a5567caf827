import type { JsonValue } from '../../model/types.ts';

/** Whether all of a set is in another; if not, a member that is missing there. */
export type Answer =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'no'; readonly witness: JsonValue }
  | { readonly verdict: 'unknown'; readonly why: string };
