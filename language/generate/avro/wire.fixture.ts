import { asCase, fieldsOf, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { JsonValue, RecordType, ValueType } from '../../model/types.ts';
import { recordName } from '../exported.ts';
import { type Scalar, scalarSchema, scalarValue } from './scalars.ts';
import type { AvroJson } from './text.ts';

/** A value on our wire in Avro's JSON encoding, where a value of a union is wrapped by the name of its type. */
export function encode(shapes: Shapes, type: ValueType, value: JsonValue, name: string): AvroJson {
  if (type.kind === 'declared') return encode(shapes, resolved(shapes, type), value, recordName(type.key));
  switch (type.kind) {
    case 'list':
      return (value as JsonValue[]).map((item) => encode(shapes, type.item, item, name));
    case 'map':
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [key, encode(shapes, type.value, item, name)]),
      );
    case 'record':
      return encodeRecord(shapes, type, value, name);
    case 'union': {
      const tag = String((value as { [name: string]: JsonValue })[type.tag]);
      const record = resolved(shapes, type.cases.find((one) => one.name === tag)!.type) as RecordType;
      return { [`${name}_${tag}`]: encodeRecord(shapes, asCase(record, type.tag), value, `${name}_${tag}`) };
    }
    case 'enum':
      return value as string;
    default:
      return scalarValue(type, value);
  }
}

function encodeRecord(shapes: Shapes, record: RecordType, value: JsonValue, name: string): AvroJson {
  const members = fieldsOf(record).map((field) => {
    const own = `${name}_${field.name}`;
    const given = (value as { [name: string]: JsonValue })[field.name];
    if (given === undefined) return [field.name, null] as const;
    const encoded = encode(shapes, field.type, given, own);
    if (!field.optional || resolved(shapes, field.type).kind === 'union') return [field.name, encoded] as const;
    return [field.name, { [branch(field.type, own)]: encoded }] as const;
  });
  return Object.fromEntries(members);
}

/** How a type is called as a member of a union. */
function branch(type: ValueType, name: string): string {
  if (type.kind === 'declared') return recordName(type.key);
  if (type.kind === 'record' || type.kind === 'enum') return name;
  if (type.kind === 'list') return 'array';
  if (type.kind === 'map') return 'map';
  const schema = scalarSchema(type as Scalar);
  return typeof schema === 'string' ? schema : String((schema as { type: AvroJson }).type);
}
