import { decimalPattern, longRule } from '../../model/schema/keywords.ts';
import { plainNumber } from '../../model/schema/numbers.ts';
import type { DecimalType, DoubleType, IntType, ValueType } from '../../model/types.ts';
import type { Answer } from './answer.ts';
import { certain, nearestZero, wholeNearestZero } from './smallest.ts';

/**
 * Whether every JSON number of the writer's range is one that the reader takes. The ends of a range speak for all of it;
 * what lies between two doubles is only of interest to who wants whole numbers or a limited number of digits.
 */
export function numbersWithin(writer: IntType | DoubleType, reader: ValueType): Answer {
  const accepted = acceptedBy(reader);
  if (!accepted) return without(writer.kind === 'int' ? wholeNearestZero(writer) : nearestZero(writer));
  const outside = writer.kind === 'int' ? wholeOutside(writer, accepted) : doubleOutside(writer, accepted);
  if (outside !== undefined) return without(outside);
  return writer.kind === 'int' || accepted.digits === undefined ? YES : digitsWithin(finite(writer), accepted);
}

const YES: Answer = { verdict: 'yes' };

/** No, for the sake of a number; yes where there is none. */
function without(witness: number | undefined): Answer {
  return witness === undefined ? YES : { verdict: 'no', witness: certain(witness) };
}

interface Range {
  readonly min: number;
  readonly max: number;
}

interface Accepted extends Range {
  /** Digits after the point; undefined: as many as there are. */
  readonly digits: number | undefined;
  readonly pattern: RegExp;
}

/** What numbers a reader takes; undefined where it takes none. */
function acceptedBy(reader: ValueType): Accepted | undefined {
  switch (reader.kind) {
    case 'int':
      return { ...safe(reader.min ?? -Infinity, reader.max ?? Infinity), digits: 0, pattern: WHOLE_TEXT };
    case 'long': {
      const { min, max } = longRule(reader, true);
      return { ...safe(Number(min), Number(max)), digits: 0, pattern: WHOLE_TEXT };
    }
    case 'double':
      return { min: reader.min ?? -Infinity, max: reader.max ?? Infinity, digits: undefined, pattern: WHOLE_TEXT };
    case 'decimal': {
      const limit = largestDecimal(reader);
      return { min: -limit, max: limit, digits: afterPoint(reader), pattern: new RegExp(decimalPattern(reader)) };
    }
    default:
      return undefined;
  }
}

const WHOLE_TEXT = /^-?[0-9]+$/;

function safe(min: number, max: number): Range {
  return { min: Math.max(min, Number.MIN_SAFE_INTEGER), max: Math.min(max, Number.MAX_SAFE_INTEGER) };
}

function finite({ min, max }: DoubleType): Range {
  return { min: Math.max(min ?? -Infinity, -Number.MAX_VALUE), max: Math.min(max ?? Infinity, Number.MAX_VALUE) };
}

function afterPoint({ precision, scale }: DecimalType): number | undefined {
  return precision === undefined ? scale : (scale ?? 0);
}

/** The largest double whose digits before the point fit. */
function largestDecimal(type: DecimalType): number {
  if (type.precision === undefined) return Number.MAX_VALUE;
  const limit = Number(`1e${Math.max(0, type.precision - (afterPoint(type) ?? 0))}`);
  return Number.isFinite(limit) ? below(limit) : Number.MAX_VALUE;
}

/** The whole number next to zero that one range has and the other has not. */
function wholeOutside(writer: IntType, { min, max }: Range): number | undefined {
  const over = wholeNearestZero({ ...writer, min: Math.max(writer.min ?? -Infinity, Math.floor(max) + 1) });
  const under = wholeNearestZero({ ...writer, max: Math.min(writer.max ?? Infinity, Math.ceil(min) - 1) });
  return nearer(over, under);
}

function doubleOutside(writer: DoubleType, { min, max }: Range): number | undefined {
  const range = finite(writer);
  const over = max < Number.MAX_VALUE ? readable(Math.max(range.min, above(max)), range.max) : undefined;
  const under = min > -Number.MAX_VALUE ? readable(-Math.min(range.max, below(min)), -range.min) : undefined;
  return nearer(over, under === undefined ? undefined : -under || 0);
}

/** The least whole number of a range where there is one, else its least number; undefined where it is empty. */
function readable(low: number, high: number): number | undefined {
  if (low > high) return undefined;
  return Math.ceil(low) <= high ? Math.ceil(low) || 0 : low;
}

function nearer(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.abs(b) < Math.abs(a) ? b : a;
}

/** Whether every double of a range has no more digits after the point, in its shortest notation, than are accepted. */
function digitsWithin(range: Range, { digits = 0, pattern }: Accepted): Answer {
  const witness = finelyDivided(range, digits).find((value) => !pattern.test(plainNumber(value)));
  if (witness !== undefined) return without(witness);
  if (range.min >= range.max || digits >= mostDigits(range)) return YES;
  return { verdict: 'unknown', why: `whether a double there has more than ${digits} digits after the point is open` };
}

/** Numbers of a range with many digits after the point, those that read well first. */
function finelyDivided({ min, max }: Range, digits: number): number[] {
  const unit = Number(`1e-${digits + 1}`);
  const near = [nearestZero({ min, max }) ?? 0, min, max];
  const shifted = near.flatMap((at) => [at + 5 * unit, at - 5 * unit, at + unit, at - unit, above(at), below(at)]);
  const found = [min, max, ...shifted, min / 2 + max / 2, min + (max - min) / 3, Number.MIN_VALUE, -Number.MIN_VALUE];
  return found.filter((value) => value >= min && value <= max).map((value) => value || 0);
}

/** A double's shortest notation has 17 significant digits at most; the least of all doubles ends at the 340th. */
function mostDigits({ min, max }: Range): number {
  const least = min > 0 ? min : -max;
  if (least >= 2 ** 52) return 0;
  return least > 0 ? Math.max(0, 16 - Number(least.toExponential().split('e')[1])) : 340;
}

const bits = new DataView(new ArrayBuffer(8));

/** The next double above. */
function above(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

/** The next double below. */
function below(value: number): number {
  return -above(-value);
}
