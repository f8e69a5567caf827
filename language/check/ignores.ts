import type { SourceFile } from '../model/entities.ts';
import { nearest } from '../model/nearest.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { Comment } from '../syntax/tree.ts';

/** `// evflow-ignore EVF3002: why` */
interface Ignore {
  readonly comment: Comment;
  readonly code: string;
  /** The line that it speaks of: the next one that is no comment, zero-based. */
  readonly line: number;
}

const PATTERN = /^\/\/\s*evflow-ignore\b\s*([A-Za-z0-9_-]*)/;

/**
 * Takes out what the comments of a file silence.
 * @returns what is left, and what is wrong with the comments themselves
 */
export function applyIgnores(
  file: SourceFile,
  diagnostics: readonly Diagnostic[],
  codes: readonly string[],
): { readonly kept: Diagnostic[]; readonly problems: Problem[] } {
  const ignores = ignoresIn(file);
  const used = new Set<Ignore>();
  const kept = diagnostics.filter((diagnostic) => {
    const line = ignores.length > 0 ? file.lines.position(diagnostic.span.start).line : -1;
    const silencing = ignores.filter((ignore) => ignore.code === diagnostic.code && ignore.line === line);
    for (const ignore of silencing) used.add(ignore);
    return silencing.length === 0;
  });
  const problems = ignores.filter((ignore) => !used.has(ignore)).map((ignore) => complaint(ignore, codes));
  return { kept, problems };
}

function complaint({ comment, code }: Ignore, codes: readonly string[]): Problem {
  if (codes.includes(code)) return problem('EVF2901', comment, { code });
  return problem('EVF2902', comment, { code, similar: nearest(code, codes)[0] });
}

function ignoresIn(file: SourceFile): Ignore[] {
  const ignores: Ignore[] = [];
  const lineOf = (offset: number) => file.lines.position(offset).line;
  let below: { readonly start: number; readonly target: number } | undefined;
  for (const comment of file.tree.comments.toReversed()) {
    const line = lineOf(comment.start);
    if (!isFirst(file, comment)) continue;
    const next = lineOf(comment.end) + 1;
    const target = below && below.start === next ? below.target : next;
    below = { start: line, target };
    const code = comment.style === 'line' ? PATTERN.exec(file.text.slice(comment.start, comment.end))?.[1] : undefined;
    if (code !== undefined) ignores.unshift({ comment, code, line: target });
  }
  return ignores;
}

/** Whether a comment begins its line; one behind something else does not go on with those above. */
function isFirst({ text }: SourceFile, { start }: Comment): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
}
