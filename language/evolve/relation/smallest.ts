import { declaredType, reach, type Shapes } from '../../model/schema/shapes.ts';
import type { DoubleType, IntType, JsonValue, ListType, StringType, ValueType } from '../../model/types.ts';
import { smallest as smallestText, textsOf } from '../texts/texts.ts';
import { casesOf, type Side, type WrittenObject, writtenCase, writtenRecord } from './written.ts';

/** A value that a writer may write, no larger than any other one. */
export interface Instance {
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
    const entries: [string, JsonValue][] = [];
    let [size, isSure] = [1, true];
    for (const [name, { type, isAlways }] of written.fields) {
      const settled = own.get(name) ?? written.settled.get(name);
      if (settled !== undefined || own.has(name)) entries.push([name, settled ?? null]);
      else if (isAlways) {
        const found = this.of(type);
        if (!found) return undefined;
        entries.push([name, found.value]);
        size += found.size;
        isSure &&= found.isSure;
      }
    }
    for (const [name, value] of [...written.settled, ...own])
      if (!written.fields.has(name)) entries.push([name, value]);
    return { value: Object.fromEntries(entries), size, isSure };
  }

  /** `count` items, the smallest there are; undefined where there are none. */
  items(type: ListType, count: number): Instance | undefined {
    if (count === 0) return certain([]);
    const item = this.of(type.item);
    return item && { value: Array(count).fill(item.value), size: 1 + count * item.size, isSure: item.isSure };
  }

  #list(type: ListType): Instance | undefined {
    const { min = 0, max = Number.POSITIVE_INFINITY } = type;
    return min > max ? undefined : this.items(type, Math.max(0, min));
  }

  #declaredInstance(key: string): Instance | undefined {
    if (!this.#declared.has(key)) this.#settle(key);
    return this.#declared.get(key);
  }

  /** Types that use each other shrink one another, round by round; those that use themselves only have no instance. */
  #settle(root: string): void {
    const keys = reach(this.#shapes, declaredType(root)).keys.filter((key) => !this.#declared.has(key));
    for (const key of keys) this.#declared.set(key, undefined);
    for (let changed = true; changed; ) {
      changed = false;
      this.#known.clear();
      for (const key of keys) {
        const shape = this.#shapes.shape(key);
        const found = shape ? this.of(shape) : certain(null);
        const before = this.#declared.get(key);
        if (found && (!before || found.size < before.size)) {
          this.#declared.set(key, found);
          changed = true;
        }
      }
    }
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

/** An instance that fits for certain. */
export function certain(value: JsonValue, size = 1): Instance {
  return { value, size, isSure: true };
}

function leastOf(instances: readonly (Instance | undefined)[]): Instance | undefined {
  return instances.reduce((best, one) => (one && (!best || one.size < best.size) ? one : best), undefined);
}

function numberInstance(value: number | undefined): Instance | undefined {
  return value === undefined ? undefined : certain(value);
}

function plainText({ min = 0, max = Number.POSITIVE_INFINITY }: StringType): Instance | undefined {
  return min > max ? undefined : certain('a'.repeat(Math.max(0, min)), 1 + Math.max(0, min));
}

function textInstance(type: ValueType): Instance | undefined {
  const texts = textsOf(type);
  const found = texts && smallestText(texts);
  if (!found || found.kind === 'empty') return undefined;
  if (found.kind === 'unknown') return { value: '', size: 1, isSure: false };
  return certain(found.text, 1 + found.text.length);
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
