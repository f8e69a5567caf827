import { declaredType, parts, reach, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { DoubleType, IntType, JsonValue, ListType, StringType, ValueType } from '../../model/types.ts';
import { has, smallest as smallestText, type Texts, textsOf } from '../texts/texts.ts';
import { casesOf, type Side, type WrittenObject, writtenCase, writtenRecord } from './written.ts';

/** What is larger is not made: two fields of the next type, twenty types in a row, are a million values. */
export const LARGEST = 100_000;

/** A value that a writer may write, no larger than any other one. */
export interface Instance {
  /** What stands here is of no use where the size is over `LARGEST`. */
  readonly value: JsonValue;
  /** How much there is to read: one for each value in it, and for each character of a text. */
  readonly size: number;
  /** Whether it is sure that it fits: not where a pattern cannot be decided. */
  readonly isSure: boolean;
}

/**
 * The smallest instances of the types of one side. A type without any (an enum without symbols, a text that no pattern
 * allows, a record that needs itself) has none: nobody can write it, so nobody needs to read it.
 */
export class Smallest {
  readonly #shapes: Shapes;
  readonly #declared = new Map<string, Instance | undefined>();
  readonly #objects = new WeakMap<WrittenObject, Summed>();
  readonly #known = new Map<ValueType, Instance | undefined>();

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  of(type: ValueType): Instance | undefined {
    if (!this.#known.has(type)) this.#known.set(type, this.#make(type));
    return this.#known.get(type);
  }

  #make(type: ValueType): Instance | undefined {
    switch (type.kind) {
      case 'declared':
        return this.#declaredInstance(type.key);
      case 'boolean':
        return certain(false);
      case 'int':
        return numberInstance(wholeNearestZero(type));
      case 'double':
        return numberInstance(nearestZero(type));
      case 'json':
      case 'unknown':
        return certain(null);
      case 'list':
        return this.#list(type);
      case 'map':
        return certain({});
      case 'record':
        return this.object(writtenRecord(type));
      case 'union':
        return leastOf(
          [...casesOf(type)].map(([name, oneCase]) => {
            const written = writtenCase(this.#shapes, type, name, oneCase);
            return written && this.object(written);
          }),
        );
      case 'string':
        return type.pattern === undefined ? plainText(type) : textInstance(type);
      default:
        return textInstance(type);
    }
  }

  /** The smallest object, which has what is settled and what is always there, and for the rest what `own` says. */
  object(written: WrittenObject, own: ReadonlyMap<string, JsonValue> = NOTHING): Instance | undefined {
    const parts = new Map(this.#always(written));
    for (const [name, value] of own) parts.set(name, certain(value));
    const entries: [string, JsonValue][] = [];
    let [size, isSure] = [1, true];
    for (const name of new Set([...written.fields.keys(), ...parts.keys()])) {
      if (!parts.has(name)) continue;
      const part = parts.get(name);
      if (!part) return undefined;
      entries.push([name, part.value]);
      size += part.size;
      isSure &&= part.isSure;
    }
    return { value: Object.fromEntries(entries), size, isSure };
  }

  /** What the smallest object has beside one property. */
  around(written: WrittenObject, name: string): Pick<Instance, 'size' | 'isSure'> {
    let always = this.#objects.get(written);
    if (!always) this.#objects.set(written, (always = summed(new Map(this.#always(written)))));
    const own = always.parts.get(name);
    return { size: without(always.size, own?.size ?? 0), isSure: always.unsure === (own && !own.isSure ? 1 : 0) };
  }

  /** What an object always has; undefined for what has no instance. */
  *#always({ fields, settled }: WrittenObject): Generator<[string, Instance | undefined]> {
    for (const [name, { type, isAlways }] of fields) if (isAlways && !settled.has(name)) yield [name, this.of(type)];
    for (const [name, text] of settled) yield [name, certainText(text)];
  }

  /** `count` items, the smallest there are; undefined where there are none. */
  items(type: ListType, count: number): Instance | undefined {
    if (count === 0) return certain([]);
    const item = this.of(type.item);
    if (!item) return undefined;
    const size = 1 + count * item.size;
    return { value: size > LARGEST ? [] : Array(count).fill(item.value), size, isSure: item.isSure };
  }

  #list(type: ListType): Instance | undefined {
    const { min = 0, max = Number.POSITIVE_INFINITY } = type;
    return min > max ? undefined : this.items(type, Math.max(0, min));
  }

  #declaredInstance(key: string): Instance | undefined {
    if (!this.#declared.has(key)) this.#settle(key);
    return this.#declared.get(key);
  }

  /** Types that use each other shrink one another, until none does; those that use themselves only have no instance. */
  #settle(root: string): void {
    const keys = reach(this.#shapes, declaredType(root)).keys.filter((key) => !this.#declared.has(key));
    for (const key of keys) this.#declared.set(key, undefined);
    const users = this.#usersOf(keys);
    const pending = new Set(keys);
    for (const key of pending) {
      pending.delete(key);
      this.#known.clear();
      const shape = this.#shapes.shape(key);
      const found = shape ? this.of(shape) : certain(null);
      const before = this.#declared.get(key);
      if (!found || (before && before.size <= found.size)) continue;
      this.#declared.set(key, found);
      for (const user of users.get(key) ?? []) pending.add(user);
    }
    this.#known.clear();
  }

  /** For each declared type those that use it. */
  #usersOf(keys: readonly string[]): ReadonlyMap<string, readonly string[]> {
    const users = new Map<string, string[]>();
    for (const key of keys) {
      const types: ValueType[] = [resolved(this.#shapes, declaredType(key))];
      for (let type = types.pop(); type; type = types.pop()) {
        if (type.kind !== 'declared') types.push(...parts(type));
        else if (users.has(type.key)) users.get(type.key)!.push(key);
        else users.set(type.key, [key]);
      }
    }
    return users;
  }
}

const bySide = new WeakMap<Side, Smallest>();

/** Those of a side, which are worked out once; it holds while no type changes. */
export function smallestOf(side: Side): Smallest {
  let found = bySide.get(side);
  if (!found) bySide.set(side, (found = new Smallest(side.shapes)));
  return found;
}

const NOTHING = new Map<string, never>();

interface Summed {
  readonly parts: ReadonlyMap<string, Instance | undefined>;
  readonly size: number;
  /** How many of the parts are not sure. */
  readonly unsure: number;
}

function summed(parts: ReadonlyMap<string, Instance | undefined>): Summed {
  const all = [...parts.values()];
  return {
    parts,
    size: all.reduce((size, part) => size + (part?.size ?? 0), 1),
    unsure: all.filter((part) => !part?.isSure).length,
  };
}

/** Sizes grow until they are infinite. */
function without(size: number, part: number): number {
  return Number.isFinite(size) ? size - part : size;
}

/** An instance that fits for certain. */
export function certain(value: JsonValue, size = 1): Instance {
  return { value, size, isSure: true };
}

export function certainText(text: string): Instance {
  return certain(text, 1 + [...text].length);
}

function leastOf(instances: readonly (Instance | undefined)[]): Instance | undefined {
  return instances.reduce((best, one) => (one && (!best || one.size < best.size) ? one : best), undefined);
}

function numberInstance(value: number | undefined): Instance | undefined {
  return value === undefined ? undefined : certain(value);
}

function plainText({ min = 0, max = Number.POSITIVE_INFINITY }: StringType): Instance | undefined {
  const length = Math.max(0, min);
  return length > max ? undefined : certain(length > LARGEST ? '' : 'a'.repeat(length), 1 + length);
}

function textInstance(type: ValueType): Instance | undefined {
  const texts = textsOf(type);
  const found = texts && smallestText(texts);
  if (!found || found.kind === 'empty') return undefined;
  if (found.kind === 'text') return certainText(found.text);
  const fitting = plausible(texts).find((text) => has(texts, text));
  return fitting === undefined ? { value: '', size: 1, isSure: false } : certainText(fitting);
}

/** Texts to try where a pattern is not decided; short ones, as patterns can be written that take for ever. */
function plausible({ min }: Texts): string[] {
  const lengths = [0, 1, 2, 3].map((more) => min + more).filter((length) => length < 20);
  return lengths.flatMap((length) => ['a', 'A', '0', ' ', '-'].map((letter) => letter.repeat(length)));
}

/** A whole number within the type's range and JSON's interoperable one. */
export function wholeNearestZero(range: IntType | DoubleType): number | undefined {
  const min = Math.max(Math.ceil(range.min ?? -Infinity), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Math.floor(range.max ?? Infinity), Number.MAX_SAFE_INTEGER);
  return nearestZero({ min, max });
}

export function nearestZero({ min, max }: { readonly min?: number; readonly max?: number }): number | undefined {
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (low > high) return undefined;
  // Without the sign of zero, which JSON loses.
  return (low > 0 ? low : high < 0 ? high : 0) || 0;
}
