import type { ConsumerInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import { type Place, rule } from './rule.ts';

export const keySpread = rule({
  code: 'EVF3016',
  severity: 'error',
  title: 'State of one key, of messages that are spread by another',
  explanation: `
The state of a keyed consumer lives with the member that reads the key's partition. Where a topic spreads its
messages by another field, the messages of one key lie in several partitions, and several members would each keep a
part of its state.

Key the topic by the same field, give it one partition, or make a projection of it, which may be keyed by anything.`,
  message: ({ consumer, message, key, topic, topicKey }) =>
    `${consumer} keeps state by \`${key}\`, but ${topic} spreads ${message} ${topicKey ? `by \`${topicKey}\`` : 'without a key'}, ` +
    'so one key would have state in several places. Key both by the same field.',
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const part = entity.node.kind === 'consumer' ? place.project.partOf(entity) : undefined;
      if (part?.kind === 'consumer' && part.by && part.state && !part.single)
        checkConsumer(place, part, part.by, report);
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }

consumer Loyalty by customerId {
  idempotent
  state { points: int = 0 }
  on OrderPlaced { points += 1 }
  // ^^^^^^^^^^^ error EVF3016 spreads OrderPlaced by \`orderId\`
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId, partitions 6 }
service Shop { publishes OrderPlaced }

consumer Loyalty by customerId {
  idempotent
  state { points: int = 0 }
  on OrderPlaced { points += 1 }
}`,
});

function checkConsumer({ project }: Place, part: ConsumerInfo, by: readonly string[], report: Report): void {
  for (const { node, messageName, by: own } of part.handlers) {
    const key = (own ?? by).join('.');
    const spreading = project.topicsOf(messageName).find((topic) => {
      return (
        part.topics.includes(topic.key) && topic.partitions > 1 && topic.carries.get(messageName)?.join('.') !== key
      );
    });
    if (!spreading) continue;
    const topicKey = spreading.carries.get(messageName)?.join('.');
    const args = {
      consumer: part.name,
      message: node.message.name.parts.at(-1)!.text,
      key,
      topic: spreading.name,
      topicKey,
    };
    const related = spreading.node
      ? [
          {
            uri: project.entity(spreading.key)!.file.uri,
            span: spreading.node.name,
            label: 'the topic is declared here',
          },
        ]
      : [];
    report(problem('EVF3016', node.message, args, related));
  }
}
