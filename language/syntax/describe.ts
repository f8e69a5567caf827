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
  'a type': 'Write for instance `string`, `decimal(12, 2)`, the name of a record or enum, or fields in `{ }`.',
  'a value': 'A value is a literal, a name, a call, a list in `[ ]` or a record in `{ }`.',
  'a duration': 'A duration is a whole number and its unit, as in `30s` or `7d`.',
  '`:` and a type': 'A field is written with its type, as in `id: uuid`.',
  '`=`, `+=` or `-=`': 'What begins with a name here is an assignment, as in `total = 1`.',
  '`by` and the field that is the key': 'Each instance has a key, as in `by orderId`.',
  '`else` and the reason': 'Whoever is rejected is told why, as in `require count > 0 else "nothing to order"`.',
  '`->` and a step, or `retry` and how often,':
    'A wait says what happens when the time is over, as in `after 30s retry 2 -> abort "no answer"`.',
  'the name that is reserved': 'Reserved are the names that may not come back, as in `reserved amount`.',
};

/** What to do where something is missing: a sentence with a space before it, or nothing. */
export function hintFor(what: string): string {
  const hint = hints[what];
  return hint ? ` ${hint}` : '';
}
