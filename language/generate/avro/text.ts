/** An Avro schema as JSON; whole numbers that a double cannot hold are bigints. */
export type AvroJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly AvroJson[]
  | { readonly [name: string]: AvroJson };

/** JSON of one line, with all digits of large numbers. */
export function avroText(value: AvroJson): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(avroText).join(',')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${avroText(member)}`);
  return `{${members.join(',')}}`;
}
