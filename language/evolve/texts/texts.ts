import { BYTES_PATTERN, FORMAT_PATTERNS } from '../../model/schema/formats.ts';
import { decimalPattern, longRule } from '../../model/schema/keywords.ts';
import { isPattern } from '../../model/schema/schema.ts';
import type { DecimalType, ValueType } from '../../model/types.ts';
import { digitsPattern } from './digits.ts';
import { TooHard } from './effort.ts';
import { programOf } from './program.ts';
import { remembered } from './remembered.ts';
import { type Lengths, shortest } from './search.ts';

/** A set of texts: those that match a pattern somewhere and whose length, in code points, is in a range. */
export interface Texts extends Lengths {
  /** ECMA-262 with the flag `u`; empty for any text. */
  readonly pattern: string;
  /** The texts that match, where they were given one by one. */
  readonly words?: readonly string[];
}

/**
 * `witness` is a shortest text, in code points, that the reader does not take; where a pattern is no regular language there may
 * be shorter ones. `why` is a clause.
 */
export type Inclusion =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'no'; readonly witness: string }
  | { readonly verdict: 'unknown'; readonly why: string };

/** A shortest text of a set; `why` is a clause. */
export type Smallest =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly why: string };

export const anyText: Texts = { pattern: '', min: 0, max: Number.POSITIVE_INFINITY };

/** @param pattern ECMA-262 with the flag `u`, found anywhere in a text; what `RegExp` does not take counts as no pattern */
export function ofPattern(pattern: string): Texts {
  return isPattern(pattern) ? { ...anyText, pattern } : anyText;
}

/** @param expression one that means the same with the flag `u`, and has no other */
function ofRegExp(expression: RegExp): Texts {
  return { ...anyText, pattern: expression.source };
}

export function ofWords(words: readonly string[]): Texts {
  const sources = words.map(escaped);
  return { ...anyText, pattern: sources.length > 0 ? `^(?:${sources.join('|')})$` : '[]', words };
}

/** What the keyword `long` takes: whole numbers from `min` to `max` in digits, without leading zeros or `-0`. */
export function ofDigits(min: bigint, max: bigint): Texts {
  return { ...anyText, pattern: `^${digitsPattern(min, max)}$` };
}

export function ofDecimal(type: Pick<DecimalType, 'precision' | 'scale'>): Texts {
  return { ...anyText, pattern: decimalPattern(type) };
}

/** Those of the texts that have at least `min` and at most `max` code points. */
export function withLength(texts: Texts, min = 0, max = Number.POSITIVE_INFINITY): Texts {
  return { ...texts, min: Math.max(texts.min, min), max: Math.min(texts.max, max) };
}

/** What a type writes as a JSON string; undefined for types that are no strings. */
export function textsOf(type: ValueType): Texts | undefined {
  switch (type.kind) {
    case 'string':
      return withLength(type.pattern === undefined ? anyText : ofPattern(type.pattern), type.min, type.max);
    case 'enum':
      return ofWords(type.symbols);
    case 'bytes':
      return ofRegExp(BYTES_PATTERN);
    case 'decimal':
      return ofDecimal(type);
    case 'long': {
      const { min, max } = longRule(type, false);
      return ofDigits(BigInt(min), BigInt(max));
    }
    default:
      return type.kind in FORMAT_PATTERNS
        ? ofRegExp(FORMAT_PATTERNS[type.kind as keyof typeof FORMAT_PATTERNS])
        : undefined;
  }
}

/**
 * Exact for every set. It goes by `RegExp` where the text is short, or the pattern is no regular language, as `RegExp` takes
 * for ever for some patterns; by itself it would also find empty matches between the halves of a surrogate pair, where
 * ECMA-262 has no place.
 */
export function has(texts: Texts, value: string): boolean {
  return membership(texts)(value);
}

/** `has` for many values of one set. */
function membership(texts: Texts): (value: string) => boolean {
  const { min, max, words } = texts;
  const known = words && wordsOf(words);
  const matches = known ? undefined : matcher(texts);
  return (value) => {
    const length = [...value].length;
    return length >= min && length <= max && (known?.has(value) ?? matches!(value));
  };
}

