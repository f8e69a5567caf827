import { asCase, fieldsOf, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { FieldType, RecordType, UnionType, ValueType } from '../../model/types.ts';
import { ofWords, type Texts } from '../texts/texts.ts';

/** A type with the declarations that it refers to. */
export interface Side {
  readonly shapes: Shapes;
  readonly type: ValueType;
}

/** A property that a writer writes always, or sometimes. */
export interface WrittenField {
  readonly type: ValueType;
  readonly isAlways: boolean;
  /** Undefined for a tag, and for an entry of a map. */
  readonly field: FieldType | undefined;
}

/** What a writer may write as an object: one record, one case of a union, or a map. */
export interface WrittenObject {
  readonly fields: ReadonlyMap<string, WrittenField>;
  /** The type of all other properties, of which each may be there; undefined where there are none. */
  readonly others: ValueType | undefined;
  /** Properties whose value is settled: tags. */
  readonly settled: ReadonlyMap<string, string>;
  /** Whether it is a case that the reader does not know, and reads as another one: its fields are not that one's. */
  readonly isForeign?: true;
}

export function property(written: WrittenObject, name: string): WrittenField | undefined {
  const known = written.fields.get(name);
  if (known || written.others === undefined) return known;
  return { type: written.others, isAlways: false, field: undefined };
}

export function withSettled(written: WrittenObject, name: string, value: string): WrittenObject {
  return { ...written, settled: new Map(written.settled).set(name, value) };
}

const NOTHING = new Map<string, never>();

export function writtenRecord(record: RecordType): WrittenObject {
  const fields = fieldsOf(record).map((field): [string, WrittenField] => [
    field.name,
    { type: field.type, isAlways: !field.optional, field },
  ]);
  return { fields: new Map(fields), others: undefined, settled: NOTHING };
}

export function writtenMap(value: ValueType): WrittenObject {
  return { fields: NOTHING, others: value, settled: NOTHING };
}

/** One case of a union as it is written; undefined where its type is no record, which is an error elsewhere. */
export function writtenCase(
  shapes: Shapes,
  { tag }: UnionType,
  name: string,
  type: ValueType,
): WrittenObject | undefined {
  const record = resolved(shapes, type);
  if (record.kind !== 'record') return undefined;
  const { fields, others } = writtenRecord(asCase(record, tag));
  const tagField: WrittenField = { type: { kind: 'enum', symbols: [name] }, isAlways: true, field: undefined };
  return { fields: new Map([[tag, tagField], ...fields]), others, settled: new Map([[tag, name]]) };
}

const cases = new WeakMap<UnionType, ReadonlyMap<string, ValueType>>();

/** The cases of a union by name; of several with one name the last counts, as in the schema. */
export function casesOf(union: UnionType): ReadonlyMap<string, ValueType> {
  let known = cases.get(union);
  if (!known) cases.set(union, (known = new Map(union.cases.map(({ name, type }) => [name, type]))));
  return known;
}

const names = new WeakMap<UnionType, Texts>();

/** What a tag may say. */
export function tagsOf(union: UnionType): Texts {
  let known = names.get(union);
  if (!known) names.set(union, (known = ofWords([...casesOf(union).keys()])));
  return known;
}
