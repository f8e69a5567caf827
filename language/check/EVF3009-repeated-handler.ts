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
Of the handlers of a part exactly one runs for each message: that of its own major, else the nearest newer one. Two
handlers of one major would leave open which. Put both bodies into one handler.`,
  message: ({ part, message }) => `${part} handles ${message} already. Put the two handlers together.`,
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = place.project.partOf(entity);
      if (part) for (const handlers of handlersOf(part)) checkHandlers(place, part, handlers, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }

consumer Mail {
  idempotent
  on OrderPlaced
  on OrderPlaced
  // ^^^^^^^^^^^ error EVF3009 Mail handles OrderPlaced@1 already.
}`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }

consumer Mail {
  idempotent
  on OrderPlaced
}`,
});

type Handlers = readonly HandlerInfo<On | Handle | Apply>[];

function handlersOf(part: PartInfo): readonly Handlers[] {
  if (part.kind === 'consumer' || part.kind === 'projection') return [part.handlers];
  return part.kind === 'aggregate' ? [part.handlers, part.applies] : [];
}

function checkHandlers({ file }: Place, { name }: PartInfo, handlers: Handlers, report: Report): void {
  const known = new Map<string, HandlerInfo<On | Handle | Apply>>();
  for (const handler of handlers) {
    const major = `${handler.messageName}@${handler.major}`;
    const first = known.get(major);
    if (!first) {
      known.set(major, handler);
      continue;
    }
    const related = [{ uri: file.uri, span: first.node.message, label: 'the first handler is here' }];
    const args = { part: name, message: `${shortName(handler.message)}@${handler.major}` };
    report(problem('EVF3009', handler.node.message, args, related));
  }
}
