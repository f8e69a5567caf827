import type { Severity } from '../syntax/diagnostic.ts';
import { printable } from './excerpt.ts';
import { type FoundDiagnostic, shownEverywhere } from './projects.ts';
import { counted, placeSpan } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'notice' };

/** Diagnostics as workflow commands of GitHub Actions, one a line, and how many there are. */
export function annotations(found: readonly FoundDiagnostic[]): string {
  return [...found.map(annotation), counted(found.length, 'problem'), ''].join('\n');
}

function annotation({ diagnostic, uri, lines }: FoundDiagnostic): string {
  const { code, severity, message, span, fixes } = diagnostic;
  const { start, end } = placeSpan(span, lines);
  // Columns are taken only where a place is within one line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = { file: shownEverywhere(uri), line: start.line, ...columns, endLine: end.line, title: code };
  const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [message, ...fixes.map(({ title }) => `fix: ${title}`)].join('\n');
  return `::${COMMANDS[severity]} ${listed.join(',')}::${data(text)}`;
}

/** Everything after the second `::` up to the line's end. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
