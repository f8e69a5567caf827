import type { Entity } from '../model/entities.ts';
import type { ConsumerInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const unreadDeadLetter = rule({
  code: 'EVF3021',
  severity: 'warning',
  title: 'A dead letter that nobody could ever read',
  explanation: `
A topic of dead letters holds whatever its consumers give up. Here somebody reads the topic, but no reader has a handler
for this message, so it would lie there unseen. Handle it in a reader, or say with \`ignore\` that it is left to
\`redrive\`.`,
  message: ({ message, topic, readers, consumer }) =>
    `${consumer} may give ${message} up to ${topic}, and no reader of it (${listed(readers)}) handles ${message}.`,
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = consumerOf(project, entity);
      const target = part?.deadLetterTo;
      if (!part || target === undefined) continue;
      const readers = project.readersNaming(target).filter((reader) => reader.key !== part.key);
      if (readers.length === 0) continue;
      const unread = new Set(part.handlers.map(({ messageName }) => messageName));
      for (const { handlers, ignores } of readers) {
        for (const { messageName } of handlers) unread.delete(messageName);
        for (const ignored of ignores) unread.delete(ignored.replace(/@.*/, ''));
      }
      const option = part.node.items.find((item) => item.kind === 'deadLetterTo');
      for (const name of unread) {
        const message = project.message(name);
        if (!message || message.messageKind === 'command') continue;
        const args = {
          consumer: part.name,
          message: message.name,
          topic: project.topic(target)?.name ?? target,
          readers: readers.map((reader) => reader.name),
        };
        report(problem('EVF3021', option ?? entity.node.name, args));
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderPaid { orderId: uuid }
topic orders { carries OrderPlaced, OrderPaid, key orderId }
topic orders_dead {}
service Shop { publishes OrderPlaced, OrderPaid }

consumer Mail {
  dead letter to orders_dead
  // <- warning EVF3021 Mail may give OrderPaid up to orders_dead
  idempotent
  on OrderPlaced
  on OrderPaid
}
consumer Support on orders_dead {
  idempotent
  on OrderPlaced
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderPaid { orderId: uuid }
topic orders { carries OrderPlaced, OrderPaid, key orderId }
topic orders_dead {}
service Shop { publishes OrderPlaced, OrderPaid }

consumer Mail {
  dead letter to orders_dead
  idempotent
  on OrderPlaced
  on OrderPaid
}
consumer Support on orders_dead {
  idempotent
  on OrderPlaced
  ignore OrderPaid
}`,
});

function consumerOf(project: Project, entity: Entity): ConsumerInfo | undefined {
  const part = entity.node.kind === 'consumer' ? project.partOf(entity) : undefined;
  return part?.kind === 'consumer' ? part : undefined;
}
