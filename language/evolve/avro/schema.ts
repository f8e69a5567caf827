import type { AvroJson } from '../../generate/avro/index.ts';

/** A schema with its names looked up; what uses itself is a cycle. */
export interface AvroSchema {
  readonly root: AvroType;
  /** The full name of a type by each of its aliases. */
  readonly aliases: ReadonlyMap<string, string>;
}

export type AvroType = AvroPrimitive | AvroContainer | AvroUnion | AvroNamed;
export type AvroNamed = AvroRecord | AvroEnum | AvroFixed;

interface AvroPrimitive {
  readonly kind: 'primitive';
  readonly name: string;
  readonly meaning: string | undefined;
}

interface AvroContainer {
  readonly kind: 'array' | 'map';
  readonly of: AvroType;
}

interface AvroUnion {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

export interface AvroRecord {
  readonly kind: 'record';
  readonly name: string;
  readonly fields: readonly AvroField[];
}

export interface AvroField {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: AvroType;
  readonly hasDefault: boolean;
}

export interface AvroEnum {
  readonly kind: 'enum';
  readonly name: string;
  readonly symbols: readonly string[];
  readonly default: string | undefined;
}

interface AvroFixed {
  readonly kind: 'fixed';
  readonly name: string;
  readonly size: number;
  readonly meaning: string | undefined;
}

/** Reads a whole schema as `avroSchemaOf` makes it. */
export function readAvroSchema(json: AvroJson): AvroSchema {
  const names = new Names();
  const root = typeOf(json, '', names);
  return { root, aliases: names.aliases };
}

/** The name without its namespace. */
export function unqualified(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const PRIMITIVES = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];

interface Definition {
  readonly type: AvroJson;
  readonly name: string;
  readonly namespace?: string;
  readonly aliases?: readonly string[];
  readonly items: AvroJson;
  readonly values: AvroJson;
  readonly fields: readonly FieldDefinition[];
  readonly symbols: readonly string[];
  readonly size: number;
  readonly default?: string;
  readonly logicalType?: string;
  readonly precision?: number;
  readonly scale?: number;
}

interface FieldDefinition {
  readonly name: string;
  readonly type: AvroJson;
  readonly aliases?: readonly string[];
  readonly default?: AvroJson;
}

class Names {
  readonly types = new Map<string, AvroNamed>();
  readonly aliases = new Map<string, string>();

  define<T extends AvroNamed>(type: T, aliases: readonly string[], namespace: string): T {
    this.types.set(type.name, type);
    for (const alias of aliases) this.aliases.set(fullName(alias, namespace), type.name);
    return type;
  }
}

function typeOf(json: AvroJson, namespace: string, names: Names): AvroType {
  if (typeof json === 'string') return named(json, namespace, names);
  if (Array.isArray(json)) return { kind: 'union', branches: json.map((one) => typeOf(one, namespace, names)) };
  const definition = json as unknown as Definition;
  switch (definition.type) {
    case 'array':
      return { kind: 'array', of: typeOf(definition.items, namespace, names) };
    case 'map':
      return { kind: 'map', of: typeOf(definition.values, namespace, names) };
    case 'record':
    case 'enum':
    case 'fixed':
      return define(definition, namespace, names);
    default: {
      const type = typeOf(definition.type, namespace, names);
      return type.kind === 'primitive' ? { ...type, meaning: meaningOf(definition) } : type;
    }
  }
}

function named(name: string, namespace: string, names: Names): AvroType {
  if (PRIMITIVES.includes(name)) return { kind: 'primitive', name, meaning: undefined };
  const type = names.types.get(fullName(name, namespace));
  if (!type) throw new Error(`An Avro schema uses ${name} and does not define it.`);
  return type;
}

function define(definition: Definition, outer: string, names: Names): AvroType {
  const name = fullName(definition.name, definition.namespace ?? outer);
  const namespace = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  const { type, aliases = [], symbols, size } = definition;
  if (type === 'enum')
    return names.define({ kind: type, name, symbols, default: definition.default }, aliases, namespace);
  if (type === 'fixed')
    return names.define({ kind: type, name, size, meaning: meaningOf(definition) }, aliases, namespace);
  const fields: AvroField[] = [];
  const record = names.define<AvroRecord>({ kind: 'record', name, fields }, aliases, namespace);
  for (const field of definition.fields) {
    fields.push({
      name: field.name,
      aliases: field.aliases ?? [],
      type: typeOf(field.type, namespace, names),
      hasDefault: field.default !== undefined,
    });
  }
  return record;
}

function fullName(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** What makes something else of a type's values. A uuid is any string that Avro reads. */
function meaningOf({ logicalType, precision, scale = 0 }: Definition): string | undefined {
  if (logicalType === 'uuid') return undefined;
  return logicalType === 'decimal' ? `decimal(${precision}, ${scale})` : logicalType;
}
