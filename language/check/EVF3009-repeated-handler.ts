import type { HandlerInfo, PartInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import type { Apply, Handle, On } from '../syntax/tree.ts';
import { shortName } from './messages.ts';
import { type Place, rule } from './rule.ts';

export const repeatedHandler = rule({
  code: 'EVF3009',
  severity: 'error',
  title: 'Two handlers of one message in one part',
  explanation: `
Of the handlers of a part at most one runs for each message: of those for its own major, else for the nearest newer
one, the first whose \`when\` holds. What stands behind a handler without \`when\` would never run. Put both bodies into
one handler, or say with \`when\` which messages the first one takes. Where no \`when\` holds, the message is passed over.`,
  message: ({ part, message, takesGuard }) =>
    `${part} handles ${message} already. Put the two handlers together` +
    (takesGuard ? ', or say with `when` which messages the first one takes.' : '.'),
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = place.project.partOf(entity);
      if (part) for (const handlers of handlersOf(part)) checkHandlers(place, part, handlers, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, isGift: boolean }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }

consumer Mail {
  idempotent
  on OrderPlaced
  on OrderPlaced
  // ^^^^^^^^^^^ error EVF3009 Mail handles OrderPlaced@1 already.
}`,
  mended: `
event OrderPlaced { orderId: uuid, isGift: boolean }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }

consumer Mail {
  idempotent
  on OrderPlaced as order when order.isGift
  on OrderPlaced
}`,
});

type Handlers = readonly HandlerInfo<On | Handle | Apply>[];

function handlersOf(part: PartInfo): readonly Handlers[] {
  if (part.kind === 'consumer' || part.kind === 'projection') return [part.handlers];
  return part.kind === 'aggregate' ? [part.handlers, part.applies] : [];
}

/** Whatever stands behind a handler that takes every message of its major never runs. */
function checkHandlers({ file }: Place, { name }: PartInfo, handlers: Handlers, report: Report): void {
  const unguarded = new Map<string, HandlerInfo<On | Handle | Apply>>();
  for (const handler of handlers) {
    const { node } = handler;
    const major = `${handler.messageName}@${handler.major}`;
    const first = unguarded.get(major);
    if (!first) {
      if (node.kind !== 'on' || !node.when) unguarded.set(major, handler);
      continue;
    }
    const related = [{ uri: file.uri, span: first.node.message, label: 'the first handler is here' }];
    const message = `${shortName(handler.message)}@${handler.major}`;
    report(problem('EVF3009', node.message, { part: name, message, takesGuard: node.kind === 'on' }, related));
  }
}
