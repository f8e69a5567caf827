import type { EnumType, FieldType, RecordType, StringType, UnionType, ValueType } from '../types.ts';
import { longRule } from './keywords.ts';
import { asCase, declaredType, fieldsOf, formerName, type Root, reach, resolved, type Shapes } from './shapes.ts';

/** A JSON Schema, draft 2020-12 or 07, with the keywords of keywords.ts and the formats of formats.ts. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** `writer`: what may be published. `reader`: what is understood, by itself or after `read`. */
export type Side = 'writer' | 'reader';

/** A schema and those that it refers to by their `$id`, in an order that has what is used before what uses it. */
export interface SchemaDocument extends JsonSchema {
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}

/** The closed schema: just the declared fields; a defaulted field is always written, and an optional one never as null. */
export function writerSchema(shapes: Shapes, root: Root): SchemaDocument {
  return document(shapes, root, 'writer');
}

/**
 * The open schema: unknown fields are ignored, `was` names and numbers for `long` and `decimal` are accepted, null counts as
 * absent where a field is optional, defaulted fields may be absent, unknown symbols and cases are accepted where there is an
 * `otherwise`. It accepts a value exactly if it accepts what `read` makes of it.
 */
export function readerSchema(shapes: Shapes, root: Root): SchemaDocument {
  return document(shapes, root, 'reader');
}

function document(shapes: Shapes, root: Root, side: Side): SchemaDocument {
  const keys = reach(shapes, root).keys;
  const defs = keys.map((key) => [schemaId(side, key), declaredSchema(shapes, key, side)] as const);
  return { ...schemaOf(shapes, root, side), $defs: Object.fromEntries(defs) };
}

/** The `$id` of a declared type's schema: the side and the key, with whatever a URI does not take in hexadecimal. */
export function schemaId(side: Side, key: string): string {
  return `${side}:${key.replace(/[^\w.@-]/gu, (character) => `$${character.codePointAt(0)?.toString(16)}$`)}`;
}

/** The schema of a declared type by itself, referring to others by `$id`. */
export function declaredSchema(shapes: Shapes, key: string, side: Side): JsonSchema {
  return { $id: schemaId(side, key), ...schemaOf(shapes, resolved(shapes, declaredType(key)), side) };
}

/** The schema of any type; a declared one is referred to. */
export function schemaOf(shapes: Shapes, type: ValueType, side: Side): JsonSchema {
  switch (type.kind) {
    case 'declared':
      return { $ref: schemaId(side, type.key) };
    case 'string':
      return stringSchema(type);
    case 'boolean':
      return { type: 'boolean' };
    case 'int':
      return {
        type: 'integer',
        minimum: Math.max(type.min ?? -Infinity, Number.MIN_SAFE_INTEGER),
        maximum: Math.min(type.max ?? Infinity, Number.MAX_SAFE_INTEGER),
      };
    case 'long':
      return { long: longRule(type, side === 'reader') };
    case 'double':
      return { type: 'number', ...present({ minimum: type.min, maximum: type.max }) };
    case 'decimal':
      return {
        decimal: { ...present({ precision: type.precision, scale: type.scale }), numbers: side === 'reader' },
      };
    case 'bytes':
      return { type: 'string', format: 'bytes' };
    case 'json':
    case 'unknown':
      return {};
    case 'list':
      return {
        type: 'array',
        items: schemaOf(shapes, type.item, side),
        ...present({ minItems: type.min, maxItems: type.max }),
      };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shapes, type.value, side) };
    case 'record':
      return recordSchema(shapes, type, side);
    case 'enum':
      return enumSchema(type, side);
    case 'union':
      return unionSchema(shapes, type, side);
    default:
      return { type: 'string', format: type.kind };
  }
}

function stringSchema({ min, max, pattern }: StringType): JsonSchema {
  const usable = pattern !== undefined && isPattern(pattern) ? pattern : undefined;
  return { type: 'string', ...present({ minLength: min, maxLength: max, pattern: usable }) };
}

