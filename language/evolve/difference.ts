import { fieldsOf, formerName, resolved } from '../model/schema/shapes.ts';
import type { FieldType, RecordType, ValueType } from '../model/types.ts';
import { fieldText, typeTexts } from '../model/typeText.ts';
import { isSameType } from './change.ts';
import type { Side } from './relation/written.ts';

/** One line of what is not the same: a field that came, went, or changed. */
export interface Difference {
  readonly sign: '+' | '-' | '~';
  /** `items[].price: decimal`, or both sides of what changed: `total: int → long`. */
  readonly text: string;
}

/** What differs between two versions of a type, in order of the new one's fields; in the types that they use too. */
export function differences(before: Side, after: Side): readonly Difference[] {
  const found: Difference[] = [];
  new Walk(before, after, found).types(before.type, after.type, '');
  return found;
}

class Walk {
  readonly #before: Side;
  readonly #after: Side;
  readonly #found: Difference[];
  readonly #seen = new Set<string>();

  constructor(before: Side, after: Side, found: Difference[]) {
    this.#before = before;
    this.#after = after;
    this.#found = found;
  }

  /** Two types at a place; `path` is empty at the root. */
  types(before: ValueType, after: ValueType, path: string): void {
    if (before.kind === 'declared' && after.kind === 'declared') {
      const pair = `${before.key} ${after.key}`;
      if (this.#seen.has(pair)) return;
      this.#seen.add(pair);
    }
    const [old, now] = [resolved(this.#before.shapes, before), resolved(this.#after.shapes, after)];
    if (old.kind === 'record' && now.kind === 'record') return this.#records(old, now, path === '' ? '' : `${path}.`);
    if (old.kind === 'list' && now.kind === 'list' && old.min === now.min && old.max === now.max)
      return this.types(old.item, now.item, `${path}[]`);
    if (old.kind === 'map' && now.kind === 'map') return this.types(old.value, now.value, `${path}{}`);
    if (isSameType(old, now)) return;
    const [was, is] = typeTexts(old, now);
    this.#found.push({ sign: '~', text: `${path}: ${was} → ${is}` });
  }

  #records(before: RecordType, after: RecordType, prefix: string): void {
    const left = new Map(fieldsOf(before).map((field) => [field.name, field]));
    for (const field of fieldsOf(after)) {
      const name = left.has(field.name) ? field.name : (formerName(after, field) ?? '');
      const old = left.get(name);
      left.delete(name);
      if (old) this.#fields(old, field, prefix);
      else this.#found.push({ sign: '+', text: prefix + fieldText(field) });
    }
    for (const field of left.values()) this.#found.push({ sign: '-', text: prefix + fieldText(field) });
  }

  #fields(before: FieldType, after: FieldType, prefix: string): void {
    const isSameUse =
      before.name === after.name &&
      before.optional === after.optional &&
      JSON.stringify(before.default) === JSON.stringify(after.default);
    if (isSameUse) return this.types(before.type, after.type, prefix + after.name);
    this.#found.push({ sign: '~', text: `${prefix}${fieldText(before)} → ${fieldText(after)}` });
  }
}
