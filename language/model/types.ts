import type { Expression, Field } from '../syntax/tree.ts';
import type { Receiver } from './bodies/builtins.ts';

/**
 * What a value may be. Plain data without cycles: a declared record, enum, union or message is named by its key
 * and looked up where it is needed, so that recursive declarations end and an edit invalidates only what it touches.
 */
export type Type = ValueType | BodyType;

/** Types that a field can have. */
export type ValueType =
  | StringType
  | { readonly kind: 'boolean' }
  | IntType
  | LongType
  | DoubleType
  | DecimalType
  | FormatType
  | { readonly kind: 'bytes' }
  | { readonly kind: 'json' }
  | ListType
  | MapType
  | RecordType
  | EnumType
  | UnionType
  | DeclaredType
  | UnknownType;

/** Types that only expressions in bodies have. */
export type BodyType = NullType | OptionalType | PartType | RowType | FunctionType;

/** `min` and `max` count Unicode code points; `pattern` is ECMA-262 with the unicode flag, unanchored. */
export interface StringType {
  readonly kind: 'string';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}
/** Whole numbers within ±(2^53−1). */
export interface IntType {
  readonly kind: 'int';
  readonly min?: number;
  readonly max?: number;
}
/** Signed 64 bit. */
export interface LongType {
  readonly kind: 'long';
  readonly min?: bigint;
  readonly max?: bigint;
}
export interface DoubleType {
  readonly kind: 'double';
  readonly min?: number;
  readonly max?: number;
}
/** `precision` digits in all, `scale` of them after the point, as in SQL. */
export interface DecimalType {
  readonly kind: 'decimal';
  readonly precision?: number;
  readonly scale?: number;
}
export const FORMATS = ['uuid', 'date', 'time', 'timestamp', 'duration', 'uri', 'email'] as const;
export type FormatName = (typeof FORMATS)[number];
/** A string in one of JSON Schema's formats; `timestamp` is its `date-time`. */
export interface FormatType {
  readonly kind: FormatName;
}
/** `min` and `max` count items. */
export interface ListType {
  readonly kind: 'list';
  readonly item: ValueType;
  readonly min?: number;
  readonly max?: number;
}
export interface MapType {
  readonly kind: 'map';
  readonly value: ValueType;
}
export interface RecordType {
  readonly kind: 'record';
  readonly fields: readonly FieldType[];
}
/** A field is required, optional, or defaulted; never two of them. */
export interface FieldType {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  /** The value as JSON, where there is a default that fits. */
  readonly default?: JsonValue;
  readonly was?: string;
  readonly sensitive: boolean;
  readonly node: Field;
}
export interface EnumType {
  readonly kind: 'enum';
  readonly symbols: readonly string[];
  readonly otherwise?: string;
}
export interface UnionType {
  readonly kind: 'union';
  readonly tag: string;
  readonly cases: readonly { readonly name: string; readonly type: ValueType }[];
  readonly otherwise?: string;
}
/** A record, enum, union or message of the project; see `Project.shape`. */
export interface DeclaredType {
  readonly kind: 'declared';
  readonly key: string;
}
/** What follows an error that has been reported; fits everything, and nothing more is said of it. */
export interface UnknownType {
  readonly kind: 'unknown';
}

export interface NullType {
  readonly kind: 'null';
}
/** The type or null; never nested. */
export interface OptionalType {
  readonly kind: 'optional';
  readonly type: Exclude<Type, OptionalType | NullType>;
}
/** A consumer, aggregate, projection, saga or choreography by its name, as scenarios and queries use it. */
export interface PartType {
  readonly kind: 'part';
  readonly key: string;
}
/** The state of one key of a part: `Order[k]`, or of a part without keys: `Inventory`. */
export interface RowType {
  readonly kind: 'row';
  readonly part: string;
}
/** A built-in function or method, or a query of a projection. */
export interface FunctionType {
  readonly kind: 'function';
  readonly name: string;
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Values at run time are wire values everywhere (a decimal and a long are strings, a timestamp is RFC 3339 text),
 * so that messages are validated, logged and shown without being converted. Operators convert where they compute.
 */
export type Value = JsonValue;

/** What the checker found out about a file's expressions; runtime and generators read it and type nothing themselves. */
export interface Bindings {
  /** The type of every expression; an entry's short form has one too, see `entryValue` in bodies/entries.ts. */
  readonly types: ReadonlyMap<Expression, Type>;
  /** What every name, reference, member and entry key stands for. */
  readonly targets: ReadonlyMap<object, Target>;
  /** How every record literal is put together. */
  readonly literals: ReadonlyMap<object, LiteralPlan>;
}

/** A record literal that stands for a record: `spreads` names the fields that each `...x` gives, in order. */
export interface LiteralPlan {
  readonly type: ValueType;
  readonly spreads: ReadonlyMap<object, readonly string[]>;
  /** Fields that the literal leaves out and that have a default. */
  readonly defaults: readonly FieldType[];
}

/** What a name in a file stands for. */
export type Target =
  /** `let`, `for`, a lambda's parameter, a query's parameter: `node` is the declaring `Name`. */
  | { readonly kind: 'local'; readonly name: string; readonly node: object; readonly type: Type }
  /** The message at hand: `as x`, `event`, `old`, a saga's start or reply. */
  | { readonly kind: 'message'; readonly key: string; readonly node: object | undefined }
  /** The key of the part. */
  | { readonly kind: 'key'; readonly part: string }
  /** `state`, or one of its fields. */
  | { readonly kind: 'state'; readonly part: string; readonly field: Field | undefined }
  /** A field of the message at hand by its bare name; `node` as for `message`, undefined where it has no `as`. */
  | { readonly kind: 'field'; readonly message: string; readonly field: Field }
  /** `a.b`: a field of a record. */
  | { readonly kind: 'member'; readonly field: Field; readonly uri: string }
  /** A field of the envelope: `meta.timestamp`; `meta` itself has no field. */
  | { readonly kind: 'meta'; readonly field: string | undefined }
  | { readonly kind: 'reason' }
  | {
      readonly kind: 'symbol';
      readonly symbol: string;
      readonly node: object | undefined;
      readonly uri: string | undefined;
    }
  | { readonly kind: 'entity'; readonly key: string }
  | { readonly kind: 'query'; readonly part: string; readonly name: string; readonly node: object }
  /** A step or parallel of a saga, where one goes to it; `node` is its declaration. */
  | { readonly kind: 'step'; readonly node: object }
  /** A function, or a method of what stands before the dot; see bodies/builtins.ts. */
  | { readonly kind: 'builtin'; readonly receiver: Receiver; readonly name: string };
