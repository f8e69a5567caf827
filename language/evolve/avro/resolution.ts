import type { Way } from '../relation/paths.ts';
import { wayText } from '../relation/paths.ts';
import { type AvroEnum, type AvroRecord, type AvroSchema, type AvroType, unqualified } from './schema.ts';

/** Why data of a writer is not read. */
export interface Unresolved {
  /** Where, in the reader's names of fields: `items[].price`; empty at the root. */
  readonly path: string;
  /** Goes on after the path: `is not written, and has no default`. */
  readonly message: string;
}

/**
 * Everything in which a reader's schema does not resolve against a writer's, by the specification of Avro 1.12, "Schema
 * Resolution" and "Aliases"; empty where it reads whatever is written. Names match without their namespaces; of a union the
 * first branch that matches is taken, even if another one would be read.
 *
 * Decimals match by precision and scale, as their specification has it (Java's reader and registries see only the bytes). It
 * says nothing of other logical types, whose numbers would be read as something else: here these match themselves alone.
 */
export function unresolved(writer: AvroSchema, reader: AvroSchema): Unresolved[] {
  const resolution = new Resolution(reader.aliases);
  resolution.resolve(writer.root, reader.root, []);
  return resolution.found;
}

/** What a type of the writer may be read as beside itself. */
const PROMOTIONS: { readonly [name: string]: readonly string[] } = {
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  string: ['bytes'],
  bytes: ['string'],
};

class Resolution {
  readonly found: Unresolved[] = [];
  readonly #aliases: ReadonlyMap<string, string>;
  /** The reader's records that each of the writer's has met. */
  readonly #met = new Map<AvroRecord, Set<AvroRecord>>();

  constructor(aliases: ReadonlyMap<string, string>) {
    this.#aliases = aliases;
  }

  resolve(writer: AvroType, reader: AvroType, way: Way): void {
    if (writer.kind === 'union') {
      for (const branch of writer.branches) this.resolve(branch, reader, [...way, ...branchStep(branch)]);
      return;
    }
    const taken = reader.kind === 'union' ? reader.branches.find((branch) => this.#matches(writer, branch)) : reader;
    if (!taken || !this.#matches(writer, taken)) {
      this.#report(way, `may be written as ${typeText(writer)}, which is not read as ${typeText(reader)}`);
    } else if (writer.kind === 'record' && taken.kind === 'record') this.#record(writer, taken, way);
    else if (writer.kind === 'enum' && taken.kind === 'enum') this.#enum(writer, taken, way);
    else if (writer.kind === 'array' && taken.kind === 'array') this.resolve(writer.of, taken.of, [...way, '[]']);
    else if (writer.kind === 'map' && taken.kind === 'map') this.resolve(writer.of, taken.of, [...way, '{}']);
  }

  /** Whether two types, neither of them a union, are of one kind and name; what is inside is seen when they are resolved. */
  #matches(writer: AvroType, reader: AvroType): boolean {
    if (writer.kind === 'primitive' && reader.kind === 'primitive') {
      const reads = writer.name === reader.name || PROMOTIONS[writer.name]?.includes(reader.name);
      return reads === true && writer.meaning === reader.meaning;
    }
    if (writer.kind !== reader.kind) return false;
    if (!('name' in writer && 'name' in reader)) return true;
    if (writer.kind === 'fixed' && reader.kind === 'fixed') {
      if (writer.size !== reader.size || writer.meaning !== reader.meaning) return false;
    }
    return unqualified(this.#aliases.get(writer.name) ?? writer.name) === unqualified(reader.name);
  }

  #record(writer: AvroRecord, reader: AvroRecord, way: Way): void {
    const met = this.#met.get(writer) ?? new Set();
    if (met.has(reader)) return;
    this.#met.set(writer, met.add(reader));
    const newNames = new Map(reader.fields.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name])));
    for (const field of reader.fields) {
      const written = writer.fields.filter(({ name }) => (newNames.get(name) ?? name) === field.name);
      const at = [...way, field.name];
      if (written.length > 1) this.#report(at, `is written twice: ${written.map(({ name }) => name).join(' and ')}`);
      else if (written[0]) this.resolve(written[0].type, field.type, at);
      else if (!field.hasDefault) this.#report(at, 'is not written, and has no default');
    }
  }

  #enum(writer: AvroEnum, reader: AvroEnum, way: Way): void {
    if (reader.default !== undefined) return;
    const unknown = writer.symbols.filter((symbol) => !reader.symbols.includes(symbol));
    if (unknown.length > 0)
      this.#report(way, `may be written as ${unknown.join(' or ')}, which is no symbol of its enum`);
  }

  #report(way: Way, message: string): void {
    this.found.push({ path: wayText(way), message });
  }
}

function branchStep(branch: AvroType): Way {
  return branch.kind === 'record' ? [`(${unqualified(branch.name)})`] : [];
}

function typeText(type: AvroType): string {
  switch (type.kind) {
    case 'primitive':
      return type.meaning ?? type.name;
    case 'union':
      return type.branches.map(typeText).join(' or ');
    case 'array':
    case 'map':
      return type.kind;
    default:
      return `${type.kind} ${type.name}`;
  }
}
