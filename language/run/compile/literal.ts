import { entryKey, entryValue } from '../../model/bodies/entries.ts';
import type { FieldType, RecordType, Type, Value } from '../../model/types.ts';
import type { Entry, RecordLiteral, Spread } from '../../syntax/tree.ts';
import type { Frame } from '../program.ts';
import { emptyObject, type Fields, fieldOf } from '../values/objects.ts';
import { type Context, type Evaluate, planOf, typeOf } from './context.ts';
import { type Convert, conversion } from './convert.ts';
import { compileExpression } from './expression.ts';

type Put = (into: Fields, frame: Frame) => void;

/** Compiles `{ a: 1, b, ...other }`, a record or a map: entries in order, so that the later one wins, then defaults. */
export function compileLiteral(literal: RecordLiteral, context: Context): Evaluate {
  const plan = planOf(literal, context);
  const type = context.dereference(plan?.type ?? typeOf(literal, context));
  const puts = literal.entries.map((entry) =>
    entry.kind === 'spread'
      ? compileSpread(entry, plan?.spreads.get(entry), type, context)
      : compileEntry(entry, type, context),
  );
  const defaults = plan?.defaults ?? [];
  return (frame) => {
    const result = emptyObject();
    for (const put of puts) put(result, frame);
    fillDefaults(result, defaults);
    return result;
  };
}

/** Gives the fields that are absent their defaults. */
export function fillDefaults(into: Fields, fields: readonly FieldType[]): void {
  for (const field of fields) {
    if (field.default !== undefined && !Object.hasOwn(into, field.name)) into[field.name] = field.default;
  }
}

function compileEntry(entry: Entry, type: Type, context: Context): Put {
  const name = entryKey(entry);
  const value = compileExpression(entryValue(entry), context, placeType(type, name));
  const absentIfNull = type.kind === 'record' && type.fields.find((field) => field.name === name)?.optional === true;
  return (into, frame) => put(into, name, value(frame), absentIfNull);
}

function compileSpread(spread: Spread, names: readonly string[] | undefined, type: Type, context: Context): Put {
  const source = compileExpression(spread.value, context);
  if (type.kind !== 'record') return compileMapSpread(source, typeOf(spread.value, context), type, context);
  const given = typeOf(spread.value, context);
  const fields = (names ?? []).map((name) => spreadField(name, given, type, context));
  return (into, frame) => {
    const value = source(frame);
    for (const { name, convert } of fields) {
      const field = fieldOf(value, name);
      if (field !== null) into[name] = convert ? convert(field) : field;
    }
  };
}

/** `...other` in a map: all its entries. */
function compileMapSpread(source: Evaluate, from: Type, to: Type, context: Context): Put {
  const convert = conversion(from, to, context.dereference);
  return (into, frame) => {
    const value = source(frame);
    if (value !== null) Object.assign(into, convert ? convert(value) : value);
  };
}

function spreadField(
  name: string,
  from: Type,
  to: RecordType,
  context: Context,
): { name: string; convert: Convert | undefined } {
  const source = placeType(from.kind === 'optional' ? from.type : from, name);
  const target = placeType(to, name);
  return { name, convert: source && target && conversion(source, target, context.dereference) };
}

/** The type of what stands at a name in a record or map. */
function placeType(type: Type, name: string): Type | undefined {
  if (type.kind === 'map') return type.value;
  return type.kind === 'record' ? type.fields.find((field) => field.name === name)?.type : undefined;
}

function put(into: Fields, name: string, value: Value, absentIfNull: boolean): void {
  if (value === null && absentIfNull) delete into[name];
  else into[name] = value;
}
