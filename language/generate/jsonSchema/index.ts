import { FORMAT_PATTERNS } from '../../model/schema/formats.ts';
import { decimalPattern, LONG_PATTERN } from '../../model/schema/keywords.ts';
import type { JsonSchema } from '../../model/schema/schema.ts';
import { asCase, declaredType, fieldsOf, formerName, resolved } from '../../model/schema/shapes.ts';
import type { EnumType, FieldType, LongType, RecordType, StringType, UnionType, ValueType } from '../../model/types.ts';
import { type Declarations, docIn, type Elsewhere, type Exported, NOTHING_ELSEWHERE, recordName } from '../exported.ts';

/**
 * A declared type or a message's version as a JSON Schema of draft 07, the newest one that every registry and validator
 * takes. It says what is written, in standard keywords; what has none is in `x-evflow-…`, and validators pass over it.
 *
 * Records are closed: by a registry's rules an optional field may be added to a closed record, never to an open one, as
 * long as the registry asks for BACKWARD. (In the other direction the rules are mirrored: FORWARD and FULL refuse it.)
 * A field with a default is not required, so that what was written before it was added is valid too.
 * @param elsewhere declared types that are only referred to, by `referenceTo`; all others stand in `definitions`
 */
export function jsonSchemaOf(
  source: Declarations,
  key: string,
  elsewhere: Elsewhere = NOTHING_ELSEWHERE,
): Exported<JsonSchema> {
  const writer = new Writer(source, key, elsewhere);
  const root = writer.declared(key);
  const definitions = writer.definitions();
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: recordName(key),
    ...root,
    ...(definitions.length > 0 && { definitions: Object.fromEntries(definitions) }),
  };
  return { schema, references: [...writer.references], problems: [] };
}

/** How a schema names a declared type that is a schema of its own: the reference's `name` in a registry. */
export function referenceTo(key: string): string {
  return encodeURIComponent(key).replaceAll('%40', '@');
}

class Writer {
  readonly references = new Set<string>();
  readonly #source: Declarations;
  readonly #root: string;
  readonly #elsewhere: Elsewhere;
  /** Declared types in the order in which they are met; the list grows while it is walked. */
  readonly #met = new Set<string>();

  constructor(source: Declarations, root: string, elsewhere: Elsewhere) {
    this.#source = source;
    this.#root = root;
    this.#elsewhere = elsewhere;
  }

  declared(key: string): JsonSchema {
    const entity = this.#source.entity(key);
    return {
      ...described(entity && docIn(entity)),
      ...this.#schema(resolved(this.#source, declaredType(key)), key),
    };
  }

  definitions(): (readonly [string, JsonSchema])[] {
    const definitions: (readonly [string, JsonSchema])[] = [];
    for (const key of this.#met) definitions.push([key, this.declared(key)]);
    return definitions;
  }

  /** `owner`: the declared type that this one stands in. */
  #schema(type: ValueType, owner: string): JsonSchema {
    switch (type.kind) {
      case 'declared':
        return { $ref: this.#reference(type.key) };
      case 'list':
        return {
          type: 'array',
          items: this.#schema(type.item, owner),
          ...said({ minItems: type.min, maxItems: type.max }),
        };
      case 'map':
        return { type: 'object', additionalProperties: this.#schema(type.value, owner) };
      case 'record':
        return this.#record(type, owner);
      case 'union':
        return this.#union(type, owner);
      case 'enum':
        return enumSchema(type);
      default:
        return scalarSchema(type);
    }
  }

  #reference(key: string): string {
    if (key === this.#root) return '#';
    if (this.#elsewhere.has(key)) {
      this.references.add(key);
      return referenceTo(key);
    }
    this.#met.add(key);
    return `#/definitions/${referenceTo(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
  }

  #record(record: RecordType, owner: string, tag: JsonSchema = {}): JsonSchema {
    const fields = fieldsOf(record);
    const required = fields.filter((field) => !field.optional && field.default === undefined).map(({ name }) => name);
    const properties = fields.map((field) => [field.name, this.#field(record, field, owner)] as const);
    return {
      type: 'object',
      properties: { ...tag, ...Object.fromEntries(properties) },
      required: [...Object.keys(tag), ...required],
      additionalProperties: false,
    };
  }

  #field(record: RecordType, field: FieldType, owner: string): JsonSchema {
    const entity = this.#source.entity(owner);
    return {
      ...described(entity && docIn(entity, field.node)),
      ...this.#schema(field.type, owner),
      ...said({
        default: field.default,
        'x-evflow-was': formerName(record, field),
        'x-evflow-sensitive': field.sensitive || undefined,
      }),
    };
  }

  /** Each case is written out, with its tag: a closed record that is referred to could not have one more field. */
  #union(union: UnionType, owner: string): JsonSchema {
    const cases = union.cases.map(({ name, type }) => {
      const record = resolved(this.#source, type);
      const home = type.kind === 'declared' ? type.key : owner;
      const fields: RecordType = record.kind === 'record' ? asCase(record, union.tag) : { kind: 'record', fields: [] };
      return this.#record(fields, home, { [union.tag]: { type: 'string', const: name } });
    });
    return { oneOf: cases, ...said({ 'x-evflow-otherwise': union.otherwise }) };
  }
}

function scalarSchema(type: ValueType): JsonSchema {
  switch (type.kind) {
    case 'string':
      return stringSchema(type);
    case 'boolean':
      return { type: 'boolean' };
    case 'int':
      return { type: 'integer', ...said({ minimum: type.min, maximum: type.max }) };
    case 'double':
      return { type: 'number', ...said({ minimum: type.min, maximum: type.max }) };
    case 'long':
      return longSchema(type);
    case 'decimal':
      return { type: 'string', pattern: decimalPattern(type) };
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64' };
    case 'timestamp':
      return { type: 'string', format: 'date-time' };
    case 'duration':
      // JSON Schema's has no fractions of seconds.
      return { type: 'string', pattern: FORMAT_PATTERNS.duration.source };
    case 'uuid':
    case 'date':
    case 'time':
    case 'uri':
    case 'email':
      return { type: 'string', format: type.kind };
    default:
      return {};
  }
}

function stringSchema({ min, max, pattern }: StringType): JsonSchema {
  return { type: 'string', ...said({ minLength: min, maxLength: max, pattern }) };
}

/** The bounds of a number that is written as text are nothing that JSON Schema can say. */
function longSchema({ min, max }: LongType): JsonSchema {
  return {
    type: 'string',
    pattern: LONG_PATTERN,
    ...said({ 'x-evflow-minimum': min?.toString(), 'x-evflow-maximum': max?.toString() }),
  };
}

function enumSchema({ symbols, otherwise }: EnumType): JsonSchema {
  return { type: 'string', enum: [...new Set(symbols)], ...said({ 'x-evflow-otherwise': otherwise }) };
}

function described(description: string | undefined): JsonSchema {
  return said({ description });
}

/** Without the keywords that are undefined. */
function said(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
