import type { SourceFile } from '../model/entities.ts';
import type { Fix } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';

/** A fix that puts one text in the place of another; a safe one unless said otherwise. */
export function replacement(title: string, file: SourceFile, span: Span, newText: string, safe = true): Fix {
  return { title, safe, edits: [{ uri: file.uri, span: { start: span.start, end: span.end }, newText }] };
}

export function insertion(title: string, file: SourceFile, offset: number, newText: string, safe = true): Fix {
  return replacement(title, file, { start: offset, end: offset }, newText, safe);
}

/** A fix that takes something away, with the comma that joins it to its neighbours or the line that it leaves empty. */
export function removal(title: string, file: SourceFile, span: Span, safe = true): Fix {
  return replacement(title, file, widened(file.text, span), '', safe);
}

function widened(text: string, { start, end }: Span): Span {
  const comma = /^[^\S\r\n]*,\s*/.exec(text.slice(end))?.[0];
  if (comma !== undefined) return { start, end: end + comma.length };
  const before = text.slice(0, start);
  const commaBefore = /,\s*$/.exec(before)?.[0];
  if (commaBefore !== undefined) return { start: start - commaBefore.length, end };
  const indent = /(^|\n)([^\S\r\n]*)$/.exec(before)?.[2];
  const rest = /^[^\S\r\n]*(\r?\n|$)/.exec(text.slice(end))?.[0];
  if (indent === undefined || rest === undefined) return { start, end };
  return { start: start - indent.length, end: end + rest.length };
}

/** Adds a whole name to those that a file uses: to the list of its namespace, else on a line of its own. */
export function addUse(file: SourceFile, whole: string): Fix {
  const namespace = whole.slice(0, whole.lastIndexOf('.'));
  const name = whole.slice(namespace.length + 1);
  const list = file.tree.uses.find(
    ({ path, names }) => names && path.parts.map(({ text }) => text).join('.') === namespace,
  );
  const last = list?.names?.at(-1);
  const title = `Add \`use ${whole}\``;
  const newline = newlineOf(file);
  if (last) return insertion(title, file, last.end, `, ${name}`);
  const after = file.tree.uses.at(-1) ?? file.tree.namespace ?? file.tree.edition;
  if (!after) return insertion(title, file, file.text.startsWith('\ufeff') ? 1 : 0, `use ${whole}${newline}${newline}`);
  const comment = /^[^\S\r\n]*\/\/[^\r\n]*/.exec(file.text.slice(after.end))?.[0] ?? '';
  const text = `${after.kind === 'use' ? '' : newline}${newline}use ${whole}`;
  return insertion(title, file, after.end + comment.length, text);
}

/** How the lines of a file end. */
export function newlineOf({ text }: SourceFile): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
