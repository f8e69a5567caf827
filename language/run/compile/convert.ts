import type { RecordType, Type, UnionType, Value } from '../../model/types.ts';
import { isNumericKind, numberConversion } from '../values/numbers.ts';
import { emptyObject, fieldOf, isObject } from '../values/objects.ts';

export type Convert = (value: Value) => Value;
type Dereference = (type: Type) => Type;

/** A conversion that is being made, for types that contain themselves. */
type Pending = Map<string, { convert: Convert | undefined }>;

/**
 * What turns a value of one type into one of another that it fits: numbers are widened, at any depth, and a record
 * keeps the fields that the other one has. Undefined where the values are the same.
 */
export function conversion(
  from: Type,
  to: Type,
  dereference: Dereference,
  pending: Pending = new Map(),
): Convert | undefined {
  const source = from.kind === 'optional' ? from.type : from;
  const target = to.kind === 'optional' ? to.type : to;
  if (source.kind === 'declared' && target.kind === 'declared') {
    if (source.key === target.key) return undefined;
    return recursive(`${source.key} ${target.key}`, pending, () =>
      ofShapes(dereference(source), dereference(target), dereference, pending),
    );
  }
  return nullable(ofShapes(dereference(source), dereference(target), dereference, pending));
}

function ofShapes(from: Type, to: Type, dereference: Dereference, pending: Pending): Convert | undefined {
  if (from === to) return undefined;
  if (isNumericKind(from.kind) && isNumericKind(to.kind)) return numberConversion(from.kind, to.kind);
  if (from.kind === 'list' && to.kind === 'list') {
    const item = conversion(from.item, to.item, dereference, pending);
    return item && ((value) => (value as readonly Value[]).map((one) => item(one)));
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const entry = conversion(from.value, to.value, dereference, pending);
    return entry && ((value) => mapEntries(value, entry));
  }
  if (from.kind === 'record' && to.kind === 'record') return recordConversion(from, to, dereference, pending);
  if (from.kind === 'union' && to.kind === 'union') return unionConversion(from, to, dereference, pending);
  return undefined;
}

function recordConversion(
  from: RecordType,
  to: RecordType,
  dereference: Dereference,
  pending: Pending,
): Convert | undefined {
  const sources = new Map(from.fields.map((field) => [field.name, field.type]));
  const fields = to.fields.flatMap((field): [string, Convert | undefined][] => {
    const source = sources.get(field.name);
    return source ? [[field.name, conversion(source, field.type, dereference, pending)]] : [];
  });
  if (fields.length === from.fields.length && fields.every(([, convert]) => !convert)) return undefined;
  return (value) => {
    if (!isObject(value)) return value;
    const result = emptyObject();
    for (const [name, convert] of fields) {
      const field = fieldOf(value, name);
      if (field !== null) result[name] = convert ? convert(field) : field;
    }
    return result;
  };
}

function unionConversion(
  from: UnionType,
  to: UnionType,
  dereference: Dereference,
  pending: Pending,
): Convert | undefined {
  const cases = new Map<string, Convert>();
  for (const one of from.cases) {
    const other = to.cases.find((candidate) => candidate.name === one.name);
    const convert = other && conversion(one.type, other.type, dereference, pending);
    if (convert) cases.set(one.name, convert);
  }
  if (cases.size === 0 && from.tag === to.tag) return undefined;
  return (value) => {
    const name = fieldOf(value, from.tag);
    const converted = (cases.get(String(name)) ?? same)(value);
    return Object.assign(emptyObject(), converted, { [to.tag]: name });
  };
}

function recursive(id: string, pending: Pending, make: () => Convert | undefined): Convert | undefined {
  const known = pending.get(id);
  if (known) return (value) => (known.convert ?? same)(value);
  const entry: { convert: Convert | undefined } = { convert: undefined };
  pending.set(id, entry);
  entry.convert = nullable(make());
  return entry.convert;
}

function mapEntries(value: Value, convert: Convert): Value {
  const result = emptyObject();
  if (isObject(value)) for (const key of Object.keys(value)) result[key] = convert(value[key] as Value);
  return result;
}

function nullable(convert: Convert | undefined): Convert | undefined {
  return convert && ((value) => (value === null ? null : convert(value)));
}

function same(value: Value): Value {
  return value;
}
