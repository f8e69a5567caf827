import { problem } from '../model/problem.ts';
import { insertion } from './fixes.ts';
import { rule } from './rule.ts';

export const stateWithoutHome = rule({
  code: 'EVF3007',
  severity: 'error',
  title: 'State that two partitions would share',
  explanation: `
The members of a consumer group share the partitions of a topic among them, and each has its own state. So state
belongs either to one key, \`consumer Accounts by accountId\`, or to the whole consumer, which is then \`single\`:
one member that reads everything. Anything else would be wrong as soon as there are two partitions.`,
  message: ({ consumer }) =>
    `The state of ${consumer} would be split over its partitions. Key it with \`by\`, or make the consumer \`single\`.`,
  fix: ({ span }, { file }) => [insertion('Make the consumer `single`', file, span.start, 'single\n    ', false)],
  find: ({ file }, report) => {
    for (const { node, name } of file.entities) {
      if (node.kind !== 'consumer' || node.by || node.items.some(({ kind }) => kind === 'single')) continue;
      const state = node.items.find((item) => item.kind === 'state');
      if (state) report(problem('EVF3007', state, { consumer: name }));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId }
service Shop { publishes OrderPlaced }

consumer Loyalty {
  idempotent
  state { points: int = 0 }
  // <- error EVF3007 split over its partitions
  on OrderPlaced { points += 1 }
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key customerId }
service Shop { publishes OrderPlaced }

consumer Loyalty by customerId {
  idempotent
  state { points: int = 0 }
  on OrderPlaced { points += 1 }
}`,
});
