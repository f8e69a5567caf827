import { compareNumbers, compute, type NumberKind } from './arithmetic.ts';

// Generated code carries this file as it is: what it imports comes along.

/** A wire value; null for what is absent. */
export type Value = unknown;

/** An own field or entry of an object, or an item of a list; null where there is none. */
export function get(value: Value, key: Value): Value {
  if (Array.isArray(value)) return value[key as number] ?? null;
  if (typeof value !== 'object' || value === null || key === null) return null;
  return Object.hasOwn(value, String(key)) ? ((value as { [name: string]: Value })[String(key)] ?? null) : null;
}

/** A record from its parts, the later ones first in effect; of the fields named, those that are null are left out. */
export function record(parts: readonly object[], optional: readonly string[]): Value {
  const entries = new Map(parts.flatMap((part) => Object.entries(part) as [string, Value][]));
  for (const name of optional) if (entries.get(name) === null) entries.delete(name);
  return Object.fromEntries(entries);
}

/** The named fields of a record that are there, each under its new name. */
export function carry(value: Value, names: readonly (readonly [from: string, to: string])[]): object {
  const fields = entries(value);
  const present = names.filter(([from]) => Object.hasOwn(fields, from));
  return Object.fromEntries(present.map(([from, to]) => [to, (fields as { [name: string]: Value })[from]]));
}

/** All entries of a map. */
export function entries(value: Value): object {
  return value ?? {};
}

/** A list's items, or a map's values in code-point order of its keys; none of null. */
export function items(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .sort(compareText)
    .map((key) => get(value, key));
}

/** What a function makes of something that is there; null of null. */
export function ofPresent(value: Value, make: (present: Value) => Value): Value {
  return value === null ? null : make(value);
}

/** The number of code points, items or entries. */
export function lengthOf(value: Value): number {
  return typeof value === 'string' ? codePoints(value) : items(value).length;
}

/** The number of code points of a text. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Orders strings by Unicode code point. */
export function compareText(left: Value, right: Value): number {
  const [a, b] = [String(left), String(right)];
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** A comparison is false where an operand is absent. */
export function ordered(left: Value, right: Value, holds: (left: Value, right: Value) => boolean): boolean {
  return left !== null && right !== null && holds(left, right);
}

/** Whether a condition holds; it does not where it is absent. */
export function holds(condition: Value): boolean {
  return condition === true;
}

/** The value, or where it is absent another one. */
export function orElse(value: Value, other: () => Value): Value {
  return value === null ? other() : value;
}

/** Whether two texts, booleans or symbols are the same; null equals only null. */
export function same(left: Value, right: Value): boolean {
  return left === right;
}

/** Joins two texts or two lists. */
export function join(left: Value, right: Value): Value {
  return Array.isArray(left) && Array.isArray(right) ? [...left, ...right] : `${left ?? ''}${right ?? ''}`;
}

/** Whether two numbers of a kind are the same; null equals only null. */
export function sameNumber(kind: NumberKind, left: Value, right: Value): boolean {
  return left === null || right === null ? left === right : compareNumbers(kind, left, right) === 0;
}

/** Adds up what is not null. */
export function total(kind: NumberKind, values: readonly Value[]): Value {
  const zero = kind === 'decimal' || kind === 'long' ? '0' : 0;
  return values.filter((value) => value !== null).reduce((sum, value) => compute(kind, '+', sum, value), zero);
}

/** Whether a list has an item that is the same as another value, as `isSame` says. */
export function contains(list: Value, value: Value, isSame: (item: Value, value: Value) => boolean): boolean {
  return items(list).some((item) => isSame(item, value));
}

/** Whether a map has a key. */
export function hasEntry(map: Value, key: Value): boolean {
  return typeof map === 'object' && map !== null && key !== null && Object.hasOwn(map, String(key));
}
