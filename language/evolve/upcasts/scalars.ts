import { decimalPattern } from '../../model/schema/keywords.ts';
import type { DecimalType, DoubleType, FormatName, IntType, LongType, StringType, Value } from '../../model/types.ts';
import type { Random } from '../../run/random.ts';
import { sampleOfPattern } from '../../run/samplePattern.ts';
import { type ScalarType, sampleScalar } from '../../run/sampleScalar.ts';
import { textLength } from '../../run/values/text.ts';
import type { Hints } from './hints.ts';

/** Longer texts are not tried. */
const LONGEST = 10_000;
/** Where a type names no bound, numbers up to here are tried: what a machine can hold is nobody's quantity. */
const LARGE = 1_000_000n;

/**
 * Valid values of a type without parts, an ordinary one first, then those at its bounds and at what the hints name. Empty
 * where no valid value is found. `name` is the field's, so that texts are readable.
 */
export function scalarEdges(type: ScalarType, name: string, hints: Hints, random: Random): Value[] {
  const ordinary = sampleScalar(type, name, random);
  const rest = type.kind === 'unknown' ? [] : edges(type, name, hints, random);
  return [...new Set(ordinary === undefined || type.kind === 'unknown' ? rest : [ordinary, ...rest])];
}

function edges(type: Exclude<ScalarType, { kind: 'unknown' }>, name: string, hints: Hints, random: Random): Value[] {
  switch (type.kind) {
    case 'string':
      return texts(type, name, hints, random);
    case 'boolean':
      return [true, false];
    case 'int':
      return integers(type, BigInt(Number.MAX_SAFE_INTEGER), hints).map(Number);
    case 'long':
      return integers(type, 2n ** 63n - 1n, hints).map(String);
    case 'double':
      return doubles(type, hints);
    case 'decimal':
      return decimals(type, hints);
    case 'bytes':
      return ['', 'AA==', 'AAAAAAAA'];
    case 'json':
      return [{}, [], 'text', 0, true, { a: [1] }];
    default:
      return FORMATTED[type.kind];
  }
}

const FORMATTED: { readonly [F in FormatName]: string[] } = {
  uuid: ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
  date: ['1970-01-01', '2024-02-29', '9999-12-31'],
  time: ['00:00:00Z', '23:59:59.999999999+14:00'],
  timestamp: ['1970-01-01T00:00:00Z', '2024-02-29T23:59:59.999999999+14:00'],
  duration: ['PT0S', 'P1Y2M3DT4H5M6.789S', 'P2W'],
  uri: ['a:', `https://example.com/${'a'.repeat(80)}?q=1#end`],
  email: ['a@b', `${'a'.repeat(60)}@example.com`],
};

function integers({ min, max }: IntType | LongType, limit: bigint, { numbers }: Hints): bigint[] {
  const low = min === undefined ? -limit : BigInt(min);
  const high = max === undefined ? limit : BigInt(max);
  const bounds = [0n, min === undefined ? -LARGE : low, max === undefined ? LARGE : high, 1n, -1n];
  const hinted = numbers.filter((text) => /^-?\d+$/.test(text)).map(BigInt);
  return [...bounds, ...hinted].filter((value) => value >= low && value <= high && value >= -limit && value <= limit);
}

function doubles({ min = -Infinity, max = Infinity }: DoubleType, { numbers }: Hints): number[] {
  const large = Number(LARGE);
  const bounds = [0, min === -Infinity ? -large : min, max === Infinity ? large : max, 1, -1, 0.1];
  return [...bounds, ...numbers.map(Number)].filter((value) => value >= min && value <= max && Number.isFinite(value));
}

function decimals(type: DecimalType, { numbers }: Hints): string[] {
  const { precision, scale = 0 } = type;
  const bounds =
    precision === undefined
      ? [String(LARGE), `-${LARGE}`, '0.123456']
      : [largest(precision, scale), `-${largest(precision, scale)}`, scale > 0 ? `0.${'1'.padStart(scale, '0')}` : '1'];
  const pattern = new RegExp(decimalPattern(type));
  return ['0', ...bounds, '1', '-1', ...numbers].filter((text) => pattern.test(text));
}

function largest(precision: number, scale: number): string {
  const whole = '9'.repeat(Math.max(0, precision - scale)) || '0';
  return scale > 0 ? `${whole}.${'9'.repeat(scale)}` : whole;
}

function texts(type: StringType, name: string, hints: Hints, random: Random): string[] {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern } = type;
  const most = Math.min(max, LONGEST);
  const sizes = [min, max, ...hints.sizes].filter((size) => size >= min && size <= most);
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const made = sizes.map((size) =>
    pattern === undefined ? ofLength(name, size) : sampleOfPattern(pattern, size, size, random),
  );
  const blank = ' '.repeat(Math.max(1, min));
  return [...made, blank, ...hints.texts].filter((text): text is string => {
    if (text === undefined) return false;
    const length = textLength(text);
    return length >= min && length <= most && (!expression || expression.test(text));
  });
}

/** A text of so many characters that begins like the field's name. */
function ofLength(name: string, length: number): string {
  return [...name].slice(0, length).join('').padEnd(length, 'x');
}
