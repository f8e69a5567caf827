import { type Doc, hardLine, render } from './layout.ts';
import { parse } from './parse.ts';
import { part, service, topic } from './print-parts.ts';
import { copy, dotted, nameSet } from './print-pieces.ts';
import { choreography } from './print-sagas.ts';
import { scenario } from './print-scenarios.ts';
import { annotations, enumeration, message, record, union } from './print-shape.ts';
import { Source } from './print-source.ts';
import type { Declaration, SourceTree, Use } from './tree.ts';

const WIDTH = 100;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The text, laid out as evflow files are: two spaces a level, lines of at most 100 columns where that can be had.
 * What was written on one line stays there while it fits, a `{` after which a new line began keeps its items one
 * on a line, and of several empty lines one stays. All comments are kept, and so are the byte-order mark and the
 * kind of line ends.
 *
 * @returns undefined where the text has syntax errors
 */
export function format(text: string): string | undefined {
  const { tree, errors } = parse(text);
  return errors.length === 0 ? print(tree, text) : undefined;
}

/** As `format`, for a tree without errors and the text that it comes from. */
export function print(tree: SourceTree, text: string): string {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const printed = render(file(new Source(tree, text, mark.length), tree), WIDTH);
  const ended = printed === '' ? '' : `${printed}\n`;
  return mark + (/\r\n|\n/.exec(text)?.[0] === '\r\n' ? ended.replaceAll('\n', '\r\n') : ended);
}

function file(source: Source, tree: SourceTree): Doc {
  const docs = [source.opening()];
  const add = (print: () => Doc) => docs.push(docs.length > 1 ? source.itemEnd(hardLine) : '', print());
  const { edition, namespace } = tree;
  if (edition) add(() => [source.token('evflow'), source.space(), source.copy(edition)]);
  if (namespace) add(() => [source.token('namespace'), source.space(), dotted(source, namespace)]);
  for (const node of tree.uses) add(() => use(source, node));
  for (const node of tree.declarations) add(() => [annotations(source, node.annotations), declaration(source, node)]);
  return [docs, source.ending(docs.length === 1)];
}

function use(source: Source, { path, names }: Use): Doc {
  const head = [source.token('use'), source.space(), dotted(source, path)];
  return names ? [head, source.token('.'), nameSet(source, names, copy)] : head;
}

function declaration(source: Source, node: Declaration): Doc {
  switch (node.kind) {
    case 'record':
      return record(source, node);
    case 'enum':
      return enumeration(source, node);
    case 'union':
      return union(source, node);
    case 'message':
      return message(source, node);
    case 'topic':
      return topic(source, node);
    case 'service':
      return service(source, node);
    case 'choreography':
      return choreography(source, node);
    case 'scenario':
      return scenario(source, node);
    default:
      return part(source, node);
  }
}
