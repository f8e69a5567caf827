import type { Value } from '../../model/types.ts';
import { compareText } from './text.ts';

export type Fields = { [name: string]: Value };

/** A new object that inherits nothing, so that `__proto__` and `constructor` are names like any other. */
export function emptyObject(): Fields {
  return new Empty();
}

/** V8 keeps the fields of a constructor's objects in place, and those of `Object.create(null)` in a hash table. */
function Bare(): void {}
Bare.prototype = Object.freeze(Object.create(null));
const Empty = Bare as unknown as new () => Fields;

export function isObject(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isContainer(value: Value | undefined): value is readonly Value[] | { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null;
}

/** An own field or entry; null where there is none, or no object. */
export function fieldOf(value: Value, name: string): Value {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** An object's keys in code-point order, the order in which maps iterate. */
export function sortedKeys(value: { readonly [key: string]: Value }): string[] {
  return Object.keys(value).sort(compareText);
}
