import type { ContractArrow } from '../model/choreographies/contract.ts';
import { problem } from '../model/problem.ts';
import type { Arrow } from '../syntax/tree.ts';
import { choreographiesIn, explored } from './choreographies.ts';
import { insertion } from './fixes.ts';
import { shortName } from './messages.ts';
import { responsePlace, responsesTo } from './realised.ts';
import { rule } from './rule.ts';

export const unforeseenMessage = rule({
  code: 'EVF5106',
  severity: 'warning',
  title: 'A message that the choreography does not foresee',
  explanation: `
The choreography names both messages, and a handler of the first one says the second; yet no arrow leads from one to the
other. In a run the message would be a stray, and the instance stuck. Add it to the arrow, or do not say it there.`,
  message: ({ part, from, message }) =>
    `${part} may say ${message} when ${from} comes, and no arrow foresees that. Add \`| ${message}\` to an arrow from ${from}.`,
  fix: ({ args: { after, message } }, { file }) =>
    after ? [insertion(`Add \`| ${message}\``, file, (after as Arrow['to'][number]).end, ` | ${message}`, false)] : [],
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      const { contract, entity } = here;
      const passed = new Set(explored(here)?.reached.map(({ message }) => message));
      for (const from of passed) {
        const arrows = contract.arrows.filter((arrow) => arrow.from === from);
        if (contract.ends.has(from)) continue;
        for (const response of responsesTo(place.project, from)) {
          if (response.part.kind === 'saga') continue;
          for (const said of response.says) {
            if (!contract.messages.has(said) || said === contract.start || isForeseen(arrows, said)) continue;
            const args = {
              part: response.part.name,
              from: shortName(from),
              message: shortName(said),
              after: arrows[0]?.node.to.at(-1),
            };
            const place = responsePlace(response, `${response.part.name} handles ${args.from} here`);
            report(problem('EVF5106', arrows[0]?.node.from ?? entity.node.name, args, [place]));
          }
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event StockReserved { orderId: uuid }
event OutOfStock { orderId: uuid }
event OrderPaid { orderId: uuid }
event CardDeclined { orderId: uuid }
event StockReleased { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Stock { idempotent, on OrderPlaced emits StockReserved | OutOfStock }
consumer Bank { idempotent, on StockReserved emits OrderPaid | OutOfStock }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved | OutOfStock
  StockReserved -> OrderPaid
  // <- warning EVF5106 Bank may say OutOfStock when StockReserved comes
  ends on OrderPaid
  fails on OutOfStock
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event StockReserved { orderId: uuid }
event OutOfStock { orderId: uuid }
event OrderPaid { orderId: uuid }
event CardDeclined { orderId: uuid }
event StockReleased { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Stock { idempotent, on OrderPlaced emits StockReserved | OutOfStock }
consumer Bank { idempotent, on StockReserved emits OrderPaid | OutOfStock }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved | OutOfStock
  StockReserved -> OrderPaid | OutOfStock
  ends on OrderPaid
  fails on OutOfStock
}`,
});

function isForeseen(arrows: readonly ContractArrow[], message: string): boolean {
  return arrows.some(({ to }) => to.includes(message));
}
