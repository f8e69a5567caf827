import { asCase, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { EnumType, RecordType, UnionType, Value, ValueType } from '../../model/types.ts';
import { emptyObject, isObject } from '../../run/values/objects.ts';

/** How many smaller values are tried in all. */
const TRIES = 600;
/** Of a list's items, a map's entries and a union's cases, those that are looked into. */
const LOOKED_INTO = 8;
/** Of a message's fields, those that are made smaller: no more are shown. */
const FIELDS = 12;

type Fields = { readonly [name: string]: Value };

/**
 * A value as small as a greedy search finds it: without optional fields, with short texts and lists and numbers near
 * zero. What it gives `still` holds for, as it does for the value itself.
 * @param first names of fields that are made smaller first
 */
export function smallest(
  value: Fields,
  record: RecordType,
  shapes: Shapes,
  first: ReadonlySet<string>,
  still: (smaller: Fields) => boolean,
): Fields {
  const fields = [...record.fields].sort((a, b) => Number(first.has(b.name)) - Number(first.has(a.name)));
  const names = new Set(fields.slice(0, FIELDS).map(({ name }) => name));
  let best = value;
  let tries = 0;
  for (let improved = true; improved; ) {
    improved = false;
    for (const smaller of smallerRecords(best, { kind: 'record', fields }, shapes, names)) {
      if (++tries > TRIES) return best;
      if (!still(smaller)) continue;
      best = smaller;
      improved = true;
      break;
    }
  }
  return best;
}

function* smallerValues(value: Value, type: ValueType, shapes: Shapes): Iterable<Value> {
  const shape = resolved(shapes, type);
  switch (shape.kind) {
    case 'record':
      if (isObject(value)) yield* smallerRecords(value, shape, shapes);
      return;
    case 'union':
      if (isObject(value)) yield* smallerCases(value, shape, shapes);
      return;
    case 'list':
      if (Array.isArray(value)) yield* smallerLists(value, shape.item, shapes);
      return;
    case 'map':
      if (isObject(value)) yield* smallerMaps(value, shape.value, shapes);
      return;
    case 'int':
    case 'long':
    case 'decimal':
      for (const text of smallerNumbers(String(value))) yield shape.kind === 'int' ? Number(text) : text;
      return;
    case 'string':
      if (typeof value === 'string') yield* smallerTexts(value);
      return;
    case 'enum':
      yield* smallerSymbols(value, shape);
      return;
    case 'double':
      if (value !== 0) yield 0;
      if (typeof value === 'number' && !Number.isInteger(value)) yield Math.trunc(value);
      return;
    case 'boolean':
      if (value === true) yield false;
      return;
    case 'json':
      if (!isObject(value) || Object.keys(value).length > 0) yield {};
  }
}

function* smallerRecords(
  value: Fields,
  record: RecordType,
  shapes: Shapes,
  only?: ReadonlySet<string>,
): Iterable<Fields> {
  const optional = record.fields.filter((field) => field.optional && Object.hasOwn(value, field.name));
  for (const [from, to] of parts(optional.length)) {
    const dropped = new Set(optional.slice(from, to).map(({ name }) => name));
    yield withoutKeys(value, dropped);
  }
  for (const { name, type } of record.fields) {
    if (!Object.hasOwn(value, name) || only?.has(name) === false) continue;
    for (const smaller of smallerValues(value[name] as Value, type, shapes)) yield withValue(value, name, smaller);
  }
}

function* smallerCases(value: Fields, union: UnionType, shapes: Shapes): Iterable<Value> {
  const chosen = union.cases.find(({ name }) => name === value[union.tag]);
  const record = chosen && resolved(shapes, chosen.type);
  const isBare = Object.keys(value).length === 1;
  for (const { name } of isBare ? [] : union.cases.slice(0, LOOKED_INTO)) yield withValue({}, union.tag, name);
  if (record?.kind === 'record') yield* smallerRecords(value, asCase(record, union.tag), shapes);
}

function* smallerLists(value: readonly Value[], item: ValueType, shapes: Shapes): Iterable<Value> {
  for (const [from, to] of parts(value.length)) yield [...value.slice(0, from), ...value.slice(to)];
  for (const [i, one] of value.slice(0, LOOKED_INTO).entries())
    for (const smaller of smallerValues(one, item, shapes)) yield value.with(i, smaller);
}

function* smallerMaps(value: Fields, type: ValueType, shapes: Shapes): Iterable<Value> {
  const keys = Object.keys(value);
  for (const [from, to] of parts(keys.length)) yield withoutKeys(value, new Set(keys.slice(from, to)));
  for (const key of keys.slice(0, LOOKED_INTO))
    for (const smaller of smallerValues(value[key] as Value, type, shapes)) yield withValue(value, key, smaller);
}

/** Parts of a row to be taken out: all of it, its halves, their halves, down to single ones. */
function* parts(length: number): Iterable<readonly [from: number, to: number]> {
  for (let size = length; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < length; from += size) yield [from, Math.min(length, from + size)];
}

/** Numbers nearer to zero: zero, then by halves of the way back; whole ones before those with a fraction. */
function* smallerNumbers(text: string): Iterable<string> {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return;
  if (text.startsWith('-')) yield text.slice(1);
  const [whole = '0', fraction = ''] = text.split('.');
  if (fraction !== '') yield whole === '-0' ? '0' : whole;
  const units = BigInt(whole + fraction);
  for (let step = units; step !== 0n; step /= 2n) yield withPoint(units - step, fraction.length);
}

function withPoint(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function* smallerTexts(value: string): Iterable<string> {
  const characters = [...value];
  for (let step = characters.length; step >= 1; step = Math.floor(step / 2))
    yield characters.slice(0, characters.length - step).join('');
}

/** Earlier ones. */
function smallerSymbols(value: Value, { symbols }: EnumType): readonly string[] {
  return symbols.slice(0, Math.max(0, symbols.indexOf(String(value)))).slice(0, LOOKED_INTO);
}

function withoutKeys(value: Fields, dropped: ReadonlySet<string>): Fields {
  const copy = emptyObject();
  for (const key of Object.keys(value)) if (!dropped.has(key)) copy[key] = value[key] as Value;
  return copy;
}

function withValue(value: Fields, name: string, inside: Value): Fields {
  return Object.assign(emptyObject(), value, { [name]: inside });
}
