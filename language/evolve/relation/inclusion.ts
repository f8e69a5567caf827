import type { FieldType, JsonValue, RecordType, ValueType } from '../../model/types.ts';
import type { WrittenObject } from './written.ts';

/** One step from a value into a value in it. */
export type Step =
  | {
      readonly kind: 'field';
      readonly name: string;
      /** What the reader looks for; undefined where it reads a map. */
      readonly reader: FieldType | undefined;
      /** What the writer wrote; undefined for tags and entries of maps. */
      readonly writer: FieldType | undefined;
      /** The object that the writer wrote. */
      readonly object: WrittenObject;
    }
  | { readonly kind: 'item'; readonly type: Extract<ValueType, { kind: 'list' }> }
  | { readonly kind: 'entry' }
  | { readonly kind: 'case'; readonly name: string };

/** A place in a message, as a way from its root. */
export interface Spot {
  readonly up: Spot | undefined;
  readonly step: Step | undefined;
  /** Where the way enters a pair of declared types: their keys. */
  readonly pair: Pair | undefined;
}

/** Two declared types that are compared once, however many ways lead to them; the first one is that of the smallest message. */
export interface Pair {
  readonly writer: string;
  readonly reader: string;
  readonly ways: Spot[];
}

/** What the reader makes of a place that the writer has written. */
export interface Finding {
  readonly spot: Spot;
  readonly what: What;
  /** Whether there is a message for certain that shows it. */
  readonly isCertain: boolean;
  /** The smallest message that shows it; undefined where it is not certain, or very large. */
  readonly witness: JsonValue | undefined;
}

export type What =
  /** A field that the reader must have, and that is not or not always written. */
  | {
      readonly kind: 'missing';
      readonly field: FieldType;
      readonly record: RecordType;
      readonly object: WrittenObject;
      readonly isWritten: boolean;
    }
  /** A value that the reader does not take. */
  | { readonly kind: 'value'; readonly writer: ValueType; readonly reader: ValueType }
  /** A list too short or too long. */
  | { readonly kind: 'size'; readonly writer: ValueType; readonly reader: ValueType }
  /** A case of a union that the reader does not know. */
  | { readonly kind: 'case'; readonly writer: ValueType; readonly reader: ValueType }
  /** No tag, or none that can be one, where the reader looks for it. */
  | { readonly kind: 'tag'; readonly writer: ValueType; readonly reader: ValueType }
  /** What cannot be decided; treated as a break. */
  | { readonly kind: 'unknown'; readonly writer: ValueType; readonly reader: ValueType; readonly why: string };

/** What is read without complaint, and is not what was meant. */
export type Loss =
  /** A field that may be absent and that nobody writes. */
  | {
      readonly kind: 'unwritten';
      readonly spot: Spot;
      readonly field: FieldType;
      readonly record: RecordType;
      readonly object: WrittenObject;
    }
  /** A symbol or case that is read as `otherwise`. */
  | {
      readonly kind: 'otherwise';
      readonly spot: Spot;
      readonly writer: ValueType;
      readonly reader: ValueType;
      readonly lost: readonly string[];
    }
  /** Keys of a map that a record does not have. */
  | { readonly kind: 'keys'; readonly spot: Spot; readonly writer: ValueType; readonly reader: ValueType }
  /** Another default. */
  | { readonly kind: 'default'; readonly spot: Spot; readonly writer: FieldType; readonly reader: FieldType };

/** Whether everything that one type writes is read by another one. */
export interface Inclusion {
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Empty where the verdict is `yes`. */
  readonly breaks: readonly Finding[];
  readonly losses: readonly Loss[];
}
