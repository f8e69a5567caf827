import type { Annotation, Comment, Name, Node, SourceTree } from './tree.ts';

/**
 * The documentation of a declaration, field, symbol or any other node: the `///` lines right above it, without
 * their slashes and one space after them. Other comments may stand between, and annotations may, but no empty line.
 *
 * @returns Markdown, its lines joined by `\n`; undefined where there is none
 */
export function docOf(tree: SourceTree, text: string, node: Node): string | undefined {
  const docs = [...above(tree.comments, text, node.start), ...amongAnnotations(tree.comments, node)].filter(
    (comment) => comment.style === 'doc' && beginsLine(text, comment.start),
  );
  if (docs.length === 0) return undefined;
  return docs
    .map(({ start, end }) =>
      text
        .slice(start, end)
        .replace(/^\/\/\/ ?/, '')
        .trimEnd(),
    )
    .join('\n');
}

/** The comments on the lines right above an offset, and on its own line. */
function above(comments: readonly Comment[], text: string, offset: number): Comment[] {
  const end = countBefore(comments, offset);
  let first = end;
  let below = offset;
  while (first > 0 && isAdjacent(text.slice(comments[first - 1]!.end, below))) below = comments[--first]!.start;
  return comments.slice(first, end);
}

/** The comments between a node's annotations, and between the last of them and the node's name. */
function amongAnnotations(comments: readonly Comment[], node: Node): Comment[] {
  const { annotations, name } = node as { annotations?: Annotation[]; name?: Name };
  if (!annotations?.length || !name) return [];
  return comments.slice(countBefore(comments, node.start), countBefore(comments, name.start));
}

/** How many comments begin before an offset. */
function countBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Commas between items carry no meaning. */
function isAdjacent(between: string): boolean {
  return /^[\s,]*$/.test(between) && between.split(/\r\n|\r|\n/).length <= 2;
}

function beginsLine(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && /[^\S\r\n]|,/.test(text[at]!)) at--;
  return at < 0 || text[at] === '\n' || text[at] === '\r';
}
