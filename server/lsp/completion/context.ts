import type { SourceFile } from '../../../language/model/entities.ts';
import { scan } from '../../../language/syntax/scanner.ts';
import type { Node, Span } from '../../../language/syntax/tree.ts';
import { pathAt } from '../../../language/syntax/walk.ts';

/** Where the cursor stands, as far as the text before it tells. */
export interface Context {
  readonly file: SourceFile;
  /** The cursor, and where the word that is being typed begins. */
  readonly offset: number;
  readonly wordStart: number;
  /** From the file to the innermost node at the cursor. */
  readonly path: readonly Node[];
  /** The innermost node whose braces are around the cursor. */
  readonly container: Container;
  /** The words and marks before the one that is being typed, nearest first; a string or number shows as what it is. */
  readonly before: readonly string[];
  /** An item of the container may begin here. */
  readonly itemStart: boolean;
}

/** What the braces around the cursor belong to. */
export type Container = 'file' | 'use' | Extract<Node['kind'], ContainerKind>;

const CONTAINERS = [
  'record', 'enum', 'union', 'message', 'recordType', 'enumType', 'upcast', 'topic', 'service', 'consumer', 'aggregate', 'projection',
  'saga', 'choreography', 'scenario', 'state', 'step', 'compensate', 'parallel', 'block', 'recordLiteral',
] as const;
type ContainerKind = (typeof CONTAINERS)[number];

/** How many tokens back a decision may look. */
const LOOK_BACK = 12;

export function contextAt(file: SourceFile, offset: number): Context {
  const tokens = scan(file.text).tokens;
  let count = tokens.findIndex((token) => token.end > offset || (token.end === offset && !isWord(file.text, token.startOffset)));
  if (count < 0) count = tokens.length;
  const last = tokens[count - 1];
  const typing = last && last.end === offset && isWord(file.text, last.startOffset) ? last : undefined;
  const touched = tokens[count];
  const inside = !typing && touched && touched.startOffset < offset && isWord(file.text, touched.startOffset) ? touched : undefined;
  const closing = !typing && !inside && touched && touched.end === offset ? 1 : 0;
  const known = tokens.slice(0, count - (typing ? 1 : 0) + closing);
  const wordStart = (typing ?? inside)?.startOffset ?? offset;
  const before = known.slice(-LOOK_BACK).reverse().map((token) => file.text.slice(token.startOffset, token.end));
  const path = pathAt(file.tree, wordStart);
  return {
    file,
    offset,
    wordStart,
    path,
    container: containerOf(file, path, wordStart),
    before,
    itemStart: before.length === 0 || /^[{},]$/.test(before[0] ?? '') || isFirstOnLine(file.text, wordStart),
  };
}

function isWord(text: string, offset: number): boolean {
  return /[A-Za-z_`]/.test(text[offset] ?? '');
}

function isFirstOnLine(text: string, offset: number): boolean {
  return /(^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

function containerOf(file: SourceFile, path: readonly Node[], offset: number): Container {
  for (const node of [...path].reverse()) {
    if ((CONTAINERS as readonly string[]).includes(node.kind) && isInside(file.text, node, offset)) return node.kind as Container;
    if (node.kind === 'use') return 'use';
  }
  return 'file';
}

/** Whether an offset lies behind the node's opening brace and before its closing one. */
function isInside(text: string, node: Node, offset: number): boolean {
  const body: Span = 'body' in node && node.body && 'end' in node.body ? node.body : node;
  if (!('body' in node) && node.kind !== 'block' && node.kind !== 'recordLiteral' && node.kind !== 'recordType' && node.kind !== 'enumType') return false;
  const open = text.indexOf('{', body.start);
  const isClosed = text[body.end - 1] === '}';
  return open >= 0 && open < offset && (!isClosed || offset < body.end);
}
