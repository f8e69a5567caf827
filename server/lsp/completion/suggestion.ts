import { CompletionItemKind } from 'vscode-languageserver';
import type { Entity } from '../../../language/model/entities.ts';

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  /** The declaration behind it, which documents it. */
  readonly entity?: Entity | undefined;
  /** Its short name is written, which may need a `use`. */
  readonly isShort?: boolean | undefined;
  /** What is inserted where it is not the label; with `$0` where the cursor goes then. */
  readonly insert?: string | undefined;
  /** Shown before the others. */
  readonly isLikely?: boolean | undefined;
}

/** A name as it is written: in backquotes where it is none of the plain ones. */
export function written(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
}

export function fieldSuggestions(names: Iterable<string>, detail?: string): Suggestion[] {
  return [...new Set(names)].map((name) => ({ label: written(name), kind: CompletionItemKind.Field, detail }));
}

export function symbolSuggestions(names: readonly string[], detail: string): Suggestion[] {
  return names.map((name) => ({ label: written(name), kind: CompletionItemKind.EnumMember, detail, isLikely: true }));
}

export function keywordSuggestions(words: readonly string[], detail?: string): Suggestion[] {
  return words.map((label) => ({ label, kind: CompletionItemKind.Keyword, detail }));
}

/** A text as it stands in a snippet, where `$` begins something else. */
export function plain(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
