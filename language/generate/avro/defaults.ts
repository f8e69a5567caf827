import { asCase, fieldsOf, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { FieldType, JsonValue, RecordType, UnionType, ValueType } from '../../model/types.ts';
import { scalarValue } from './scalars.ts';
import type { AvroJson } from './text.ts';

/** A default that Avro has no way to write; the message says which part of it. */
export class Inexpressible extends Error {}

type Data = { readonly [name: string]: JsonValue };

/**
 * A default as Avro writes it. There a value of a union is one of its first member, so a field that is optional inside a
 * default is null, and a case inside one is the first.
 * @throws Inexpressible where it is another
 */
export function defaultValue(shapes: Shapes, type: ValueType, value: JsonValue): AvroJson {
  const shape = resolved(shapes, type);
  switch (shape.kind) {
    case 'list':
      return (value as readonly JsonValue[]).map((item) => defaultValue(shapes, shape.item, item));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Data).map(([key, item]) => [key, defaultValue(shapes, shape.value, item)]),
      );
    case 'record':
      return recordValue(shapes, shape, value as Data);
    case 'union':
      return caseValue(shapes, shape, value as Data);
    case 'enum':
    case 'declared':
      return value;
    default:
      return scalarValue(shape, value);
  }
}

/** The union that a field is of, with the case that its default has in front, where Avro looks for it. */
export function defaultFirst(shapes: Shapes, { type, default: value }: FieldType): UnionType | undefined {
  const union = resolved(shapes, type);
  if (union.kind !== 'union' || value === undefined) return undefined;
  const isDefault = ({ name }: { readonly name: string }) => name === (value as Data)[union.tag];
  return { ...union, cases: [...union.cases.filter(isDefault), ...union.cases.filter((one) => !isDefault(one))] };
}

function recordValue(shapes: Shapes, record: RecordType, value: Data): AvroJson {
  const members = fieldsOf(record).map((field) => {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : field.default;
    if (field.optional && given !== undefined) throw new Inexpressible(`a value for the optional \`${field.name}\``);
    return [field.name, given === undefined ? null : defaultValue(shapes, field.type, given)] as const;
  });
  return Object.fromEntries(members);
}

function caseValue(shapes: Shapes, union: UnionType, value: Data): AvroJson {
  const [first] = union.cases;
  const name = value[union.tag];
  if (!first || first.name !== name) throw new Inexpressible(`the case \`${String(name)}\`, not the union's first`);
  const record = resolved(shapes, first.type);
  return record.kind === 'record' ? recordValue(shapes, asCase(record, union.tag), value) : {};
}
