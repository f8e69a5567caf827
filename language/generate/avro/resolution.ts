import type { AvroJson } from './text.ts';

/** Whether all data of one schema can be read with another; if not, the first thing in the way. */
export type AvroVerdict =
  | { readonly readable: true }
  | {
      readonly readable: false;
      /** The reader's fields from the outside in, as in `items[].price` and `paid(Payment_card).number`; empty for the whole message. */
      readonly place: string;
      readonly reason: string;
    };

/**
 * Judges by the rules of Avro 1.12, "Schema Resolution" and "Aliases": whether a reader with one schema takes whatever a
 * writer with another writes. Two of them are read strictly: decimals need the same precision and the same scale, and a
 * field that was written under its name and under an alias has no one value.
 * @param writer a schema as `avroSchemaOf` makes it, without references to elsewhere
 * @param reader another
 */
export function avroVerdict(writer: AvroJson, reader: AvroJson): AvroVerdict {
  return new Resolution(writer, reader).verdict(writer, reader, '');
}

type Schema = { readonly [name: string]: AvroJson } & { readonly type: string };
type Names = ReadonlyMap<string, Schema>;

const READABLE: AvroVerdict = { readable: true };

/** What each primitive type is also read as. */
const PROMOTIONS: { readonly [written: string]: readonly string[] } = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

class Resolution {
  readonly #written: Names;
  readonly #read: Names;
  /** Pairs of records that were begun: what uses itself is not gone into again, and the first fault ends it all. */
  readonly #begun = new Set<string>();

  constructor(writer: AvroJson, reader: AvroJson) {
    this.#written = namesIn(writer);
    this.#read = namesIn(reader);
  }

  verdict(writer: AvroJson, reader: AvroJson, place: string): AvroVerdict {
    if (isUnion(writer)) return first(writer, (member) => this.verdict(member, reader, place));
    const written = defined(writer, this.#written);
    if (!isUnion(reader)) return this.#single(written, defined(reader, this.#read), place);
    const members = reader.map((member) => defined(member, this.#read));
    const match = members.find((member) => mismatch(written, member) === undefined);
    const isOneOfMany = members.filter(isNamed).length > 1;
    if (match) return this.#single(written, match, isOneOfMany ? `${place}(${unqualified(fullName(match))})` : place);
    return fault(place, `${words(written)} is written, and the reader takes only ${members.map(words).join(' or ')}`);
  }

  #single(writer: Schema, reader: Schema, place: string): AvroVerdict {
    const wrong = mismatch(writer, reader);
    if (wrong !== undefined) return fault(place, wrong);
    switch (reader.type) {
      case 'array':
        return this.verdict(writer.items!, reader.items!, `${place}[]`);
      case 'map':
        return this.verdict(writer.values!, reader.values!, `${place}{}`);
      case 'enum':
        return symbols(writer, reader, place);
      case 'record':
        return this.#record(writer, reader, place);
      default:
        return READABLE;
    }
  }

  #record(writer: Schema, reader: Schema, place: string): AvroVerdict {
    const pair = `${fullName(writer)} ${fullName(reader)}`;
    if (this.#begun.has(pair)) return READABLE;
    this.#begun.add(pair);
    const written = new Map(fieldsOf(writer).map((field) => [field.name, field]));
    return first(fieldsOf(reader), (field) => {
      const inside = place === '' ? String(field.name) : `${place}.${field.name}`;
      const sources = [field.name!, ...list(field.aliases)].flatMap((name) => written.get(name) ?? []);
      const [source] = sources;
      if (sources.length > 1)
        return fault(
          inside,
          `it is written under its name and as ${quoted(sources.slice(1).map(({ name }) => name!))}`,
        );
      if (source) return this.verdict(source.type!, field.type!, inside);
      return field.default === undefined ? fault(inside, 'it is not written, and has no default') : READABLE;
    });
  }
}

/** Why two schemas are of different types; nothing is said of what records and collections hold. */
function mismatch(writer: Schema, reader: Schema): string | undefined {
  if (writer.type !== reader.type) {
    const isPromoted = PROMOTIONS[writer.type]?.includes(reader.type) ?? false;
    return isPromoted ? undefined : `${words(writer)} is written, and ${words(reader)} read`;
  }
  if (isNamed(reader)) {
    const taken = [fullName(reader), ...list(reader.aliases)].map(unqualified);
    if (taken.includes(unqualified(fullName(writer)))) return undefined;
    return `${words(writer)} is written, which is no name or alias of ${words(reader)}`;
  }
  if (!isDecimal(writer) || !isDecimal(reader) || words(writer) === words(reader)) return undefined;
  return `${words(writer)} is written, and ${words(reader)} read: Avro wants the same precision and scale`;
}

function symbols(writer: Schema, reader: Schema, place: string): AvroVerdict {
  const known = list(reader.symbols);
  const unknown = list(writer.symbols).filter((symbol) => !known.includes(symbol));
  if (unknown.length === 0 || reader.default !== undefined) return READABLE;
  return fault(place, `${quoted(unknown)} may be written, which the reader's enum neither has nor has a default for`);
}

/** The first fault among parts; readable where there is none. */
function first<T>(parts: readonly T[], verdictOf: (part: T) => AvroVerdict): AvroVerdict {
  for (const part of parts) {
    const verdict = verdictOf(part);
    if (!verdict.readable) return verdict;
  }
  return READABLE;
}

function fault(place: string, reason: string): AvroVerdict {
  return { readable: false, place, reason };
}

/** All definitions in a schema by their full names. */
function namesIn(schema: AvroJson, names = new Map<string, Schema>()): Map<string, Schema> {
  if (isUnion(schema)) for (const member of schema) namesIn(member, names);
  else if (isDefinition(schema)) {
    if (isNamed(schema)) names.set(fullName(schema), schema);
    for (const inner of [schema.items, schema.values, ...fieldsOf(schema).map(({ type }) => type)])
      if (inner !== undefined) namesIn(inner, names);
  }
  return names;
}

/** The definition behind a name. */
function defined(schema: AvroJson, names: Names): Schema {
  if (isDefinition(schema)) return schema;
  return names.get(String(schema)) ?? { type: String(schema) };
}

const isUnion = (schema: AvroJson): schema is readonly AvroJson[] => Array.isArray(schema);
const isDefinition = (schema: AvroJson): schema is Schema =>
  typeof schema === 'object' && schema !== null && !isUnion(schema);
const isNamed = ({ name }: Schema): boolean => name !== undefined;
const isDecimal = ({ logicalType }: Schema): boolean => logicalType === 'decimal';

/** Names without their namespace are matched. */
const unqualified = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function fullName({ namespace, name }: Schema): string {
  return namespace === undefined ? String(name) : `${namespace}.${name}`;
}

type Field = {
  readonly name?: string;
  readonly type?: AvroJson;
  readonly default?: AvroJson;
  readonly aliases?: AvroJson;
};

const fieldsOf = ({ fields }: Schema): readonly Field[] => (fields ?? []) as readonly Field[];
const list = (value: AvroJson | undefined): readonly string[] => (value ?? []) as readonly string[];
const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' and ');

/** A schema as a reason calls it. */
function words(schema: Schema): string {
  if (isNamed(schema)) return `${schema.type} ${fullName(schema)}`;
  if (isDecimal(schema)) return `decimal(${schema.precision}, ${schema.scale ?? 0})`;
  return typeof schema.logicalType === 'string' ? `${schema.type} (${schema.logicalType})` : schema.type;
}
