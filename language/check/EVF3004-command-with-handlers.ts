import { problem } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import { newestMessages, places, shortName } from './messages.ts';
import { rule } from './rule.ts';

export const commandWithHandlers = rule({
  code: 'EVF3004',
  severity: 'error',
  title: 'A command that several parts handle',
  explanation: `
A command is a request with exactly one handling part, which answers it. Where several parts should hear of
something, it is an event: the part that handles the command emits it.`,
  message: ({ name, parts }) =>
    `The command ${name} is handled by ${listed(parts)}. ` +
    'Let one part handle it, and the others read the event that comes of it.',
  find: (place, report) => {
    for (const { entity, uses, kind } of newestMessages(place)) {
      const handlers = uses.filter(({ role }) => role === 'handles');
      const parts = [...new Set(handlers.map(({ owner }) => owner!))];
      if (kind !== 'command' || parts.length < 2) continue;
      const args = { name: entity.name, parts: parts.map(shortName) };
      report(problem('EVF3004', entity.node.name, args, places(handlers, 'it is handled here')));
    }
  },
  failing: `
command ChargeCard { orderId: uuid }
//      ^^^^^^^^^^ error EVF3004 Payments and Ledger
consumer Payments { idempotent, on ChargeCard }
consumer Ledger { idempotent, on ChargeCard }`,
  mended: `
command ChargeCard { orderId: uuid }
event CardCharged { orderId: uuid }
topic payments { carries CardCharged, key orderId }
consumer Payments { idempotent, on ChargeCard emits CardCharged }
consumer Ledger { idempotent, on CardCharged }`,
});
