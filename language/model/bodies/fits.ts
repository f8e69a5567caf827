import type { FieldType, RecordType, Type } from '../types.ts';
import { fieldNamed } from './checker.ts';
import {
  commonNumber,
  isNumber,
  isText,
  isValueType,
  mayBeNull,
  optional,
  UNKNOWN,
  unrefined,
  withoutNull,
} from './kinds.ts';

/** Follows `declared` types. */
export type Dereference = (type: Type) => Type;

/**
 * Whether a value of one type may stand where another is expected. Refinements do not count: what a place holds is
 * checked at run time, and literals when they are written. A narrower number is converted to a wider one.
 */
export function fits(actual: Type, expected: Type, dereference: Dereference): boolean {
  if (isNumber(withoutNull(actual)) && isNumber(withoutNull(expected))) {
    if (mayBeNull(actual) && !mayBeNull(expected)) return false;
    const [from, to] = [withoutNull(actual).kind, withoutNull(expected).kind] as ['int', 'int'];
    return commonNumber(from, to) === to;
  }
  return fitsAsItIs(actual, expected, dereference);
}

/** Whether it may stand there without being converted. */
export function fitsAsItIs(actual: Type, expected: Type, dereference: Dereference): boolean {
  return new Comparison(dereference).fits(actual, expected);
}

/** Compares types; a pair that is being compared already counts as fitting, so that recursive types end. */
class Comparison {
  readonly #dereference: Dereference;
  readonly #assumed = new Set<string>();

  constructor(dereference: Dereference) {
    this.#dereference = dereference;
  }

  fits(actual: Type, expected: Type): boolean {
    if (actual === expected || actual.kind === 'unknown' || expected.kind === 'unknown') return true;
    if (withoutNull(expected).kind === 'json') return isValueType(withoutNull(actual)) || actual.kind === 'null';
    if (mayBeNull(actual)) {
      if (expected.kind !== 'optional' && expected.kind !== 'null') return false;
      return actual.kind === 'null' || (expected.kind === 'optional' && this.fits(withoutNull(actual), expected));
    }
    const wanted = withoutNull(expected);
    if (actual.kind === 'declared' && wanted.kind === 'declared') {
      const pair = `${actual.key} ${wanted.key}`;
      if (actual.key === wanted.key || this.#assumed.has(pair)) return true;
      this.#assumed.add(pair);
    }
    return this.#shapes(this.#dereference(actual), this.#dereference(wanted));
  }

  #shapes(actual: Type, expected: Type): boolean {
    switch (expected.kind) {
      case 'unknown':
        return true;
      case 'string':
        return isText(actual);
      case 'list':
        return actual.kind === 'list' && this.fits(actual.item, expected.item);
      case 'map':
        return actual.kind === 'map' && this.fits(actual.value, expected.value);
      case 'record':
        return actual.kind === 'record' && this.#records(actual, expected);
      case 'enum':
        return actual.kind === 'enum' && actual.symbols.every((symbol) => expected.symbols.includes(symbol));
      case 'union':
        return (
          actual.kind === 'union' &&
          actual.tag === expected.tag &&
          actual.cases.every((one) => {
            const other = expected.cases.find(({ name }) => name === one.name);
            return other !== undefined && this.fits(one.type, other.type);
          })
        );
      case 'row':
        return actual.kind === 'row' && actual.part === expected.part;
      default:
        return actual.kind === expected.kind || actual.kind === 'unknown';
    }
  }

  /** What is written is closed: the same fields, and none besides. */
  #records(actual: RecordType, expected: RecordType): boolean {
    return (
      expected.fields.every((field) => field.optional || fieldNamed(actual, field.name) !== undefined) &&
      actual.fields.every((field) => {
        const other = fieldNamed(expected, field.name);
        return other !== undefined && this.#field(field, other);
      })
    );
  }

  #field(actual: FieldType, expected: FieldType): boolean {
    return (!actual.optional || expected.optional) && this.fits(actual.type, expected.type);
  }
}

/** The type of a value that is of either type; undefined where they have nothing in common. */
export function join(a: Type, b: Type, dereference: Dereference): Type | undefined {
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (a.kind === 'null') return optional(b);
  if (b.kind === 'null') return optional(a);
  const [plainA, plainB] = [withoutNull(a), withoutNull(b)];
  const common = joinPlain(plainA, plainB, dereference);
  return common && (mayBeNull(a) || mayBeNull(b) ? optional(common) : common);
}

function joinPlain(a: Type, b: Type, dereference: Dereference): Type | undefined {
  if (isNumber(a) && isNumber(b)) {
    const kind = commonNumber(a.kind, b.kind);
    return kind && { kind };
  }
  if (fitsAsItIs(a, b, dereference)) return unrefined(b);
  if (fitsAsItIs(b, a, dereference)) return unrefined(a);
  return isText(dereference(a)) && isText(dereference(b)) ? { kind: 'string' } : undefined;
}
