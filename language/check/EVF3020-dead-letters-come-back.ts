import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const deadLettersComeBack = rule({
  code: 'EVF3020',
  severity: 'error',
  title: 'Dead letters that come back to their consumer',
  explanation: `
A consumer that gives a message up puts it into its dead letter topic. Where it also reads that topic, the message comes
back to it, fails again and is given up again, without end. Name a topic of its own for dead letters, or leave
\`dead letter to\` out.`,
  message: ({ consumer, topic }) =>
    `${consumer} reads ${topic}, so what it gives up comes back to it without end. Name a topic of its own for dead letters.`,
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'consumer' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'consumer' || part.deadLetterTo === undefined || !part.topics.includes(part.deadLetterTo))
        continue;
      const option = part.node.items.find((item) => item.kind === 'deadLetterTo');
      const topic = project.topic(part.deadLetterTo)?.name ?? part.deadLetterTo;
      report(problem('EVF3020', option ?? entity.node.name, { consumer: entity.name, topic }));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }

consumer Mail on orders {
  dead letter to orders
  // <- error EVF3020 comes back to it without end
  idempotent
  on OrderPlaced
}`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic orders_dead {}
service Shop { publishes OrderPlaced }

consumer Mail on orders {
  dead letter to orders_dead
  idempotent
  on OrderPlaced
}`,
});
