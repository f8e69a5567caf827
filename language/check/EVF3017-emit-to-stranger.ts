import type { Emit } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { problem, type Report } from '../model/problem.ts';
import { PINNED_FACT } from '../model/references.ts';
import { listed } from '../model/words.ts';
import { type Place, rule } from './rule.ts';

export const emitToStranger = rule({
  code: 'EVF3017',
  severity: 'error',
  title: '`emit` to a topic that does not carry the message',
  explanation: `
\`to\` chooses among the topics that carry a message. Add the message to what the topic carries, or name another one.`,
  message: ({ message, topic, carriers }) =>
    `${topic} does not carry ${message}. ${carriers.length > 0 ? `${listed(carriers)} do${carriers.length === 1 ? 'es' : ''}` : 'No topic does'}.`,
  find: (place, report) => {
    for (const { node } of place.file.entities) {
      if (node.kind === 'service' || node.kind === 'scenario') continue;
      walk(node, (inner) => { if (inner.kind === 'emit' && inner.topic) checkEmit(place, inner, report); });
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderShipped { orderId: uuid }
command PlaceOrder { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic shipments { carries OrderShipped, key orderId }

consumer Orders {
  idempotent
  on PlaceOrder as o { emit OrderPlaced { orderId: o.orderId } to shipments }
  //                                                              ^^^^^^^^^ error EVF3017 orders does.
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderShipped { orderId: uuid }
command PlaceOrder { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic shipments { carries OrderShipped, key orderId }

consumer Orders {
  idempotent
  on PlaceOrder as o { emit OrderPlaced { orderId: o.orderId } to orders }
}`,
});

function checkEmit({ project, file }: Place, { message, topic }: Emit, report: Report): void {
  const entity = project.resolveMessage(message, file, PINNED_FACT).entity;
  const target = topic && project.resolveName(topic, file).find(({ kind }) => kind === 'topic');
  if (!entity || !target) return;
  const carriers = project.topicsOf(entity.qualifiedName);
  if (carriers.some(({ key }) => key === target.key)) return;
  const written = carriers.filter(({ node }) => node).map(({ name }) => name);
  report(problem('EVF3017', topic, { message: entity.name, topic: target.name, carriers: written }));
}
