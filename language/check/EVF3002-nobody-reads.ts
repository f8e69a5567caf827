import type { MessageUse } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import { newestMessages, places } from './messages.ts';
import { rule } from './rule.ts';

const SAYS: readonly MessageUse['role'][] = ['emits', 'publishes'];
const READS: readonly MessageUse['role'][] = ['consumes', 'waits', 'applies', 'contract', 'ignores', 'scenario'];

export const nobodyReads = rule({
  code: 'EVF3002',
  severity: 'hint',
  title: 'A message that is published, and that nobody reads',
  explanation: `
This event or document is published, but no part of this project reads it, no choreography names it and no scenario
looks at it. That is fine where another system reads it; otherwise it is left over.`,
  message: ({ kind, name }) => `The ${kind} ${name} is published, but nobody here reads it.`,
  find: (place, report) => {
    for (const { entity, uses, kind } of newestMessages(place)) {
      const speakers = uses.filter(({ role }) => SAYS.includes(role));
      if (kind === 'command' || speakers.length === 0 || uses.some(({ role }) => READS.includes(role))) continue;
      report(
        problem('EVF3002', entity.node.name, { kind, name: entity.name }, places(speakers, 'it is published here')),
      );
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
//    ^^^^^^^^^^^ hint EVF3002 nobody here reads it
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
});
