import type {
  DecimalType,
  DoubleType,
  FormatName,
  IntType,
  LongType,
  StringType,
  Value,
  ValueType,
} from '../model/types.ts';
import { START } from './clock.ts';
import type { Random } from './random.ts';
import { sampleOfPattern } from './samplePattern.ts';
import { textLength } from './values/text.ts';
import { timestampText } from './values/time.ts';

/** A type that has no parts. */
export type ScalarType = Exclude<ValueType, { kind: 'list' | 'map' | 'record' | 'union' | 'declared' | 'enum' }>;

/** How far a number is drawn from the nearest bound, or from one. */
const SPREAD = 99;

/** Draws a valid value; `name` is the field's, so that texts are readable. Undefined where the type has none that can be found. */
export function sampleScalar(type: ScalarType, name: string, random: Random): Value | undefined {
  switch (type.kind) {
    case 'string':
      return sampleText(type, name, random);
    case 'boolean':
      return random.below(2) === 1;
    case 'int':
      return sampleInt(type, random);
    case 'long':
      return sampleLong(type, random);
    case 'double':
      return sampleDouble(type, random);
    case 'decimal':
      return sampleDecimal(type, random);
    case 'bytes':
      return Array.from({ length: 8 }, () => BASE64[random.below(64)]).join('');
    case 'json':
      return {};
    case 'unknown':
      return null;
    default:
      return sampleFormat(type.kind, name, random);
  }
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

function word(length: number, random: Random): string {
  return Array.from({ length }, () => LETTERS[random.below(LETTERS.length)]).join('');
}

function sampleText(
  { min = 0, max = Number.POSITIVE_INFINITY, pattern }: StringType,
  name: string,
  random: Random,
): Value | undefined {
  if (min > max) return undefined;
  if (pattern !== undefined) return sampleOfPattern(pattern, min, max, random);
  const readable = `${name}-${word(4, random)}`;
  const length = textLength(readable);
  if (length > max) return word(max, random);
  return length < min ? readable + word(min - length, random) : readable;
}

function sampleInt({ min, max }: IntType, random: Random): Value | undefined {
  const low = Math.max(min ?? Math.min(1, max ?? 1), Number.MIN_SAFE_INTEGER);
  const high = Math.min(max ?? low + SPREAD, low + SPREAD, Number.MAX_SAFE_INTEGER);
  return low > high ? undefined : low + random.below(high - low + 1);
}

function sampleLong({ min, max }: LongType, random: Random): Value | undefined {
  const low = min ?? (max !== undefined && max < 1n ? max : 1n);
  const spread = max !== undefined && max - low < SPREAD ? Number(max - low) : SPREAD;
  return spread < 0 ? undefined : String(low + BigInt(random.below(spread + 1)));
}

function sampleDouble({ min, max }: DoubleType, random: Random): Value | undefined {
  const low = min ?? Math.min(0, max ?? 0);
  const high = max ?? low + SPREAD;
  if (low > high) return undefined;
  const drawn = low + random.next() * (Math.min(high, low + SPREAD) - low);
  const rounded = Math.round(drawn * 100) / 100;
  return rounded >= low && rounded <= high ? rounded : drawn;
}

/** Up to two digits before the point, as the precision allows, and as many after it as the scale says. */
function sampleDecimal({ precision, scale }: DecimalType, random: Random): Value {
  const places = scale ?? (precision === undefined ? 2 : 0);
  const before = Math.min(2, precision === undefined ? 2 : precision - places);
  const digits = Array.from({ length: Math.min(places, 2) }, () => random.below(10)).join('');
  const whole = before <= 0 ? 0 : 1 + random.below(10 ** before - 1);
  return digits ? `${whole}.${digits}` : String(whole);
}

const DAY = 86_400_000;

function sampleFormat(kind: FormatName, name: string, random: Random): Value {
  switch (kind) {
    case 'uuid':
      return sampleUuid(random);
    case 'date':
      return timestampText(START - random.below(30) * DAY).slice(0, 10);
    case 'time':
      return timestampText(random.below(DAY)).replace(/^.*T/, '');
    case 'timestamp':
      return timestampText(START - random.below(30 * DAY));
    case 'duration':
      return `PT${1 + random.below(59)}M`;
    case 'uri':
      return `https://example.com/${encodeURIComponent(name)}/${word(6, random)}`;
    case 'email':
      return `${word(6, random)}@example.com`;
  }
}

/** Version 4 of RFC 9562. */
function sampleUuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16));
  hex[12] = '4';
  hex[16] = (8 + random.below(4)).toString(16);
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
