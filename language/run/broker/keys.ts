import type { FieldPath } from '../../model/meaning.ts';
import type { Value } from '../../model/types.ts';
import type { Data } from '../program.ts';

/** The value at a path; undefined where it or something on the way is absent or null. */
export function valueAt(data: Data, path: FieldPath): Value | undefined {
  let value: Value | undefined = data as Value;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as { readonly [field: string]: Value })[name];
  }
  return value ?? undefined;
}

/** A key as text: a string is itself, everything else its JSON with the fields in order; undefined for no key. */
export function keyText(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(ordered(value)) : String(value);
}

/** Lists of pairs instead of objects, so that the order of fields does not matter. */
function ordered(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => [name, ordered(field)]);
}
