import type { FieldType, JsonValue, ValueType } from '../model/types.ts';
import type { Fault } from './relation/explain.ts';
import type { Way } from './relation/paths.ts';
import type { Side } from './relation/written.ts';

/** `backward`: the new version reads what the old one wrote; `forward`: the old one reads what the new one writes. */
export type Direction = 'backward' | 'forward';

/** Codes of changes to a shape; language/check has a page for each. */
export type EvolutionCode =
  | 'EVF4003'
  | 'EVF4004'
  | 'EVF4005'
  | 'EVF4006'
  | 'EVF4007'
  | 'EVF4008'
  | 'EVF4009'
  | 'EVF4010'
  | 'EVF4011'
  | 'EVF4012'
  | 'EVF4013'
  | 'EVF4014'
  | 'EVF4015'
  | 'EVF4016'
  | 'EVF4017'
  | 'EVF4018'
  | 'EVF4019'
  | 'EVF4020'
  | 'EVF4021'
  | 'EVF4022'
  | 'EVF4023'
  | 'EVF4024'
  | 'EVF4025'
  | 'EVF4026';

/** One thing that the new version does to those who read or write the old one. */
export interface Change {
  readonly code: EvolutionCode;
  readonly direction: Direction;
  /** `lossy`: it is read, but something is lost or changes its meaning. `unknown`: not decided, and so treated as breaking. */
  readonly verdict: 'breaking' | 'unknown' | 'lossy';
  /** Where in a message, in the names of the new version where it has them: `items[].price`; empty at the root. */
  readonly path: string;
  /** All ways to the place, where a type is used several times; the first one is `path`. */
  readonly ways: readonly Way[];
  /** The fields on the way in each version, outermost first. */
  readonly before: readonly FieldType[];
  readonly after: readonly FieldType[];
  /** The types that differ, where it is a matter of types. */
  readonly types: { readonly before: ValueType; readonly after: ValueType } | undefined;
  /** Symbols or cases that only the writer has. */
  readonly lost: readonly string[];
  /** The smallest message that the reader rejects, unless it is very large, and where it is wrong. */
  readonly witness: JsonValue | undefined;
  readonly fault: Fault | undefined;
  /** Why a verdict is `unknown`. */
  readonly why: string | undefined;
  readonly reader: Side;
}

/** Whether everything that the writer writes is read. */
export type Verdict = boolean | 'unknown';

/** An old and a new version side by side. */
export interface Comparison {
  readonly backward: Verdict;
  readonly forward: Verdict;
  /** In order of the fields of the new version, then those that only the old one has. */
  readonly changes: readonly Change[];
}

/** Whether two types are written the same; declared ones by their names. */
export function isSameType(a: ValueType, b: ValueType): boolean {
  return a.kind === b.kind && typeKey(a) === typeKey(b);
}

const typeKeys = new WeakMap<ValueType, string>();

function typeKey(type: ValueType): string {
  let key = typeKeys.get(type);
  if (key === undefined) typeKeys.set(type, (key = textOf(type)));
  return key;
}

function textOf(type: ValueType): string {
  return JSON.stringify(type, (key, value) =>
    key === 'node' ? undefined : typeof value === 'bigint' ? `${value}n` : value,
  );
}
