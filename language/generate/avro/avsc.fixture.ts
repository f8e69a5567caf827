import avro, { type Schema, type Type } from 'avsc';

/** avsc holds a `long` in a double unless it is told how else. */
const LONGS = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: (value: number | string) => BigInt(value),
  toJSON: (value: bigint) => Number(value),
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

/** A schema as avsc has it. It knows no logical types and takes the ones below. */
export function typeFor(text: string): Type {
  return avro.Type.forSchema(JSON.parse(text) as Schema, { registry: { long: LONGS }, wrapUnions: true });
}
