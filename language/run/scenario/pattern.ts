import { resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { FieldType, Type, Value, ValueType } from '../../model/types.ts';
import { equality, withoutNull } from '../values/compare.ts';
import { fieldOf, isObject } from '../values/objects.ts';
import type { Difference } from './result.ts';
import type { ValueText } from './text.ts';

/** A value that stands in a pattern, and the one that was found. */
interface Pair {
  readonly expected: Value;
  readonly expectedType: Type;
  readonly actual: Value;
  readonly actualType: Type;
  readonly path: string;
  readonly hidden: boolean;
}

/** Where a value differs from a pattern: what the pattern lists must be there, at any depth; whatever else is there may be. */
export function differences(
  expected: { readonly value: Value; readonly type: Type },
  actual: { readonly value: Value; readonly type: Type },
  shapes: Shapes,
  text: ValueText,
): Difference[] {
  const whole = {
    expected: expected.value,
    expectedType: expected.type,
    actual: actual.value,
    actualType: actual.type,
  };
  return compare({ ...whole, path: '', hidden: false }, shapes, text);
}

function compare(pair: Pair, shapes: Shapes, text: ValueText): Difference[] {
  const { expected, actual } = pair;
  const [wanted, found] = [shapeOf(pair.expectedType, expected, shapes), shapeOf(pair.actualType, actual, shapes)];
  if (isObject(expected) && isObject(actual) && wanted.kind !== 'map') {
    return Object.keys(expected).flatMap((name) =>
      compare(inside(pair, wanted, found, name, `.${name}`), shapes, text),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((_, i) => compare(inside(pair, wanted, found, i, `[${i}]`), shapes, text));
  }
  const same = equality(pair.expectedType, pair.actualType, (type) => resolved(shapes, type as ValueType));
  if (same(expected, actual)) return [];
  const path = pair.path.replace(/^\./, '');
  if (pair.hidden) return [{ path, expected: '(hidden)', actual: '(hidden, another)' }];
  return [{ path, expected: text.value(expected, pair.expectedType), actual: text.value(actual, pair.actualType) }];
}

function inside(pair: Pair, wanted: Type, found: Type, name: string | number, step: string): Pair {
  const part = (value: Value): Value =>
    Array.isArray(value) ? (value[name as number] as Value) : fieldOf(value, String(name));
  return {
    expected: part(pair.expected),
    expectedType: partType(wanted, String(name)),
    actual: part(pair.actual),
    actualType: partType(found, String(name)),
    path: pair.path + step,
    hidden: pair.hidden || fieldNamed(found, String(name))?.sensitive === true,
  };
}

/** A type's shape; of a union, that of the value's case. */
function shapeOf(type: Type, value: Value, shapes: Shapes): Type {
  const shape = resolved(shapes, withoutNull(type) as ValueType);
  if (shape.kind !== 'union') return shape;
  const tag = fieldOf(value, shape.tag);
  const chosen = shape.cases.find(({ name }) => name === tag);
  return chosen ? resolved(shapes, chosen.type) : shape;
}

function partType(shape: Type, name: string): Type {
  if (shape.kind === 'list') return shape.item;
  return fieldNamed(shape, name)?.type ?? { kind: 'unknown' };
}

function fieldNamed(shape: Type, name: string): FieldType | undefined {
  return shape.kind === 'record' ? shape.fields.find((one) => one.name === name) : undefined;
}
