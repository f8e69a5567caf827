import { type Root, reach, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { ValueType } from '../../model/types.ts';

/** Of the declared types that a type uses, those that have a default somewhere inside. */
export function typesWithDefaults(shapes: Shapes, root: Root): ReadonlySet<string> {
  const { keys } = reach(shapes, root);
  const found = new Set<string>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const key of keys) {
      if (!found.has(key) && hasDefault(found, resolved(shapes, { kind: 'declared', key }))) found.add(key);
    }
  }
  return found;
}

function hasDefault(known: ReadonlySet<string>, type: ValueType): boolean {
  switch (type.kind) {
    case 'declared':
      return known.has(type.key);
    case 'list':
      return hasDefault(known, type.item);
    case 'map':
      return hasDefault(known, type.value);
    case 'union':
      return type.cases.some((one) => hasDefault(known, one.type));
    case 'record':
      return type.fields.some((field) => field.default !== undefined || hasDefault(known, field.type));
    default:
      return false;
  }
}