function matcher({ pattern }: Texts): (value: string) => boolean {
  const expression = new RegExp(`^[^]*?(?:${pattern})`, 'u');
  return (value) => {
    const answer = value.length > MAX_TRIED ? decided(ofWord(value), { ...anyText, pattern }) : undefined;
    return answer && answer.verdict !== 'unknown' ? answer.verdict === 'yes' : expression.test(value);
  };
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function wordsOf(words: readonly string[]): ReadonlySet<string> {
  let known = sets.get(words);
  if (!known) sets.set(words, (known = new Set(words)));
  return known;
}

function ofWord(word: string): Texts {
  return { ...anyText, pattern: `^${escaped(word)}$` };
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/**
 * Whether every text of `writer` is in `reader`. `unknown` where a pattern is no regular language (it refers back or looks
 * behind) and the rest does not settle it, or where the patterns are too large.
 */
export function includes(writer: Texts, reader: Texts): Inclusion {
  if (writer.words) return listed(writer, reader);
  return inclusions(JSON.stringify([keyOf(writer), keyOf(reader)]), () => decided(writer, reader));
}

const inclusions = remembered<Inclusion>();

function decided(writer: Texts, reader: Texts): Inclusion {
  let why: string | undefined;
  for (const question of questions(writer, reader)) {
    const { text, unknown } = ask(writer, question, question.fits ? reader : undefined);
    if (text !== undefined) return { verdict: 'no', witness: text };
    why ??= unknown;
  }
  return why === undefined ? { verdict: 'yes' } : { verdict: 'unknown', why };
}

/** A shortest text of the set, if it has any. */
export function smallest(texts: Texts): Smallest {
  return smallests(keyOf(texts), () => found(texts));
}

const smallests = remembered<Smallest>();

function found(texts: Texts): Smallest {
  const { text, unknown } = ask(texts, texts);
  if (text !== undefined) return { kind: 'text', text };
  return unknown === undefined ? { kind: 'empty' } : { kind: 'unknown', why: unknown };
}

function keyOf({ pattern, min, max }: Texts): string {
  return `${min} ${max} ${pattern}`;
}

function listed(writer: Texts, reader: Texts): Inclusion {
  const [isWritten, isRead] = [membership(writer), membership(reader)];
  const refused = (writer.words ?? []).filter((word) => isWritten(word) && !isRead(word));
  const [witness] = refused.sort((a, b) => [...a].length - [...b].length || (a < b ? -1 : 1));
  return witness === undefined ? { verdict: 'yes' } : { verdict: 'no', witness };
}

/** Lengths of the writer, shorter ones first; `fits` where the reader takes the length, so that its pattern matters. */
interface Question extends Lengths {
  readonly fits: boolean;
}

function questions(writer: Texts, reader: Texts): Question[] {
  const samePattern = writer.pattern === reader.pattern || reader.pattern === '';
  const shorter = { fits: false, min: writer.min, max: Math.min(writer.max, reader.min - 1) };
  const fitting = { fits: true, min: Math.max(writer.min, reader.min), max: Math.min(writer.max, reader.max) };
  const longer = { fits: false, min: Math.max(writer.min, reader.max + 1), max: writer.max };
  return samePattern ? [shorter, longer] : [shorter, fitting, longer];
}

interface Answer {
  readonly text?: string;
  /** Why there may be a text that was not found. */
  readonly unknown?: string;
}

/** Longer ones are not tried by `RegExp`, as patterns can be written on which it takes for ever. */
const MAX_TRIED = 25;

/**
 * A shortest text of such a length that is in `texts` and not in `outside`. A program may take more than its pattern does, so
 * what it finds has to be tried; where the program of `outside` takes more, what it takes may still be outside.
 */
function ask(texts: Texts, lengths: Lengths, outside?: Texts): Answer {
  const inside = programOf(texts.pattern);
  const taken = outside && programOf(outside.pattern);
  const counts = (text: string) =>
    text.length <= MAX_TRIED && has(texts, text) && !(outside && taken?.why !== undefined && has(outside, text));
  try {
    const text = shortest(lengths, inside, taken);
    if (text !== undefined) return inside.why === undefined || counts(text) ? { text } : { unknown: inside.why };
    if (taken?.why === undefined) return {};
    const other = shortest(lengths, inside);
    if (other === undefined) return {};
    return counts(other) ? { text: other } : { unknown: taken.why };
  } catch (error) {
    if (error instanceof TooHard) return { unknown: error.message };
    throw error;
  }
}
