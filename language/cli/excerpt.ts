import type { LineIndex } from '../syntax/lines.ts';
import type { Span } from '../syntax/tree.ts';

/** How many characters of a line are shown, and of those how many before the span. */
const SHOWN = 120;
const SHOWN_BEFORE = 60;

/** The line on which a span begins, with carets below it; of a long line only what is around it. */
export function excerpt(text: string, lines: LineIndex, span: Span): string {
  const { line } = lines.position(span.start);
  const [lineStart, lineEnd] = [lines.offset(line, 0), lines.lineEnd(line)];
  const from = wholeCharacter(text, Math.max(lineStart, span.start - SHOWN_BEFORE));
  const to = wholeCharacter(text, Math.min(lineEnd, from + SHOWN));
  const [before, after] = [from > lineStart ? '…' : '', to < lineEnd ? '…' : ''];
  const indent = widthOf(before + text.slice(from, span.start));
  const carets = Math.max(1, widthOf(text.slice(span.start, Math.min(span.end, to))));
  return `${before}${printable(text.slice(from, to))}${after}\n${' '.repeat(indent)}${'^'.repeat(carets)}`;
}

/** Text that does no harm to a terminal: control characters and those that turn the direction of writing are replaced. */
export function printable(text: string): string {
  return text.replaceAll('\t', TAB).replace(HARMFUL, '\ufffd');
}

const TAB = '    ';
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Steps back from the middle of a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

/** How many columns a text takes in a terminal: 0 for what joins the character before it, 2 for East Asian and emoji. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of printable(text)) width += JOINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

const JOINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;
