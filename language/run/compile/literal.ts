import { entryKey, entryValue } from '../../model/bodies/entries.ts';
import type { FieldType, Type, Value } from '../../model/types.ts';
import type { Entry, RecordLiteral, Spread } from '../../syntax/tree.ts';
import type { Frame } from '../program.ts';
import { emptyObject, type Fields, fieldOf, isObject } from '../values/objects.ts';
import { type Context, type Evaluate, planOf, typeOf } from './context.ts';
import { compileExpression } from './expression.ts';

type Put = (into: Fields, frame: Frame) => void;

/** Compiles `{ a: 1, b, ...other }`, a record or a map: entries in order, so that the later one wins, then defaults. */
export function compileLiteral(literal: RecordLiteral, context: Context): Evaluate {
  const plan = planOf(literal, context);
  const type = shapeOf(literal, context.dereference(plan?.type ?? typeOf(literal, context)), context);
  const puts = literal.entries.map((entry) =>
    entry.kind === 'spread'
      ? compileSpread(entry, type.kind === 'record' ? plan?.spreads.get(entry) : undefined, context)
      : compileEntry(entry, type, context),
  );
  const defaults = context.fillsDefaults ? (plan?.defaults ?? []) : [];
  return (frame) => {
    const result = emptyObject();
    for (const put of puts) put(result, frame);
    fillDefaults(result, defaults);
    return result;
  };
}

/** The record that a literal of a union fills in is that of the case which its tag names. */
function shapeOf(literal: RecordLiteral, type: Type, context: Context): Type {
  if (type.kind !== 'union') return type;
  const tag = literal.entries.find((entry) => entry.kind === 'entry' && entryKey(entry) === type.tag);
  const value = tag?.kind === 'entry' ? entryValue(tag) : undefined;
  const name = value?.kind === 'nameExpression' ? value.name.text : value?.kind === 'string' ? value.value : undefined;
  const chosen = type.cases.find((one) => one.name === name);
  return chosen ? context.dereference(chosen.type) : type;
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

/** `...other`: the fields that fit; of a map, all its entries. */
function compileSpread(spread: Spread, names: readonly string[] | undefined, context: Context): Put {
  const source = compileExpression(spread.value, context);
  return (into, frame) => {
    const value = source(frame);
    if (!isObject(value)) return;
    for (const name of names ?? Object.keys(value)) {
      const field = fieldOf(value, name);
      if (field !== null) into[name] = field;
    }
  };
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
