import type { Position, Range } from 'vscode-languageserver';
import type { SourceFile } from '../../language/model/entities.ts';
import type { Span } from '../../language/syntax/tree.ts';

export function toRange(file: Pick<SourceFile, 'lines'>, span: Span): Range {
  return { start: file.lines.position(span.start), end: file.lines.position(span.end) };
}

export function toOffset(file: SourceFile, position: Position): number {
  return file.lines.offset(position.line, position.character);
}

/** An error as the output channel shows it. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
