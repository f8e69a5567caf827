import type { HandlerInfo, ProjectionInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { disordered } from './commuting.ts';
import { rule } from './rule.ts';

export const orderDependentRow = rule({
  code: 'EVF3019',
  severity: 'warning',
  title: 'A row that depends on an order that nobody keeps',
  explanation: `
A projection may be keyed by anything. But where a topic spreads its messages by another key, those of one row come from
several partitions in no fixed order, and a rebuild may see them in another one. Then only updates that commute give the
same row each time: adding to numbers with \`+=\` and \`-=\`, \`max\` and \`min\` with the value so far, and setting what is the same in
every message of the row. A field takes one of these kinds: a sum that is sometimes set does not commute.

Use such an update, key the topic like the projection, or give the topic one partition.`,
  message: ({ projection, key, topic, topicKey }) =>
    `${projection} is keyed by \`${key}\` and ${topic} ${topicKey ? `by \`${topicKey}\`` : 'not at all'}, ` +
    'so the order of what sets this is not fixed. Use `+=`, `-=`, `max` or `min`, or key both by the same field.',
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'projection' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'projection' || !part.by) continue;
      const updates = disordered(part, project);
      for (const handler of updates.size > 0 ? part.handlers : []) {
        const args = spreading(project, part, handler);
        const { block } = handler.node;
        for (const update of args && block ? updates : [])
          if (block!.start < update.start && update.end < block!.end) report(problem('EVF3019', update, args!));
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid, at: timestamp }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }

projection Customers by customerId {
  state { orders: int = 0, lastOrder?: timestamp }
  on OrderPlaced as o {
    orders += 1
    lastOrder = o.at
    // <- warning EVF3019 Customers is keyed by \`customerId\` and orders by \`orderId\`
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid, at: timestamp }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }

projection Customers by customerId {
  state { orders: int = 0, lastOrder?: timestamp }
  on OrderPlaced as o {
    orders += 1
    lastOrder = max(lastOrder, o.at)
  }
}`,
});

/** The topic that spreads the messages of a row, in the words of the message. */
function spreading(project: Project, { name, by }: ProjectionInfo, handler: HandlerInfo) {
  const key = (handler.by ?? by ?? []).join('.');
  for (const topic of project.topicsOf(handler.messageName)) {
    const topicKey = topic.carries.get(handler.messageName)?.join('.');
    if (topic.partitions > 1 && topicKey !== key) return { projection: name, key, topic: topic.name, topicKey };
  }
  return undefined;
}
