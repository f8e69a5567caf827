import type { JsonValue, ValueType } from '../../model/types.ts';
import type { AvroJson } from './text.ts';

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;
const DAY = 86_400_000;

/** A type that has no parts and no name. */
export type Scalar = Exclude<ValueType, { kind: 'list' | 'map' | 'record' | 'union' | 'declared' | 'enum' }>;

/**
 * The Avro type of a scalar. An `int` is one of 32 bits where its range says so, else a `long`, as ours has 53. What Avro has
 * no type for is a string: a `decimal` without precision, a `time` (Avro's has no offset), durations, and `json` as its text.
 * A timestamp is an instant in microseconds: its offset, and what is finer, are not kept.
 */
export function scalarSchema(type: Scalar): AvroJson {
  switch (type.kind) {
    case 'boolean':
    case 'double':
    case 'long':
    case 'bytes':
      return type.kind;
    case 'int':
      return (type.min ?? -Infinity) >= INT_MIN && (type.max ?? Infinity) <= INT_MAX ? 'int' : 'long';
    case 'decimal': {
      const { precision, scale = 0 } = type;
      return precision === undefined ? 'string' : { type: 'bytes', logicalType: 'decimal', precision, scale };
    }
    case 'uuid':
      return { type: 'string', logicalType: 'uuid' };
    case 'date':
      return { type: 'int', logicalType: 'date' };
    case 'timestamp':
      return { type: 'long', logicalType: 'timestamp-micros' };
    default:
      return 'string';
  }
}

/** A value on our wire as Avro's JSON encoding has it. */
export function scalarValue(type: Scalar, value: JsonValue): AvroJson {
  if (type.kind === 'json') return JSON.stringify(value);
  if (typeof value !== 'string') return value as AvroJson;
  switch (type.kind) {
    case 'long':
      return BigInt(value);
    case 'decimal':
      return type.precision === undefined ? value : bytesOf(unscaled(value, type.scale ?? 0));
    case 'bytes':
      return atob(value);
    case 'date':
      return Date.parse(value) / DAY;
    case 'timestamp':
      return microseconds(value);
    default:
      return value;
  }
}

/** `-1.5` at scale 2 is −150. */
function unscaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0').slice(0, scale));
}

/** Two's complement, the highest byte first, as few bytes as do; a byte is a character. */
function bytesOf(value: bigint): string {
  let bits = 8;
  while (BigInt.asIntN(bits, value) !== value) bits += 8;
  const hex = BigInt.asUintN(bits, value)
    .toString(16)
    .padStart(bits / 4, '0');
  return hex.replace(/../g, (byte) => String.fromCharCode(Number.parseInt(byte, 16)));
}

/** Since 1970 in UTC; the seconds' fraction is read as text, since `Date` keeps but three digits. */
function microseconds(text: string): bigint {
  const [, start = '', fraction = '', offset = ''] = /^(.{19})(?:\.([0-9]+))?(.*)$/.exec(text.toUpperCase()) ?? [];
  return BigInt(Date.parse(start + offset)) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}
