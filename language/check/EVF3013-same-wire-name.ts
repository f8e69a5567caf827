import { problem, type Report } from '../model/problem.ts';
import { ANY_FACT } from '../model/references.ts';
import type { Topic } from '../syntax/tree.ts';
import { type Place, rule } from './rule.ts';

export const sameWireName = rule({
  code: 'EVF3013',
  severity: 'error',
  title: 'Two messages that one topic cannot tell apart',
  explanation: `
A reader knows a message by the name in its envelope, its \`eventType\`: the declared name, or the text after the
version in the declaration. Two messages of one topic need two such names, also where they come from different
namespaces.`,
  message: ({ topic, wireName, first, second }) =>
    `${first} and ${second} are both "${wireName}" on the wire, so readers of ${topic} cannot tell them apart. ` +
    'Give one of them a wire name of its own.',
  find: (place, report) => {
    for (const { node } of place.file.entities) if (node.kind === 'topic') checkTopic(place, node, report);
  },
  failing: `
// file: payments.evflow
namespace shop.payments
event Created { paymentId: uuid }

// file: orders.evflow
namespace shop.orders
event Created { orderId: uuid }
topic all {
  carries Created, shop.payments.Created
  //               ^^^^^^^^^^^^^^^^^^^^^ error EVF3013 both "Created" on the wire
}`,
  mended: `
// file: payments.evflow
namespace shop.payments
event Created "payment-created" { paymentId: uuid }

// file: orders.evflow
namespace shop.orders
event Created { orderId: uuid }
topic all {
  carries Created, shop.payments.Created
}`,
});

function checkTopic({ project, file }: Place, topic: Topic, report: Report): void {
  const known = new Map<string, string>();
  for (const item of topic.items) {
    if (item.kind !== 'carries') continue;
    for (const { message } of item.messages) {
      const entity = project.resolveMessage(message, file, ANY_FACT).entity;
      const wireName = entity && project.versionOf(entity)?.wireName;
      if (!entity || wireName === undefined) continue;
      const first = known.get(wireName);
      if (first !== undefined && first !== entity.qualifiedName) {
        report(problem('EVF3013', message, { topic: topic.name.text, wireName, first, second: entity.qualifiedName }));
      } else known.set(wireName, entity.qualifiedName);
    }
  }
}
