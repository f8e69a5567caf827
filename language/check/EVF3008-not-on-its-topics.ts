import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const notOnItsTopics = rule({
  code: 'EVF3008',
  severity: 'error',
  title: 'A handler of what the topics of its consumer do not carry',
  explanation: `
A consumer that names topics after \`on\` reads these and no others. A handler for a message that none of them
carries would never run. Name the topic that carries it, or leave the topics out: then the consumer reads those that
carry what it handles. On a topic that other consumers name as their dead letter lies also what these handle.`,
  message: ({ consumer, message, topics, carriers }) =>
    `${consumer} reads ${listed(topics)}, and ${message} is not on ${topics.length === 1 ? 'it' : 'them'}.` +
    (carriers.length > 0 ? ` It is on ${listed(carriers)}.` : ' No topic carries it.'),
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part =
        entity.node.kind === 'consumer' && entity.node.topics.length > 0 ? project.partOf(entity) : undefined;
      if (part?.kind !== 'consumer' || part.topics.length === 0) continue;
      for (const { node, messageName } of part.handlers) {
        if (project.message(messageName)?.messageKind === 'command') continue;
        if (part.topics.some((topic) => mayBeOn(project, topic, messageName))) continue;
        const carriers = project.topicsOf(messageName);
        const topics = part.topics.map((key) => project.topic(key)?.name ?? key);
        const written = carriers.filter((topic) => topic.node).map(({ name }) => name);
        const args = {
          consumer: entity.name,
          message: node.message.name.parts.at(-1)!.text,
          topics,
          carriers: written,
        };
        report(problem('EVF3008', node.message, args));
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderShipped { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic shipments { carries OrderShipped, key orderId }
service Shop { publishes OrderPlaced, OrderShipped }

consumer Mail on orders {
  idempotent
  on OrderPlaced
  on OrderShipped
  // ^^^^^^^^^^^^ error EVF3008 It is on shipments.
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderShipped { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic shipments { carries OrderShipped, key orderId }
service Shop { publishes OrderPlaced, OrderShipped }

consumer Mail on orders, shipments {
  idempotent
  on OrderPlaced
  on OrderShipped
}`,
});

/** A topic holds what it carries, and what consumers that name it as their dead letter may give up. */
function mayBeOn(project: Project, topicKey: string, messageName: string): boolean {
  if (project.topic(topicKey)?.carries.has(messageName)) return true;
  return project.givingUpTo(topicKey).some((consumer) => {
    const part = project.partOf(consumer);
    return part?.kind === 'consumer' && part.handlers.some((handler) => handler.messageName === messageName);
  });
}
