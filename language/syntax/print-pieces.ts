/** What the printers of all layers are made of. A printer reads a node's tokens in order and gives a document. */

import { breakParent, type Doc, group, ifFlat, indent, line, softLine } from './layout.ts';
import type { Source } from './print-source.ts';
import type { Name, Path, QualifiedName, Reference, Span } from './tree.ts';

export type Printer<T> = (source: Source, node: T) => Doc;

/** A name, literal or version as it is written. */
export function copy(source: Source, span: Span): Doc {
  return source.copy(span);
}

export function dotted(source: Source, { parts }: QualifiedName | Path): Doc {
  return parts.map((part: Name, i) => (i === 0 ? source.copy(part) : [source.token('.'), source.copy(part)]));
}

export function reference(source: Source, { name, version }: Reference): Doc {
  return [dotted(source, name), version ? source.copy(version) : ''];
}

/** A space, and the node; nothing where there is none. */
export function after<T>(source: Source, node: T | undefined, print: Printer<T>): Doc {
  return node === undefined ? '' : [source.space(), print(source, node)];
}

/** ` keyword node`; nothing where there is none. */
export function option<T>(source: Source, keyword: string, node: T | undefined, print: Printer<T>): Doc {
  return node === undefined ? '' : [source.space(), source.token(keyword), source.space(), print(source, node)];
}

/** As `option`, on a line of its own, further in, where it fits no more. */
export function clause<T>(source: Source, keyword: string, node: T | undefined, print: Printer<T>): Doc {
  return node === undefined ? '' : hanging(source, () => [source.token(keyword), source.space(), print(source, node)]);
}

/** A space and the rest of an item; where that fits no more, a new line, further in. */
export function hanging(source: Source, rest: () => Doc): Doc {
  return group(indent([source.clauseLine(), rest()]));
}

/** `A, B, C` over as many lines as it takes, the further ones indented. */
export function names<T>(source: Source, nodes: readonly T[], print: Printer<T>): Doc {
  return indent(filled(source, nodes, print));
}

function filled<T>(source: Source, nodes: readonly T[], print: Printer<T>): Doc {
  return nodes.map((node, i) => {
    if (i === 0) return print(source, node);
    return [source.comma(','), group([source.clauseLine(), print(source, node)])];
  });
}

/** `A | B | C`, on one line or on one for each. */
export function alternatives<T>(source: Source, nodes: readonly T[], print: Printer<T>): Doc {
  const docs = nodes.map((node, i) => {
    if (i === 0) return print(source, node);
    return indent([source.line(), source.token('|'), source.space(), print(source, node)]);
  });
  return group(docs);
}

/** The items of `( … )` or `[ … ]`: on one line, or on one for each. */
export function bracketed<T>(source: Source, open: string, nodes: readonly T[], print: Printer<T>, close: string): Doc {
  const start = source.token(open);
  const items = nodes.map((node, i) => {
    const lead = i === 0 ? source.softLine() : [source.comma(','), source.line()];
    return [lead, print(source, node)];
  });
  const inner = indent([items, source.ending(nodes.length === 0)]);
  return group([start, inner, softLine, source.token(close)]);
}

/** `{A, B, C}`: on one line, or inside the braces on as many as it takes. */
export function nameSet<T>(source: Source, nodes: readonly T[], print: Printer<T>): Doc {
  const start = source.token('{');
  const inner = indent([source.softLine(), filled(source, nodes, print), source.ending(false)]);
  return group([start, inner, softLine, source.token('}')]);
}

/**
 * `{ … }`: on one line with commas, where it was written so and fits, else one item on a line without. The caller
 * makes it a group, alone or with others that are to break together. `before` is what stands before the brace.
 */
export function braces<T>(source: Source, before: '' | ' ', nodes: readonly T[], print: Printer<T>): Doc {
  const start = source.openBrace(before);
  const written = source.breaksHere() ? breakParent : '';
  const items = nodes.map((node, i) => {
    const lead = i === 0 ? source.line() : itemEnd(source);
    return [lead, print(source, node)];
  });
  const comments = source.ending(nodes.length === 0);
  if (nodes.length === 0 && comments === '') return [start, source.token('}')];
  return [start, written, indent([items, comments]), line, source.token('}')];
}

/** As `braces`, breaking by itself. */
export function body<T>(source: Source, before: '' | ' ', nodes: readonly T[], print: Printer<T>): Doc {
  return group(braces(source, before, nodes, print));
}

function itemEnd(source: Source): Doc {
  return [source.comma(source.needsComma() ? ',' : ifFlat(',')), source.itemEnd(line)];
}
