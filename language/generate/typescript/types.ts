import type { SourceFile } from '../../model/entities.ts';
import { fieldsOf, resolved } from '../../model/schema/shapes.ts';
import type { EnumType, FieldType, RecordType, UnionType, ValueType } from '../../model/types.ts';
import { jsDoc } from './docs.ts';
import type { Module } from './module.ts';
import { propertyName, quote } from './names.ts';

/** `data`: as it is read. `input`: as it is given, defaults left out if one likes. `state`: what may be changed in place. */
export type Side = 'data' | 'input' | 'state';

/** Where a type is printed. */
export interface Place {
  readonly module: Module;
  readonly side: Side;
  /** The file that the type is written in. */
  readonly file: SourceFile;
}

const SCALARS: Partial<Record<ValueType['kind'], string>> = {
  string: 'string',
  boolean: 'boolean',
  int: 'number',
  long: 'bigint',
  double: 'number',
  json: 'unknown',
  unknown: 'unknown',
  decimal: 'evflow.Decimal',
  uuid: 'evflow.Uuid',
  date: 'evflow.DateText',
  time: 'evflow.TimeText',
  timestamp: 'evflow.Timestamp',
  duration: 'evflow.Duration',
  uri: 'evflow.Uri',
  email: 'evflow.Email',
  bytes: 'evflow.Bytes',
};

/** A type as TypeScript writes it. */
export function typeText(place: Place, type: ValueType, indent = ''): string {
  const readonly = place.side === 'state' ? '' : 'readonly ';
  switch (type.kind) {
    case 'list': {
      const item = typeText(place, type.item, indent);
      return `${readonly}${/ [|&] |^readonly /.test(item) ? `(${item})` : item}[]`;
    }
    case 'map':
      return `{ ${readonly}[key: string]: ${typeText(place, type.value, indent)} }`;
    case 'record':
      return recordText(place, type, indent);
    case 'enum':
      return enumText(type);
    case 'union':
      return unionText(place, type, indent);
    case 'declared':
      return declaredText(place, type.key);
    default:
      return SCALARS[type.kind] ?? 'unknown';
  }
}

function declaredText({ module, side }: Place, key: string): string {
  const withInput = side === 'input' && module.generation.withDefaults.has(key);
  return module.name(key, withInput ? 'input' : 'data');
}

/** A record's fields in braces. `first`: a member that stands before them. */
export function recordText(
  place: Place,
  record: RecordType,
  indent = '',
  first?: readonly [name: string, type: string],
): string {
  const inner = `${indent}  `;
  const fields = fieldsOf(record)
    .filter((field) => field.name !== first?.[0])
    .map((field) => fieldText(place, field, inner));
  const head = first ? [`${inner}readonly ${propertyName(first[0])}: ${first[1]};\n`] : [];
  const lines = [...head, ...fields];
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
}

function fieldText(place: Place, field: FieldType, indent: string): string {
  const readonly = place.side === 'state' ? '' : 'readonly ';
  const optional = field.optional || (place.side === 'input' && field.default !== undefined) ? '?' : '';
  const doc = jsDoc(place.file, field.node, indent);
  return `${doc}${indent}${readonly}${propertyName(field.name)}${optional}: ${typeText(place, field.type, indent)};\n`;
}

/** The symbols of an enum. */
export function enumText({ symbols }: EnumType): string {
  return symbols.length === 0 ? 'never' : [...new Set(symbols)].map(quote).join(' | ');
}

/** The cases of a union, each with its tag. */
export function unionText(place: Place, union: UnionType, indent = ''): string {
  const cases = new Map(union.cases.map(({ name, type }) => [name, type]));
  const texts = [...cases].map(([name, type]) => caseText(place, union.tag, name, type, indent));
  return texts.length === 0 ? 'never' : texts.join(` | `);
}

function caseText(place: Place, tag: string, name: string, type: ValueType, indent: string): string {
  if (type.kind === 'record') return recordText(place, type, indent, [tag, quote(name)]);
  const alone = `{ readonly ${propertyName(tag)}: ${quote(name)} }`;
  if (type.kind !== 'declared') return alone;
  const shape = resolved(place.module.generation.project, type);
  return shape.kind === 'record' && shape.fields.length > 0 ? `(${alone} & ${declaredText(place, type.key)})` : alone;
}
