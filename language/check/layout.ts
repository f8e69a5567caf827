import type { SourceFile } from '../model/entities.ts';
import type { TextEdit } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { newlineOf } from './fixes.ts';

/** The white space that a line begins with. */
export function indentOf({ text }: SourceFile, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start, offset))![0];
}

/** Lines that begin with so much more white space. */
export function indented(text: string, indent: string, newline: string): string {
  return text
    .split('\n')
    .map((line) => indent + line)
    .join(newline);
}

/** Puts members on lines of their own before the closing brace of a block, in the manner of those that are there. */
export function newMembers(file: SourceFile, braces: Span, members: string): TextEdit | undefined {
  const text = file.text.slice(braces.start, braces.end);
  const open = text.indexOf('{');
  if (open < 0 || !text.endsWith('}')) return undefined;
  const newline = newlineOf(file);
  const inside = text.slice(open + 1, -1);
  const own = /\n([^\S\r\n]*)\S[^\n]*$/.exec(inside.trimEnd())?.[1];
  const outer = indentOf(file, braces.start);
  const start = braces.start + open + 1 + inside.trimEnd().length;
  const newText = `${newline}${indented(members, own ?? `${outer}  `, newline)}${newline}${outer}`;
  return { uri: file.uri, span: { start, end: braces.end - 1 }, newText };
}
