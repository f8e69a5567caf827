import type { FieldPath } from '../../model/meaning.ts';
import type { Span } from '../../syntax/tree.ts';

/** The step of a path that goes to the items of a list or the values of a map. */
export const ITEMS = '[]';

/** One field of a message that a part reads; the empty path is the whole message. */
export interface FieldRead {
  /** From the message down, with `ITEMS` between a list and what lies in its items. */
  readonly path: FieldPath;
  /** With all that lies below; otherwise just whether it is there, and how many. */
  readonly deep: boolean;
  /** Where it is read first. */
  readonly at: Span;
  readonly uri: string;
  /** Where in a saga. */
  readonly site: Site | undefined;
}

/** Where a saga reads: as an instance begins, in a step or its compensation, when it ends; `key`: in all that it does. */
export type Site =
  | { readonly kind: 'start' | 'key' | 'done' | 'abort' }
  | { readonly kind: 'step' | 'compensation'; readonly step: string };

/** `items[].price` for the steps of a path; empty for the whole message. */
export function pathText(path: FieldPath): string {
  return path.reduce((text, step) => (step === ITEMS || text === '' ? text + step : `${text}.${step}`), '');
}

/**
 * The steps of `items[].price`. The entries of a map, `stock{}`, are read like items; a case of a union, `payment(card)`, is
 * no step: what is read of a union is read of every case that has it.
 */
export function stepsOf(text: string): FieldPath {
  const plain = text.replace(/\([^)]*\)/g, '').replaceAll('{}', ITEMS);
  return plain
    .replaceAll(ITEMS, `.${ITEMS}`)
    .split('.')
    .filter((step) => step !== '');
}

/** Whether a change of a field, and with that of all below it, is one of what is read. */
export function isReached({ path, deep }: Pick<FieldRead, 'path' | 'deep'>, changed: FieldPath): boolean {
  return changed.length <= path.length ? isPrefix(changed, path) : deep && isPrefix(path, changed);
}

/** Each once, without those that another one covers, in order of paths. */
export function distinct(reads: readonly FieldRead[]): readonly FieldRead[] {
  const kept = new Map<string, FieldRead>();
  for (const read of reads) {
    const key = JSON.stringify([read.path, read.site]);
    const known = kept.get(key);
    if (!known || (read.deep && !known.deep)) kept.set(key, read);
  }
  const deep = new Set([...kept].flatMap(([key, read]) => (read.deep ? [key] : [])));
  const isCovered = ({ path, site }: FieldRead) =>
    path.some((_, length) => deep.has(JSON.stringify([path.slice(0, length), site])));
  return [...kept.values()]
    .filter((read) => !isCovered(read))
    .sort((a, b) => compare(pathText(a.path), pathText(b.path)));
}

function isPrefix(short: FieldPath, long: FieldPath): boolean {
  return short.every((step, i) => step === long[i]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
