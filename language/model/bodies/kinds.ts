import type { Type, ValueType } from '../types.ts';

export const UNKNOWN = { kind: 'unknown' } as const satisfies Type;
export const NULL = { kind: 'null' } as const satisfies Type;
export const BOOLEAN = { kind: 'boolean' } as const satisfies Type;
export const STRING = { kind: 'string' } as const satisfies Type;
export const INT = { kind: 'int' } as const satisfies Type;
export const DECIMAL = { kind: 'decimal' } as const satisfies Type;
export const DOUBLE = { kind: 'double' } as const satisfies Type;
export const UUID = { kind: 'uuid' } as const satisfies Type;
export const TIMESTAMP = { kind: 'timestamp' } as const satisfies Type;
export const DURATION = { kind: 'duration' } as const satisfies Type;
export const JSON_VALUE = { kind: 'json' } as const satisfies Type;

const VALUE_KINDS: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'int',
  'long',
  'double',
  'decimal',
  'uuid',
  'date',
  'time',
  'timestamp',
  'duration',
  'uri',
  'email',
  'bytes',
  'json',
  'list',
  'map',
  'record',
  'enum',
  'union',
  'declared',
  'unknown',
]);

/** True for a type that a field could have. */
export function isValueType(type: Type): type is ValueType {
  return VALUE_KINDS.has(type.kind);
}

/** The type or null. */
export function optional(type: Type): Type {
  return type.kind === 'optional' || type.kind === 'null' || type.kind === 'json' || type.kind === 'unknown'
    ? type
    : { kind: 'optional', type };
}

/** The type of what is there when it is not null. */
export function withoutNull(type: Type): Type {
  return type.kind === 'optional' ? type.type : type;
}

export function mayBeNull(type: Type): boolean {
  return type.kind === 'optional' || type.kind === 'null';
}

/** The type that a computed value has: refinements belong to the place where a value is kept, and are checked there. */
export function unrefined(type: Type): Type {
  switch (type.kind) {
    case 'string':
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return { kind: type.kind };
    case 'list':
      return type.min === undefined && type.max === undefined ? type : { kind: 'list', item: type.item };
    case 'optional':
      return optional(unrefined(type.type));
    default:
      return type;
  }
}

/** From the narrowest to the widest: each converts to those after it, but decimal and double do not mix. */
const NUMBER_KINDS = ['int', 'long', 'decimal', 'double'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

export function isNumber(type: Type): type is Extract<Type, { kind: NumberKind }> {
  return (NUMBER_KINDS as readonly string[]).includes(type.kind);
}

/** The kind in which two numbers meet without losing anything; undefined where there is none. */
export function commonNumber(a: NumberKind, b: NumberKind): NumberKind | undefined {
  if (a === b) return a;
  if (a === 'double' || b === 'double') return a === 'int' || b === 'int' ? 'double' : undefined;
  return NUMBER_KINDS.indexOf(a) > NUMBER_KINDS.indexOf(b) ? a : b;
}

/** True for text on the wire that a reader takes for a string. */
export function isText(type: Type): boolean {
  switch (type.kind) {
    case 'string':
    case 'uuid':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'duration':
    case 'uri':
    case 'email':
    case 'enum':
      return true;
    default:
      return false;
  }
}
