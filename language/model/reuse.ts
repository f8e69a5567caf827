import type { SyntaxError } from '../syntax/diagnostic.ts';
import type { Declaration, Service, SourceTree, Span } from '../syntax/tree.ts';
import type { SourceFile } from './entities.ts';

/**
 * Puts the nodes of `before` in the place of new ones that say the same in the same words, with their positions moved.
 * A tree has one owner, the project's current file; whoever kept a node sees it move, and that is the point:
 * what is known about an unchanged declaration stays known, and its places stay right.
 */
export function reuseDeclarations(
  before: SourceFile,
  text: string,
  tree: SourceTree,
  errors: readonly SyntaxError[],
): void {
  const known = new KnownDeclarations(before);
  tree.declarations = tree.declarations.map((node) => {
    const kept = known.take(node, text, errors);
    if (kept) return kept;
    if (node.kind === 'service') reuseParts(node, known, text, errors);
    return node;
  });
}

function reuseParts(service: Service, known: KnownDeclarations, text: string, errors: readonly SyntaxError[]): void {
  service.items = service.items.map((item) => {
    const kept = item.kind === 'publishes' ? undefined : known.take(item, text, errors);
    return (kept as typeof item | undefined) ?? item;
  });
}

/** The declarations of the text before, by their words. */
class KnownDeclarations {
  readonly #byText = new Map<string, { readonly nodes: Declaration[]; next: number }>();
  readonly #used = new Set<Declaration>();

  constructor(before: SourceFile) {
    const add = (node: Declaration) => {
      if (touchesError(node, before.errors)) return;
      const words = before.text.slice(node.start, node.end);
      const same = this.#byText.get(words);
      if (same) same.nodes.push(node);
      else this.#byText.set(words, { nodes: [node], next: 0 });
    };
    for (const node of before.tree.declarations) {
      add(node);
      if (node.kind === 'service') for (const item of node.items) if (item.kind !== 'publishes') add(item);
    }
  }

  take(node: Declaration, text: string, errors: readonly SyntaxError[]): Declaration | undefined {
    if (touchesError(node, errors)) return undefined;
    const kept = this.#next(text.slice(node.start, node.end));
    if (!kept) return undefined;
    if (kept.kind === 'service') for (const item of kept.items) if (item.kind !== 'publishes') this.#used.add(item);
    move(kept, node.start - kept.start);
    return kept;
  }

  /** The first declaration in these words that nobody has taken, alone or with its service. */
  #next(words: string): Declaration | undefined {
    const same = this.#byText.get(words);
    while (same && same.next < same.nodes.length) {
      const node = same.nodes[same.next++] as Declaration;
      if (!this.#used.has(node)) return node;
    }
    return undefined;
  }
}

function touchesError(node: Span, errors: readonly SyntaxError[]): boolean {
  return errors.some(({ span }) => span.start <= node.end && span.end >= node.start);
}

/** Moves a node and all below it by a number of UTF-16 units. */
function move(node: Declaration, by: number): void {
  if (by === 0) return;
  const seen = new Set<object>();
  const pending: object[] = [node];
  for (let current = pending.pop(); current; current = pending.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    if ('start' in current) {
      const span = current as { start: number; end: number };
      span.start += by;
      span.end += by;
    }
    for (const value of Object.values(current)) if (typeof value === 'object' && value !== null) pending.push(value);
  }
}
