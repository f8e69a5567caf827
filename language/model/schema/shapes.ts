import type { EnumType, FieldType, RecordType, Type, UnionType, ValueType } from '../types.ts';

/** Looks up what a declared type is; a `Project` does. */
export interface Shapes {
  shape(key: string): RecordType | EnumType | UnionType | undefined;
}

/** A field's value type, whatever it stands in: a declared type, a message's version, or a part's state. */
export type Root = ValueType;

/** The type that stands for a declared record, enum, union or message version. */
export function declaredType(key: string): ValueType {
  return { kind: 'declared', key };
}

/** A type that uses all these declared ones. */
export function anyOf(keys: readonly string[]): ValueType {
  return { kind: 'union', tag: '', cases: keys.map((key) => ({ name: key, type: declaredType(key) })) };
}

/** The types that stand directly inside one. */
export function parts(type: Type): readonly ValueType[] {
  switch (type.kind) {
    case 'list':
      return [type.item];
    case 'map':
      return [type.value];
    case 'record':
      return type.fields.map((field) => field.type);
    case 'union':
      return type.cases.map((oneCase) => oneCase.type);
    default:
      return [];
  }
}

/** What a type reaches. */
export interface Reach {
  /** Keys of the declared types, each after those that it uses, as far as they do not use each other. */
  readonly keys: readonly string[];
  /** Whether a value may nest without end, or very deep. */
  readonly deep: boolean;
}

const MANY = 100;

/** The declared types that a type uses, at any depth; a chain of any length is walked without recursion. */
export function reach(shapes: Shapes, root: Root): Reach {
  const keys: string[] = [];
  const state = new Map<string, 'open' | 'closed'>();
  const stack: (ValueType | { readonly close: string })[] = [root];
  let deep = false;
  for (let next = stack.pop(); next; next = stack.pop()) {
    if ('close' in next) {
      keys.push(next.close);
      state.set(next.close, 'closed');
    } else if (next.kind !== 'declared') {
      if (next.kind === 'json') deep = true;
      stack.push(...[...parts(next)].reverse());
    } else if (!state.has(next.key)) {
      state.set(next.key, 'open');
      stack.push({ close: next.key });
      const shape = shapes.shape(next.key);
      if (shape) stack.push(...[...parts(shape)].reverse());
    } else if (state.get(next.key) === 'open') {
      deep = true;
    }
  }
  return { keys, deep: deep || keys.length > MANY };
}

/** The shape behind a type that is declared; any other type is its own. */
export function resolved(shapes: Shapes, type: ValueType): ValueType {
  return type.kind === 'declared' ? (shapes.shape(type.key) ?? { kind: 'unknown' }) : type;
}

/** The fields of a record, each name once. */
export function fieldsOf(record: RecordType): readonly FieldType[] {
  const names = new Set<string>();
  return record.fields.filter((field) => field.name !== '' && !names.has(field.name) && names.add(field.name));
}

/** The old name that a reader also takes for a field; not one that another field has now. */
export function formerName(record: RecordType, field: FieldType): string | undefined {
  return record.fields.some((other) => other.name === field.was) ? undefined : field.was || undefined;
}

/** A record as a case of a union: the tag is no field of it, whatever the record says. */
export function asCase(record: RecordType, tag: string): RecordType {
  const fields = record.fields
    .filter((field) => field.name !== tag)
    .map(({ was, ...field }) => (was === undefined || was === tag ? field : { ...field, was }));
  return { kind: 'record', fields };
}
