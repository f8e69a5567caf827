import { resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { RecordType, Type, Value, ValueType } from '../../model/types.ts';
import { emptyObject, isContainer, isObject, sortedKeys } from './objects.ts';

/** What stands directly inside a value. */
export interface ValuePart {
  readonly name: string;
  readonly value: Value;
  readonly type: Type;
  /** Marked `@sensitive`: it must not be shown. */
  readonly sensitive: boolean;
}

/** What is shown instead of a value that is marked `@sensitive`. */
export const HIDDEN = '(hidden)';

/** A list's items by their index, a map's entries in order of their keys, a record's fields; nothing of a plain value. */
export function partsOf(value: Value | undefined, type: Type, shapes: Shapes): ValuePart[] {
  const shape = shapeOf(type, shapes);
  if (Array.isArray(value)) {
    const item = shape.kind === 'list' ? shape.item : UNKNOWN;
    return value.map((one, index) => ({ name: String(index), value: one, type: item, sensitive: false }));
  }
  if (!isObject(value)) return [];
  const entry = shape.kind === 'map' ? shape.value : UNKNOWN;
  const fields = new Map(recordOf(value, shape, shapes)?.fields.map((field) => [field.name, field]));
  const names = shape.kind === 'map' ? sortedKeys(value) : Object.keys(value);
  return names.map((name) => {
    const field = fields.get(name);
    return { name, value: value[name] as Value, type: field?.type ?? entry, sensitive: field?.sensitive ?? false };
  });
}

/** The value without what is marked `@sensitive` anywhere in it; a copy. */
export function redacted(value: Value, type: Type, shapes: Shapes): Value {
  if (!isContainer(value)) return value;
  const parts = partsOf(value, type, shapes).map(
    (part) => [part.name, part.sensitive ? HIDDEN : redacted(part.value, part.type, shapes)] as const,
  );
  if (Array.isArray(value)) return parts.map(([, item]) => item);
  const copy = emptyObject();
  for (const [name, part] of parts) copy[name] = part;
  return copy;
}

const UNKNOWN: ValueType = { kind: 'unknown' };

function shapeOf(type: Type, shapes: Shapes): Type {
  const present = type.kind === 'optional' ? type.type : type;
  return resolved(shapes, present as ValueType);
}

/** The fields that an object has: a record's, or those of the case that a union's tag names. */
function recordOf(value: { readonly [name: string]: Value }, shape: Type, shapes: Shapes): RecordType | undefined {
  if (shape.kind !== 'union') return shape.kind === 'record' ? shape : undefined;
  const chosen = shape.cases.find(({ name }) => name === value[shape.tag]);
  const inside = chosen && resolved(shapes, chosen.type);
  return inside?.kind === 'record' ? inside : undefined;
}