/** True for what `RegExp` takes with the flag `u`; any other pattern counts as none. */
export function isPattern(pattern: string): boolean {
  try {
    return Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function enumSchema({ symbols, otherwise }: EnumType, side: Side): JsonSchema {
  if (side === 'reader' && otherwise !== undefined) return { type: 'string' };
  return symbols.length > 0 ? { enum: [...new Set(symbols)] } : { not: {} };
}

/** `tag`: the property that says which case of a union this record is. */
function recordSchema(shapes: Shapes, record: RecordType, side: Side, tag?: string): JsonSchema {
  const fields = fieldsOf(record);
  const entries = fields.map((field) => [field.name, fieldSchema(shapes, field, side)] as const);
  const shape = { type: 'object', ...properties(tag === undefined ? entries : [[tag, {}], ...entries]) };
  if (side === 'writer') {
    const required = fields.filter((field) => !field.optional).map((field) => field.name);
    return { ...shape, required, additionalProperties: false };
  }
  const renamed = fields.filter((field) => formerName(record, field) !== undefined);
  const required = fields
    .filter((field) => !field.optional && field.default === undefined && !renamed.includes(field))
    .map((field) => field.name);
  const former = renamed.map((field) => formerSchema(shapes, field, formerName(record, field) as string));
  return { ...shape, required, ...(former.length > 0 && { allOf: former }) };
}

function fieldSchema(shapes: Shapes, field: FieldType, side: Side): JsonSchema {
  const schema = schemaOf(shapes, field.type, side);
  return side === 'reader' && field.optional ? { if: { type: 'null' }, else: schema } : schema;
}

/** The old name counts only where the new one is absent; where both are, the new one is what is missed. */
function formerSchema(shapes: Shapes, field: FieldType, was: string): JsonSchema {
  const old = properties([[was, fieldSchema(shapes, field, 'reader')]]);
  const hasNew = { required: [field.name] };
  if (field.optional || field.default !== undefined) return { if: hasNew, else: old };
  return { if: { anyOf: [hasNew, { not: { required: [was] } }] }, then: hasNew, else: old };
}

/** ajv passes over a property `__proto__`, but not over a pattern that matches it. */
function properties(entries: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  const own = entries.filter(([name]) => name !== '__proto__');
  const patterns = entries
    .filter(([name]) => name === '__proto__')
    .map(([, schema]) => ['^__proto__$', schema] as const);
  return {
    properties: Object.fromEntries(own),
    ...(patterns.length > 0 && { patternProperties: Object.fromEntries(patterns) }),
  };
}

/** A chain of `if`s rather than `oneOf`, so that a finding speaks of the case at hand. */
function unionSchema(shapes: Shapes, union: UnionType, side: Side): JsonSchema {
  const cases = new Map(union.cases.map((oneCase) => [oneCase.name, oneCase.type]));
  const names = [...cases.keys()];
  if (names.length === 0) return { not: {} };
  const tagged = (tag: JsonSchema) => ({ ...properties([[union.tag, tag]]), required: [union.tag] });
  const caseSchema = (type: ValueType) => {
    const record = resolved(shapes, type);
    return record.kind === 'record' ? recordSchema(shapes, asCase(record, union.tag), side, union.tag) : {};
  };
  const branches = [...cases].map(([name, type]) => ({ if: tagged({ const: name }), then: caseSchema(type) }));
  const otherwise = side === 'reader' && union.otherwise !== undefined ? cases.get(union.otherwise) : undefined;
  if (!otherwise) return { type: 'object', ...tagged({ enum: names }), allOf: branches };
  const unknown = { if: tagged({ type: 'string', not: { enum: names } }), then: caseSchema(otherwise) };
  return { type: 'object', ...tagged({ type: 'string' }), allOf: [...branches, unknown] };
}

/** Without the keywords that are undefined. */
function present(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
