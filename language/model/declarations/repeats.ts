import type { Name, Reference, Span } from '../../syntax/tree.ts';
import { ANY_MESSAGE } from '../references.ts';
import { resolveReference } from '../resolve.ts';
import { referenceText } from '../sourceFile.ts';
import type { DeclarationContext } from './context.ts';

/** Members that must not be there twice and have no shape that says so: messages, steps, queries, parameters. */
export function checkRepeats(cx: DeclarationContext): void {
  const { node } = cx.entity;
  switch (node.kind) {
    case 'topic':
      return checkMessages(
        cx,
        node.items.flatMap((item) => (item.kind === 'carries' ? item.messages.map(({ message }) => message) : [])),
      );
    case 'service':
      return checkMessages(
        cx,
        node.items.flatMap((item) => (item.kind === 'publishes' ? item.messages : [])),
      );
    case 'projection': {
      const queries = node.items.filter((item) => item.kind === 'query');
      checkNames(cx, 'query', cx.entity.name, queries);
      for (const query of queries) checkNames(cx, 'parameter', query.name.text, query.params);
      return;
    }
    case 'saga': {
      const steps = node.items.flatMap((item) =>
        item.kind === 'parallel' ? [item, ...item.steps] : item.kind === 'step' ? [item] : [],
      );
      return checkNames(cx, 'step', cx.entity.name, steps);
    }
    default:
  }
}

function checkNames(cx: DeclarationContext, what: string, of: string, nodes: readonly { readonly name: Name }[]): void {
  const known = new Map<string, Span>();
  for (const { name } of nodes) {
    const first = known.get(name.text);
    if (first) {
      const place = cx.here(first, `the first ${name.text} is here`);
      cx.report('EVF2201', name, { what, name: name.text, of, remove: undefined }, [place]);
    } else if (name.text !== '') known.set(name.text, name);
  }
}

function checkMessages(cx: DeclarationContext, messages: readonly Reference[]): void {
  const known = new Map<string, Reference>();
  for (const message of messages) {
    const { entity, exact } = resolveReference(cx.project, message, ANY_MESSAGE, cx.entity.file.uri);
    if (!entity) continue;
    const meant = exact ? entity.key : entity.qualifiedName;
    const first = known.get(meant);
    if (first) {
      const args = { what: 'message', name: referenceText(message), of: cx.entity.name, remove: undefined };
      cx.report('EVF2201', message, args, [cx.here(first, 'it is named here first')]);
    } else known.set(meant, message);
  }
}
