import type { SourceFile } from '../../language/model/entities.ts';
import type { Node } from '../../language/syntax/tree.ts';
import { walk } from '../../language/syntax/walk.ts';

/** Statements, handlers and lines of scenarios: where a run can stand still. */
const STOPPING: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'on', 'handle', 'apply',
  'let', 'emit', 'if', 'for', 'either', 'require', 'reject', 'fail', 'deadLetter', 'remove', 'assign',
  'givenMessage', 'givenState', 'stub', 'when', 'wait', 'then', 'thenRejected', 'never', 'expect',
]);

/** The zero-based lines at which a run can stand still. */
export function stoppingLines(file: SourceFile): ReadonlySet<number> {
  const lines = new Set<number>();
  walk(file.tree, (node) => {
    if (STOPPING.has(node.kind)) lines.add(file.lines.position(node.start).line);
  });
  return lines;
}

/** The lines that a person asked to stop at, by file; each moved down to where a run can stand still. */
export class Breakpoints {
  readonly #lines = new Map<string, ReadonlySet<number>>();

  /** Replaces a file's breakpoints. @returns for each line asked for the line that it became, undefined where none follows */
  set(file: SourceFile, asked: readonly number[]): (number | undefined)[] {
    const possible = [...stoppingLines(file)].sort((a, b) => a - b);
    const placed = asked.map((line) => possible.find((candidate) => candidate >= line));
    this.#lines.set(file.uri, new Set(placed.filter((line) => line !== undefined)));
    return placed;
  }

  clear(uri: string): void {
    this.#lines.delete(uri);
  }

  has(uri: string, line: number): boolean {
    return this.#lines.get(uri)?.has(line) ?? false;
  }
}
