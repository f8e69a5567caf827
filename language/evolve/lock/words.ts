import type { FieldPath } from '../../model/meaning.ts';
import { keywords, reservedWords } from '../../syntax/tokens.ts';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name, in backquotes where the parser would not take it for one, or might not. */
export function name(text: string): string {
  return PLAIN.test(text) && !keywords.has(text) && !reservedWords.has(text) ? text : `\`${text}\``;
}

/** A name before a colon or a question mark, where a keyword is one, too. */
export function fieldName(text: string): string {
  return PLAIN.test(text) && !reservedWords.has(text) ? text : `\`${text}\``;
}

/** `shop.orders.Order` */
export function qualified(text: string): string {
  return text.split('.').map(name).join('.');
}

export function path(names: FieldPath): string {
  return names.map(name).join('.');
}

/** A key with its version, `shop.LineItem@1.0`, as a reference. */
export function referenceTo(key: string): string {
  const version = key.lastIndexOf('@');
  return `${qualified(key.slice(0, version))}${key.slice(version)}`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Milliseconds in the largest unit that they are whole in. */
export function duration(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => milliseconds % length === 0) ?? ['ms', 1];
  return `${milliseconds / length}${unit}`;
}
