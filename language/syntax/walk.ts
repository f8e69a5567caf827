import type { Node, SourceTree, Span } from './tree.ts';

/** The direct children of a node, in source order. Comments are no children. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (const key in node) {
    if (key === 'comments') continue;
    const value = node[key as keyof Node] as unknown;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return inOrder(found) ? found : found.sort((a, b) => a.start - b.start);
}

/**
 * The nodes around an offset, from the file to the innermost that touches it.
 * Between two neighbours that both touch, the one that ends there wins: it is the word before the cursor.
 */
export function pathAt(tree: SourceTree, offset: number): Node[] {
  const path: Node[] = [];
  let node: Node | undefined = tree;
  while (node) {
    path.push(node);
    node = touching(children(node), offset);
  }
  return path;
}

/** Calls `visit` for the node and all below it, parents first, in source order. The depth of the tree does not matter. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void): void {
  const pending: [Node, Node | undefined][] = [[node, undefined]];
  let next: [Node, Node | undefined] | undefined;
  while ((next = pending.pop())) {
    const [current, parent] = next;
    visit(current, parent);
    const below = children(current);
    for (let i = below.length - 1; i >= 0; i--) pending.push([below[i]!, current]);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function inOrder(spans: Span[]): boolean {
  for (let i = 1; i < spans.length; i++) if (spans[i - 1]!.start > spans[i]!.start) return false;
  return true;
}

function touching(nodes: Node[], offset: number): Node | undefined {
  const touched = nodes.filter((node) => node.start <= offset && offset <= node.end);
  return touched.find((node) => node.start < offset) ?? touched[0];
}
