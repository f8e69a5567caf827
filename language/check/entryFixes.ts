import type { SourceFile } from '../model/entities.ts';
import type { Fix } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { insertion, newlineOf } from './fixes.ts';
import { indented, indentOf } from './layout.ts';

/**
 * A fix that adds entries before the closing brace of `braces`, in the manner of those that are there: on lines of their
 * own, or behind a comma; an entry of several lines is indented as a whole. Undefined where the brace is missing.
 */
export function entriesAdded(
  title: string,
  file: SourceFile,
  braces: Span,
  entries: readonly string[],
): Fix | undefined {
  const text = file.text.slice(braces.start, braces.end);
  const open = text.indexOf('{');
  if (open < 0 || !text.endsWith('}')) return undefined;
  const inside = text.slice(open + 1, -1);
  const end = braces.end - 1 - (inside.length - inside.trimEnd().length);
  if (inside.trim() === '') return insertion(title, file, braces.start + open + 1, ` ${entries.join(', ')}`, false);
  const comment = file.tree.comments.some((one) => one.style === 'line' && one.end === end);
  const indent =
    /\n([ \t]*)\S[^\n]*$/.exec(inside.trimEnd())?.[1] ?? (comment ? `${indentOf(file, braces.start)}  ` : undefined);
  if (indent !== undefined) {
    const newline = newlineOf(file);
    const lines = entries.map((entry) => newline + indented(entry, indent, newline));
    return insertion(title, file, end, lines.join(''), false);
  }
  return insertion(title, file, end, `${inside.trimEnd().endsWith(',') ? '' : ','} ${entries.join(', ')}`, false);
}
