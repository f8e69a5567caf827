import { followPath, namesOf } from '../model/paths.ts';
import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';

export const idempotencyFieldMissing = rule({
  code: 'EVF3018',
  severity: 'error',
  title: 'A message lacks the field that says whether it was handled',
  explanation: `
\`idempotent by orderId\` remembers, for each message's name, the values of that field, and takes a message with the same
value for a repetition. So everything that the consumer handles has the field. Without \`by\`, the event's id is
remembered, which every message has.`,
  message: ({ consumer, message, path, missing }) =>
    `${consumer} is idempotent by \`${path}\`, but ${message} has no field \`${missing}\`. ` +
    'Take a field that all its messages have, or leave `by` out.',
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      if (entity.node.kind !== 'consumer') continue;
      const by = entity.node.items.find((item) => item.kind === 'idempotent')?.by;
      const part = by && project.partOf(entity);
      if (part?.kind !== 'consumer' || namesOf(by!).length < by!.parts.length) continue;
      for (const { node, message } of part.handlers) {
        const read = project.entity(message);
        const names = namesOf(by!);
        const missing = read && followPath(project, read, names).missing;
        if (!missing) continue;
        const args = {
          consumer: entity.name,
          message: read.name,
          path: names.join('.'),
          missing: names[missing.index]!,
        };
        report(
          problem('EVF3018', node.message, args, [{ uri: file.uri, span: by!, label: 'the field is named here' }]),
        );
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CustomerMoved { customerId: uuid }
topic all { carries OrderPlaced by orderId, CustomerMoved by customerId }
service Shop { publishes OrderPlaced, CustomerMoved }

consumer Mail {
  idempotent by orderId
  on OrderPlaced
  on CustomerMoved
  // ^^^^^^^^^^^^^ error EVF3018 CustomerMoved has no field \`orderId\`
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CustomerMoved { customerId: uuid }
topic all { carries OrderPlaced by orderId, CustomerMoved by customerId }
service Shop { publishes OrderPlaced, CustomerMoved }

consumer Mail {
  idempotent
  on OrderPlaced
  on CustomerMoved
}`,
});
