import { declaredType, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { FieldType, RecordType, Target, Type, Value, ValueType } from '../../model/types.ts';
import type { Query } from '../../syntax/tree.ts';
import { keyText } from '../broker/keys.ts';
import type { StateRow } from '../parts.ts';
import type { MutableData, QueryArgument, QueryProgram } from '../program.ts';
import { ordering } from '../values/compare.ts';
import { emptyObject, fieldOf } from '../values/objects.ts';
import { snapshot } from '../values/ownership.ts';
import { compareText } from '../values/text.ts';
import { type Context, targetOf } from './context.ts';
import { conversion } from './convert.ts';
import { compileExpression } from './expression.ts';
import { frameOver } from './frame.ts';

/** A row as its readers see it: the key, then the state. */
export function rowValue(keyName: string | undefined, key: Value | undefined, state: MutableData): MutableData {
  const named = keyName !== undefined && key !== undefined ? { [keyName]: key } : {};
  return Object.assign(emptyObject(), named, snapshot(state));
}

/**
 * Compiles a query: rows that `where` wants, sorted by the path (rows without a value first; equal ones in code-point
 * order of their keys, in whatever order these were met), as many as the limit says.
 */
export function compileQuery(
  node: Query,
  context: Context,
  keyName: string | undefined,
  state: RecordType,
  shapes: Shapes,
): QueryProgram {
  const where = node.where && compileExpression(node.where, context);
  const limit = node.limit && compileExpression(node.limit, context);
  const params = node.params.map(({ name }) => ({
    slot: context.slots.of(name),
    type: parameterType(targetOf(name, context)),
  }));
  const path = node.orderBy?.parts.map(({ text }) => text) ?? [];
  const compare = ordering(typeAt(state, path, shapes), typeAt(state, path, shapes));
  return (rows, args) => {
    const frame = (data: MutableData, key: Value | undefined) => {
      const made = { ...frameOver({}, data), key };
      params.forEach(({ slot, type }, i) => {
        made.locals[slot] = converted(args[i], type);
      });
      return made;
    };
    const found = [...rows].filter((row) => !where || where(frame(row.state, row.key)) === true).sort(byKey);
    const values = found.map((row) => rowValue(keyName, row.key, row.state));
    if (path.length > 0)
      values.sort((a, b) => direction(node) * nullsFirst(compare, valueIn(a, path), valueIn(b, path)));
    const most = limit?.(frame(emptyObject(), undefined));
    return typeof most === 'number' ? values.slice(0, Math.max(0, most)) : values;
  };
}

function byKey(a: StateRow, b: StateRow): number {
  return compareText(keyText(a.key) ?? '', keyText(b.key) ?? '');
}

function parameterType(target: Target | undefined): Type {
  return target?.kind === 'local' ? target.type : { kind: 'unknown' };
}

/** `10` for a decimal is `"10"`; an argument that is left out is null. */
function converted(argument: QueryArgument | undefined, type: Type): Value {
  if (!argument || argument.value === null) return null;
  return conversion(argument.type, type)?.(argument.value) ?? argument.value;
}

function direction({ descending }: Query): 1 | -1 {
  return descending ? -1 : 1;
}

function nullsFirst(compare: (x: Value, y: Value) => number, a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compare(a, b);
}

function valueIn(row: Value, path: readonly string[]): Value {
  return path.reduce<Value>((value, name) => fieldOf(value, name), row);
}

function typeAt(state: RecordType, path: readonly string[], shapes: Shapes): Type {
  let type: ValueType = state;
  for (const name of path) {
    const shape = resolved(shapes, type);
    const field: FieldType | undefined =
      shape.kind === 'record' ? shape.fields.find((one) => one.name === name) : undefined;
    if (!field) return { kind: 'string' };
    type = field.type;
  }
  return type.kind === 'declared' ? resolved(shapes, declaredType(type.key)) : type;
}
