import { problem } from '../model/problem.ts';
import type { Consumer } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { rule } from './rule.ts';

export const stateChangedTwice = rule({
  code: 'EVF3014',
  severity: 'warning',
  title: 'A repeated message changes state twice',
  explanation: `
Under at-least-once, which is the default, a message may come again: after a crash, a rebalance, or a retry of the
producer. A consumer that changes state then changes it twice.

\`idempotent\` remembers what was handled and skips it; \`delivery exactly-once\` commits state and offset together.`,
  message: ({ consumer }) =>
    `${consumer} changes state, and a message that is delivered twice changes it twice. ` +
    'Make it `idempotent`, or its delivery `exactly-once`.',
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'consumer' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'consumer' || !part.state || part.idempotent || part.delivery !== 'at-least-once') continue;
      if (changesState(part.node)) report(problem('EVF3014', entity.node.name, { consumer: entity.name }));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId }
service Shop { publishes OrderPlaced }

consumer Loyalty by customerId {
//       ^^^^^^^ warning EVF3014 changes it twice
  state { points: int = 0 }
  on OrderPlaced { points += 1 }
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId }
service Shop { publishes OrderPlaced }

consumer Loyalty by customerId {
  idempotent by orderId
  state { points: int = 0 }
  on OrderPlaced { points += 1 }
}`,
});

function changesState(consumer: Consumer): boolean {
  let changes = false;
  walk(consumer, ({ kind }) => {
    if (kind === 'assign' || kind === 'remove') changes = true;
  });
  return changes;
}
