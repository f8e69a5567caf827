// Generated code carries this file as it is: it imports nothing. Numbers are wire values: `int` and `double` are numbers,
// `long` and `decimal` text.

export type NumberKind = 'int' | 'long' | 'decimal' | 'double';
export type Operator = '+' | '-' | '*' | '/' | '%';

/** A decimal as units of ten to the power of minus `scale`. */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

const LONG_LIMIT = 2n ** 63n;
/** A decimal may have this many digits before its point, and as many after it. */
const DECIMAL_DIGITS = 1000;
/** IEEE 754 decimal128: a quotient keeps 34 significant digits. */
const QUOTIENT_DIGITS = 34;

/** Computes with two numbers of one kind. Throws a `RangeError` where the result is none of this kind. */
export function compute(kind: NumberKind, operator: Operator, left: unknown, right: unknown): number | string {
  if (kind === 'decimal') return decimalText(onDecimals(operator, exact(left), exact(right)));
  if (kind === 'long') return longText(onLongs(operator, BigInt(left as string), BigInt(right as string)));
  const result = onNumbers(operator, left as number, right as number);
  if (kind === 'double') {
    if (!Number.isFinite(result)) throw new RangeError('the result is beyond the range of double');
    return result;
  }
  const whole = operator === '/' ? Math.trunc(result) : result;
  if (!Number.isSafeInteger(whole)) throw new RangeError('the result is beyond the range of int');
  return whole === 0 ? 0 : whole;
}

/** The number with its sign changed. */
export function negate(kind: NumberKind, value: unknown): number | string {
  return kind === 'double' ? -(value as number) : compute(kind, '-', 0, value);
}

/** Negative, zero or positive. */
export function compareNumbers(kind: NumberKind, left: unknown, right: unknown): number {
  if (kind === 'int' || kind === 'double') return (left as number) - (right as number);
  const [a, b] = aligned(exact(left), exact(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

function onNumbers(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / divisor(right);
    case '%':
      return left % divisor(right);
  }
}

function onLongs(operator: Operator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / divisor(right);
    case '%':
      return left % divisor(right);
  }
}

function onDecimals(operator: Operator, left: Exact, right: Exact): Exact {
  if (operator === '*') return { units: left.units * right.units, scale: left.scale + right.scale };
  if (operator === '/') return quotient(left, right);
  const [a, b] = aligned(left, right);
  const scale = Math.max(left.scale, right.scale);
  if (operator === '%') return { units: a % divisor(b), scale };
  return { units: operator === '+' ? a + b : a - b, scale };
}

/** Half to even at the last of 34 significant digits. */
function quotient(left: Exact, right: Exact): Exact {
  const [a, b] = aligned(left, right);
  const [over, under] = [abs(a), abs(divisor(b))];
  if (over === 0n) return { units: 0n, scale: 0 };
  const leading = digitsOf(over) - digitsOf(under);
  const atLeastOne = leading >= 0 ? over >= under * 10n ** BigInt(leading) : over * 10n ** BigInt(-leading) >= under;
  const scale = QUOTIENT_DIGITS - (atLeastOne ? leading + 1 : leading);
  const [dividend, by] = scale >= 0 ? [over * 10n ** BigInt(scale), under] : [over, under * 10n ** BigInt(-scale)];
  const units = halfEven(dividend, by) * (a < 0n === b < 0n ? 1n : -1n);
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

function halfEven(dividend: bigint, by: bigint): bigint {
  const whole = dividend / by;
  const twice = (dividend % by) * 2n;
  return twice > by || (twice === by && whole % 2n === 1n) ? whole + 1n : whole;
}

function divisor<N extends number | bigint>(value: N): N {
  if (value === 0 || value === 0n) throw new RangeError('division by zero');
  return value;
}

function exact(value: unknown): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(`${JSON.stringify(value)} is not a decimal`);
  const [, sign = '', whole = '', fraction = ''] = match;
  return { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

/** The units of both at the larger scale. */
function aligned(left: Exact, right: Exact): [bigint, bigint] {
  const scale = Math.max(left.scale, right.scale);
  return [left.units * 10n ** BigInt(scale - left.scale), right.units * 10n ** BigInt(scale - right.scale)];
}

/** The one text of a decimal: no exponent, no superfluous zero, no `-0`. */
function decimalText({ units, scale }: Exact): string {
  const digits = abs(units)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  if (whole.length > DECIMAL_DIGITS || fraction.length > DECIMAL_DIGITS) {
    throw new RangeError(`a decimal may have ${DECIMAL_DIGITS} digits before and ${DECIMAL_DIGITS} after its point`);
  }
  return (units < 0n ? '-' : '') + whole + (fraction ? `.${fraction}` : '');
}

function longText(value: bigint): string {
  if (value >= LONG_LIMIT || value < -LONG_LIMIT)
    throw new RangeError('the result is beyond the range of long, 64 bit');
  return value.toString();
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function digitsOf(value: bigint): number {
  return value.toString().length;
}
