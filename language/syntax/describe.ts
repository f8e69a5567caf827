import { EOF } from 'chevrotain';
import type { Token } from './tokens.ts';
import { Text, VersionTag, words } from './tokens.ts';

/** A token in the reader's words: "`emit`", "the string \"a\"", "the end of the file". */
export function describe(found: Token): string {
  if (found.tokenType === EOF) return 'the end of the file';
  if (found.tokenType === Text) return `the string "${shortened(found.image)}"`;
  const text = found.tokenType === VersionTag ? `@${found.image}` : found.image;
  return words[found.tokenTypeIdx] ? `\`${shortened(text)}\`` : `\`${text || '}'}\``;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

const hints: Record<string, string> = {
  'a type':
    ' A type is `string`, `int`, `decimal`, `uuid` or another of the built-in ones, the name of a record, enum or union, `map<…>`, or fields in braces.',
  'an expression': ' A value can be a literal, a name, a call, a list in `[ ]` or a record in `{ }`.',
  '`else` and the reason': ' A rejected command is told why, as in `require count > 0 else "nothing to order"`.',
};

/** What to do where something is missing: a sentence with a space before it, or nothing. */
export function hintFor(what: string): string {
  return hints[what] ?? '';
}
