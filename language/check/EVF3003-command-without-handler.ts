import type { MessageUse } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import { newestMessages, places } from './messages.ts';
import { rule } from './rule.ts';

const SAYS: readonly MessageUse['role'][] = ['sends', 'publishes', 'contract'];

export const commandWithoutHandler = rule({
  code: 'EVF3003',
  severity: 'error',
  title: 'A command that nobody handles',
  explanation: `
A command is a request with exactly one handling part: an aggregate that has \`handle\` for it, or a consumer that
has \`on\`. This one is sent, and nobody would answer.

Where TypeScript handles it, a handler without a body says so: \`on ChargeCard emits PaymentProcessed\`.`,
  message: ({ name }) =>
    `The command ${name} is sent, but nobody handles it. ` +
    `Add \`on ${name}\` to a consumer, or \`handle ${name}\` to an aggregate.`,
  find: (place, report) => {
    for (const { entity, uses, kind } of newestMessages(place)) {
      const senders = uses.filter(({ role }) => SAYS.includes(role));
      if (kind !== 'command' || senders.length === 0 || uses.some(({ role }) => role === 'handles')) continue;
      report(problem('EVF3003', entity.node.name, { name: entity.name }, places(senders, 'it is sent here')));
    }
  },
  failing: `
command ChargeCard { orderId: uuid }
//      ^^^^^^^^^^ error EVF3003 nobody handles it
service Shop { publishes ChargeCard }`,
  mended: `
command ChargeCard { orderId: uuid }
service Shop { publishes ChargeCard }
consumer Payments { idempotent, on ChargeCard }`,
});
