import DecimalJs from 'decimal.js';
import { ValueError } from './error.ts';

/** A decimal may have this many digits before its point, and as many after it. */
export const DECIMAL_DIGITS = 1000;

/** Wide enough that sums and products of two values within the limit are never rounded. */
const Exact = DecimalJs.clone({ precision: 4 * DECIMAL_DIGITS, rounding: DecimalJs.ROUND_HALF_EVEN });
/** IEEE 754 decimal128: 34 significant digits. */
const Division = Exact.clone({ precision: 34 });

export type Exact = InstanceType<typeof Exact>;

/** Reads a decimal's text (a reader of messages also takes a number). */
export function exact(value: unknown): Exact {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new ValueError(`${JSON.stringify(value)} is not a decimal`);
  const result = parsed(value);
  if (!withinLimit(result)) throw tooLong();
  return result;
}

/** The one text of a decimal: no exponent, no superfluous zero, no `-0`. */
export function decimalText(value: Exact): string {
  if (!withinLimit(value)) throw tooLong();
  return value.isZero() ? '0' : value.toFixed();
}

/** 34 significant digits, half even. */
export function divideDecimals(left: Exact, right: Exact): Exact {
  if (right.isZero()) throw new ValueError('division by zero');
  return new Exact(Division.div(left, right));
}

/** What is left of a division truncated toward zero; the sign is the dividend's, as in SQL. */
export function remainderOfDecimals(left: Exact, right: Exact): Exact {
  if (right.isZero()) throw new ValueError('division by zero');
  return left.mod(right);
}

/** Half even; negative `digits` round before the point. */
export function roundDecimal(value: Exact, digits: number): Exact {
  if (Math.abs(digits) > DECIMAL_DIGITS) throw new ValueError(`cannot round to ${digits} digits`);
  const unit = new Exact(`1e${-digits}`);
  return value.toNearest(unit, DecimalJs.ROUND_HALF_EVEN);
}

function parsed(value: string | number): Exact {
  try {
    return new Exact(value);
  } catch {
    throw new ValueError(`${JSON.stringify(value)} is not a decimal`);
  }
}

function withinLimit(value: Exact): boolean {
  return value.isFinite() && value.e < DECIMAL_DIGITS && value.decimalPlaces() <= DECIMAL_DIGITS;
}

function tooLong(): ValueError {
  return new ValueError(`a decimal may have ${DECIMAL_DIGITS} digits before and ${DECIMAL_DIGITS} after its point`);
}
