import type { Span } from '../syntax/tree.ts';
import type { OutputFormat } from './command.ts';
import { type FoundDiagnostic, shown } from './projects.ts';

/** Prints diagnostics with the lines they speak of, and a closing count; or as one JSON document. */
export function report(found: readonly FoundDiagnostic[], format: OutputFormat): string {
  return format === 'json' ? JSON.stringify(found.map(asJson), undefined, 2) : [...found.map(asText), summary(found)].join('\n');
}

export function hasErrors(found: readonly FoundDiagnostic[]): boolean {
  return found.some(({ diagnostic }) => diagnostic.severity === 'error');
}

function asJson({ diagnostic, uri, lines }: FoundDiagnostic) {
  const { code, severity, message, span, related, fixes } = diagnostic;
  return {
    code,
    severity,
    message,
    path: shown(uri),
    start: oneBased(lines.position(span.start)),
    end: oneBased(lines.position(span.end)),
    related: related.map((place) => ({ path: shown(place.uri), start: place.span.start, end: place.span.end, label: place.label })),
    fixes: fixes.map(({ title, safe }) => ({ title, safe })),
  };
}

function oneBased({ line, character }: { line: number; character: number }) {
  return { line: line + 1, column: character + 1 };
}

function asText(found: FoundDiagnostic): string {
  const { diagnostic, uri, text, lines } = found;
  const { line, column } = oneBased(lines.position(diagnostic.span.start));
  const head = `${shown(uri)}:${line}:${column} ${diagnostic.severity} ${diagnostic.code} ${diagnostic.message}`;
  const fixes = diagnostic.fixes.map(({ title }) => `    fix: ${title}`);
  return [head, excerpt(text, diagnostic.span), ...fixes, ''].join('\n');
}

const EXCERPT_WIDTH = 120;

/** The line of a span, with carets below it. */
function excerpt(text: string, span: Span): string {
  const start = Math.max(text.lastIndexOf('\n', span.start - 1) + 1, span.start - EXCERPT_WIDTH / 2);
  const newline = /\r?\n|\r/.exec(text.slice(span.start));
  const end = Math.min(newline ? span.start + newline.index : text.length, start + EXCERPT_WIDTH);
  const marked = Math.max(1, Math.min(span.end, end) - span.start);
  const indent = text.slice(start, span.start).replace(/[^\t]/g, ' ');
  return `    ${printable(text.slice(start, end))}\n    ${indent}${'^'.repeat(marked)}`;
}

/** Control characters do no harm to a terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

function summary(found: readonly FoundDiagnostic[]): string {
  const count = (severity: string) => found.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const plural = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}, ${plural(count('hint'), 'hint')}`;
}
