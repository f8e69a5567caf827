import type { Value } from '../../model/types.ts';
import { decimalText, divideDecimals, type Exact, exact, remainderOfDecimals, roundDecimal } from './decimal.ts';
import { ValueError } from './error.ts';

/** From the narrowest to the widest. */
export const NUMERIC_KINDS = ['int', 'long', 'decimal', 'double'] as const;
export type NumericKind = (typeof NUMERIC_KINDS)[number];

export function isNumericKind(kind: string): kind is NumericKind {
  return (NUMERIC_KINDS as readonly string[]).includes(kind);
}

export type NumericOperator = '+' | '-' | '*' | '/' | '%';
type Operation = (left: Value, right: Value) => Value;

/** What one kind of number can do; operands and results are wire values of this kind. Every operation may throw a `ValueError`. */
export interface Arithmetic {
  readonly zero: Value;
  readonly operations: Readonly<Record<NumericOperator, Operation>>;
  negate(value: Value): Value;
  /** Half even; `digits` are those kept after the point. */
  round(value: Value, digits: number): Value;
  /** Negative, zero or positive. */
  compare(left: Value, right: Value): number;
}

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

const int: Arithmetic = {
  zero: 0,
  operations: {
    '+': (left, right) => safe((left as number) + (right as number)),
    '-': (left, right) => safe((left as number) - (right as number)),
    '*': (left, right) => safe((left as number) * (right as number)),
    '/': (left, right) => safe(Math.trunc((left as number) / divisor(right as number))),
    '%': (left, right) => safe((left as number) % divisor(right as number)),
  },
  negate: (value) => safe(-(value as number)),
  round: (value, digits) => (digits >= 0 ? value : safe(roundDecimal(exact(value), digits).toNumber())),
  compare: (left, right) => (left as number) - (right as number),
};

const long: Arithmetic = {
  zero: '0',
  operations: {
    '+': (left, right) => longText(BigInt(left as string) + BigInt(right as string)),
    '-': (left, right) => longText(BigInt(left as string) - BigInt(right as string)),
    '*': (left, right) => longText(BigInt(left as string) * BigInt(right as string)),
    '/': (left, right) => longText(BigInt(left as string) / longDivisor(right)),
    '%': (left, right) => longText(BigInt(left as string) % longDivisor(right)),
  },
  negate: (value) => longText(-BigInt(value as string)),
  round: (value, digits) => (digits >= 0 ? value : longText(BigInt(roundDecimal(exact(value), digits).toFixed()))),
  compare: (left, right) => order(BigInt(left as string), BigInt(right as string)),
};

const decimal: Arithmetic = {
  zero: '0',
  operations: {
    '+': onDecimals((left, right) => left.plus(right)),
    '-': onDecimals((left, right) => left.minus(right)),
    '*': onDecimals((left, right) => left.times(right)),
    '/': onDecimals(divideDecimals),
    '%': onDecimals(remainderOfDecimals),
  },
  negate: (value) => decimalText(exact(value).negated()),
  round: (value, digits) => decimalText(roundDecimal(exact(value), digits)),
  compare: (left, right) => exact(left).comparedTo(exact(right)),
};

const double: Arithmetic = {
  zero: 0,
  operations: {
    '+': (left, right) => finite((left as number) + (right as number)),
    '-': (left, right) => finite((left as number) - (right as number)),
    '*': (left, right) => finite((left as number) * (right as number)),
    '/': (left, right) => finite((left as number) / divisor(right as number)),
    '%': (left, right) => finite((left as number) % divisor(right as number)),
  },
  negate: (value) => -(value as number),
  round: (value, digits) => finite(roundDecimal(exact(value), digits).toNumber()),
  compare: (left, right) => (left as number) - (right as number),
};

const ARITHMETIC: Readonly<Record<NumericKind, Arithmetic>> = { int, long, decimal, double };

export function arithmetic(kind: NumericKind): Arithmetic {
  return ARITHMETIC[kind];
}

/** The kind in which two numbers meet. */
export function widerKind(left: NumericKind, right: NumericKind): NumericKind {
  return NUMERIC_KINDS.indexOf(left) >= NUMERIC_KINDS.indexOf(right) ? left : right;
}

/** Turns a number of one kind into another's wire value; undefined where both are written alike. */
export function numberConversion(from: NumericKind, to: NumericKind): ((value: Value) => Value) | undefined {
  if (from === to) return undefined;
  switch (to) {
    case 'int':
      return (value) => whole(Number(value));
    case 'long':
      return (value) => longText(BigInt(exact(value).toFixed(0)));
    case 'decimal':
      return (value) => decimalText(exact(value));
    case 'double':
      return from === 'int' ? undefined : (value) => finite(Number(value));
  }
}

/** A number literal's text as a wire value of the kind. */
export function numberValue(text: string, kind: NumericKind): Value {
  if (kind === 'decimal') return decimalText(exact(text));
  if (kind === 'long') return longText(BigInt(text));
  return kind === 'int' ? whole(Number(text)) : finite(Number(text));
}

function onDecimals(operation: (left: Exact, right: Exact) => Exact): Operation {
  return (left, right) => decimalText(operation(exact(left), exact(right)));
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new ValueError('the result is beyond the range of int, ±(2^53−1)');
  return value === 0 ? 0 : value;
}

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new ValueError(`${value} is not a whole number`);
  return safe(value);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new ValueError('the result is beyond the range of double');
  return value;
}

function divisor(value: number): number {
  if (value === 0) throw new ValueError('division by zero');
  return value;
}

function longDivisor(value: Value): bigint {
  const result = BigInt(value as string);
  if (result === 0n) throw new ValueError('division by zero');
  return result;
}

function longText(value: bigint): string {
  if (value > LONG_MAX || value < LONG_MIN) throw new ValueError('the result is beyond the range of long, 64 bit');
  return value.toString();
}

function order(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
