import type { LineIndex } from '../syntax/lines.ts';
import type { Span } from '../syntax/tree.ts';
import { excerpt } from './excerpt.ts';
import { type FoundDiagnostic, shown } from './projects.ts';

/** Diagnostics with the lines they speak of, and a closing count. */
export function reportText(found: readonly FoundDiagnostic[]): string {
  return [...found.map(diagnosticText), summary(found)].join('\n');
}

/** A diagnostic for programs to read: lines and columns count from 1, columns in UTF-16 code units. */
export function diagnosticJson({ diagnostic, uri, lines, linesOf }: FoundDiagnostic) {
  const { code, severity, message, span, related, fixes } = diagnostic;
  return {
    code,
    severity,
    message,
    ...placeJson(uri, span, lines),
    related: related.map((place) => ({ ...placeJson(place.uri, place.span, linesOf(place.uri)), label: place.label })),
    fixes: fixes.map(({ title, safe }) => ({ title, safe })),
  };
}

/** A place for programs to read; without lines where the file is not known. */
export function placeJson(uri: string, span: Span, lines: LineIndex | undefined) {
  const path = shown(uri);
  return lines ? { path, ...placeSpan(span, lines) } : { path };
}

/** Lines and columns from 1, columns in UTF-16 code units. */
export function placeSpan(span: Span, lines: LineIndex) {
  return { start: oneBased(lines, span.start), end: oneBased(lines, span.end) };
}

export function hasErrors(found: readonly FoundDiagnostic[]): boolean {
  return found.some(({ diagnostic }) => diagnostic.severity === 'error');
}

function diagnosticText({ diagnostic, uri, text, lines, linesOf }: FoundDiagnostic): string {
  const { code, severity, message, span, related, fixes } = diagnostic;
  return [
    `${placeText(uri, span, lines)} ${severity} ${code} ${message}`,
    ...excerpt(text, lines, span)
      .split('\n')
      .map((line) => `    ${line}`),
    ...related.map((place) => `    ${place.label}: ${placeText(place.uri, place.span, linesOf(place.uri))}`),
    ...fixes.map(({ title }) => `    fix: ${title}`),
    '',
  ].join('\n');
}

/** `orders.evflow:3:14` */
export function placeText(uri: string, span: Span, lines: LineIndex | undefined): string {
  if (!lines) return shown(uri);
  const { line, column } = oneBased(lines, span.start);
  return `${shown(uri)}:${line}:${column}`;
}

function oneBased(lines: LineIndex, offset: number) {
  const { line, character } = lines.position(offset);
  return { line: line + 1, column: character + 1 };
}

function summary(found: readonly FoundDiagnostic[]): string {
  const count = (severity: string) => found.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  return [counted(count('error'), 'error'), counted(count('warning'), 'warning'), counted(count('hint'), 'hint')].join(
    ', ',
  );
}

/** `1 file`, `2 files` */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
