import { numberText } from '../../model/numbers.ts';
import { declaredType, parts, reach, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { ValueType } from '../../model/types.ts';
import type { Node } from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';

/** What to try besides the bounds of the old version: where the new one and its expressions draw lines. */
export interface Hints {
  /** In digits. */
  readonly numbers: readonly string[];
  /** Lengths of texts and lists. */
  readonly sizes: readonly number[];
  readonly texts: readonly string[];
}

export const NO_HINTS: Hints = { numbers: [], sizes: [], texts: [] };

/** More of a kind are left aside. */
const MOST = 12;

/** The literals of an upcast's expressions, the bounds of what it makes, and what lies just beside them. */
export function hintsOf(shapes: Shapes, target: ValueType, expressions: readonly Node[]): Hints {
  const numbers = new Set<string>();
  const sizes = new Set<number>();
  const texts = new Set<string>();
  const whole = (value: bigint) => {
    for (const near of [value, value + 1n, value - 1n]) numbers.add(String(near));
  };
  const size = (value: number) => {
    for (const near of [value + 1, value - 1, value]) if (near >= 0) sizes.add(near);
  };
  const literal = (node: Node) => {
    if (node.kind === 'string') texts.add(node.value);
    const text = node.kind === 'number' || node.kind === 'unary' ? numberText(node) : undefined;
    if (text === undefined) return;
    numbers.add(text);
    if (!/^-?\d{1,30}$/.test(text)) return;
    whole(BigInt(text));
    size(Number(text));
  };
  const bounds = (type: ValueType) => {
    if (type.kind === 'string' || type.kind === 'list') for (const end of [type.max, type.min]) size(end ?? -2);
    if (type.kind === 'int' || type.kind === 'long')
      for (const end of [type.max, type.min]) if (end !== undefined) whole(BigInt(end));
    if (type.kind === 'decimal' && type.precision !== undefined) {
      const scale = type.scale ?? 0;
      numbers.add(`1${'0'.repeat(Math.max(0, type.precision - scale))}`);
      numbers.add(`0.${'0'.repeat(scale)}1`);
    }
    for (const inside of parts(type)) bounds(inside);
  };
  for (const expression of expressions) walk(expression, literal);
  bounds(target);
  for (const key of reach(shapes, target).keys) bounds(resolved(shapes, declaredType(key)));
  return { numbers: [...numbers].slice(0, MOST), sizes: [...sizes].slice(0, MOST), texts: [...texts].slice(0, MOST) };
}
