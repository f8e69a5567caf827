import type { FieldType, RecordType, Type, UnionType, Value } from '../../model/types.ts';
import { arithmetic, isNumericKind, numberConversion, widerKind } from './numbers.ts';
import { fieldOf, isObject } from './objects.ts';
import { compareText } from './text.ts';
import { compareDurations, compareTimes, compareTimestamps } from './time.ts';

export type Ordering = (left: Value, right: Value) => number;
export type Equality = (left: Value, right: Value) => boolean;
/** Follows a declared type to its shape. */
export type Dereference = (type: Type) => Type;

/** How two non-null values of these types are ordered: numbers by value, times by instant, the rest as text by code point. */
export function ordering(left: Type, right: Type): Ordering {
  const a = withoutNull(left).kind;
  const b = withoutNull(right).kind;
  if (isNumericKind(a) && isNumericKind(b)) {
    const kind = widerKind(a, b);
    const { compare } = arithmetic(kind);
    const convertLeft = numberConversion(a, kind) ?? same;
    const convertRight = numberConversion(b, kind) ?? same;
    return (x, y) => compare(convertLeft(x), convertRight(y));
  }
  const compare = timeOrder(a) ?? timeOrder(b) ?? compareText;
  return (x, y) => (typeof x === 'string' && typeof y === 'string' ? compare(x, y) : compareScalars(x, y));
}

/** Deep equality by type; null equals only null. Recursive types are looked up when they are met. */
export function equality(left: Type, right: Type, dereference: Dereference): Equality {
  const same = nonNullEquality(dereference(withoutNull(left)), dereference(withoutNull(right)), dereference);
  return (x, y) => (x === null || y === null ? x === y : same(x, y));
}

/** Equality of JSON: the order of keys says nothing. */
export function deepEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, i) => deepEqual(item, right[i] as Value));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && deepEqual(left[key] as Value, right[key] as Value))
  );
}

export function withoutNull(type: Type): Type {
  return type.kind === 'optional' ? type.type : type;
}

function nonNullEquality(left: Type, right: Type, dereference: Dereference): Equality {
  if (isNumericKind(left.kind) && isNumericKind(right.kind)) {
    if (left.kind === right.kind && left.kind !== 'decimal') return (x, y) => x === y;
    const compare = ordering(left, right);
    return (x, y) => compare(x, y) === 0;
  }
  const compareTime = timeOrder(left.kind) ?? timeOrder(right.kind);
  if (compareTime) return (x, y) => compareTime(String(x), String(y)) === 0;
  if (left.kind === 'list' && right.kind === 'list') return listEquality(lazy(left.item, right.item, dereference));
  if (left.kind === 'map' && right.kind === 'map') return mapEquality(lazy(left.value, right.value, dereference));
  if (left.kind === 'record' && right.kind === 'record') return recordEquality(left, right, dereference);
  if (left.kind === 'union' && right.kind === 'union') return unionEquality(left, right, dereference);
  return deepEqual;
}

function listEquality(items: Equality): Equality {
  return (x, y) => {
    const a = x as readonly Value[];
    const b = y as readonly Value[];
    return a.length === b.length && a.every((item, i) => items(item, b[i] as Value));
  };
}

function mapEquality(values: Equality): Equality {
  return (x, y) => {
    if (!isObject(x) || !isObject(y)) return false;
    const keys = Object.keys(x);
    return (
      keys.length === Object.keys(y).length &&
      keys.every((key) => Object.hasOwn(y, key) && values(x[key] as Value, y[key] as Value))
    );
  };
}

/** An absent field equals an absent field, or null, which readers take for absent. */
function recordEquality(left: RecordType, right: RecordType, dereference: Dereference): Equality {
  const others = new Map(right.fields.map((field): [string, FieldType] => [field.name, field]));
  const fields = left.fields.map((field): [string, Equality] => {
    const other = others.get(field.name);
    others.delete(field.name);
    return [field.name, other ? nullable(lazy(field.type, other.type, dereference)) : deepEqual];
  });
  const all = [...fields, ...[...others.keys()].map((name): [string, Equality] => [name, deepEqual])];
  return (x, y) => all.every(([name, same]) => same(fieldOf(x, name), fieldOf(y, name)));
}

function unionEquality(left: UnionType, right: UnionType, dereference: Dereference): Equality {
  const cases = new Map(
    left.cases.map((one): [string, Equality] => [
      one.name,
      lazy(one.type, caseType(right, one.name) ?? one.type, dereference),
    ]),
  );
  return (x, y) => {
    const tag = fieldOf(x, left.tag);
    return tag === fieldOf(y, right.tag) && (cases.get(String(tag)) ?? deepEqual)(x, y);
  };
}

function caseType(union: UnionType, name: string): Type | undefined {
  return union.cases.find((one) => one.name === name)?.type;
}

function nullable(same: Equality): Equality {
  return (x, y) => (x === null || y === null ? x === y : same(x, y));
}

/** Made when it is first needed, so that recursive types end. */
function lazy(left: Type, right: Type, dereference: Dereference): Equality {
  let made: Equality | undefined;
  return (x, y) => {
    made ??= equality(left, right, dereference);
    return made(x, y);
  };
}

function timeOrder(kind: Type['kind']): ((left: string, right: string) => number) | undefined {
  if (kind === 'timestamp') return compareTimestamps;
  if (kind === 'time') return compareTimes;
  return kind === 'duration' ? compareDurations : undefined;
}

function compareScalars(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return Number(left) - Number(right);
}

function same(value: Value): Value {
  return value;
}
