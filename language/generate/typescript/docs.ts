import type { SourceFile } from '../../model/entities.ts';
import { docOf } from '../../syntax/comments.ts';
import type { Annotation, Node } from '../../syntax/tree.ts';

/** The doc comment of a node as JSDoc, `more` lines behind it, ending in a line break; empty where there is none. */
export function jsDoc(file: SourceFile, node: Node, indent = '', more: readonly string[] = []): string {
  const doc = docOf(file.tree, file.text, node);
  return comment([...(doc === undefined ? [] : doc.split('\n')), ...more, ...deprecation(node)], indent);
}

/** A JSDoc comment of some lines. */
export function comment(lines: readonly string[], indent = ''): string {
  if (lines.length === 0) return '';
  const safe = lines.map((line) => line.replaceAll('*/', '*\\/').trimEnd());
  if (safe.length === 1) return `${indent}/** ${safe[0]} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} *${line ? ` ${line}` : ''}\n`).join('')}${indent} */\n`;
}

function deprecation(node: Node): string[] {
  const annotations = 'annotations' in node ? (node.annotations as readonly Annotation[]) : [];
  const deprecated = annotations.find(({ name }) => name.text === 'deprecated');
  if (!deprecated) return [];
  const [reason] = deprecated.args;
  return [`@deprecated ${reason?.kind === 'string' ? reason.value.replace(/\s+/g, ' ') : ''}`];
}
