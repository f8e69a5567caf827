import type { MessageUse } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import { newestMessages, places } from './messages.ts';
import { rule } from './rule.ts';

const READS: readonly MessageUse['role'][] = ['consumes', 'waits', 'applies'];
const SOURCES: readonly MessageUse['role'][] = ['emits', 'publishes', 'scenario'];

export const nobodyPublishes = rule({
  code: 'EVF3001',
  severity: 'warning',
  title: 'A message that is read, and that nobody publishes',
  explanation: `
Something reads this event or document, but no body emits it, no handler declares it with \`emits\`, no service
publishes it, and no scenario brings it in. Its readers would wait for ever.

Where it comes from outside, say so: \`service Shop { publishes OrderPlaced }\`.`,
  message: ({ kind, name }) =>
    `The ${kind} ${name} is read, but nobody publishes it. ` +
    `Emit it, or write \`publishes ${name}\` in the service that it comes from.`,
  find: (place, report) => {
    for (const { entity, uses, kind } of newestMessages(place)) {
      const readers = uses.filter(({ role }) => READS.includes(role));
      if (kind === 'command' || readers.length === 0 || uses.some(({ role }) => SOURCES.includes(role))) continue;
      report(problem('EVF3001', entity.node.name, { kind, name: entity.name }, places(readers, 'it is read here')));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
//    ^^^^^^^^^^^ warning EVF3001 nobody publishes it
topic orders { carries OrderPlaced, key orderId }
consumer Mail { idempotent, on OrderPlaced }`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
});
