import { advance } from '../model/choreographies/position.ts';
import { problem } from '../model/problem.ts';
import { choreographiesIn, explored } from './choreographies.ts';
import { shortName } from './messages.ts';
import { rule } from './rule.ts';

export const compensatesNothing = rule({
  code: 'EVF5107',
  severity: 'warning',
  title: 'A compensation of what was never done',
  explanation: `
\`compensates\` names a message that came before on the same path and that this arrow takes back. No path passes it before it
comes here, so there is nothing to take back. Name the message that is meant, or take \`compensates\` out.`,
  message: ({ message, by }) =>
    `No path passes ${message} before ${by}, so there is nothing to take back. Name what ${by} does take back.`,
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      const found = explored(here);
      if (!found) continue;
      const opened = new Set(found.reached.flatMap(({ position }) => position.open.map((one) => one.arrow)));
      for (const arrow of opened) {
        const { compensates, node, to } = arrow;
        if (compensates === undefined || !node.compensates) continue;
        const isThere = found.reached.some(
          ({ position }) =>
            position.open.some((one) => one.arrow === arrow) &&
            position.standing.includes(compensates) &&
            to.some((message) => advance(here.contract, position, message)),
        );
        if (isThere) continue;
        report(problem('EVF5107', node.compensates, { message: shortName(compensates), by: shortName(to[0]!) }));
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
consumer Stock { idempotent, on OrderPlaced emits StockReserved, on CardDeclined emits StockReleased }
consumer Bank { idempotent, on StockReserved emits OrderPaid | CardDeclined }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid | CardDeclined
  CardDeclined -> StockReleased compensates OrderPaid
  //                                        ^^^^^^^^^ warning EVF5107 No path passes OrderPaid before StockReleased
  ends on OrderPaid
  fails on StockReleased
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event StockReserved { orderId: uuid }
event OutOfStock { orderId: uuid }
event OrderPaid { orderId: uuid }
event CardDeclined { orderId: uuid }
event StockReleased { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Stock { idempotent, on OrderPlaced emits StockReserved, on CardDeclined emits StockReleased }
consumer Bank { idempotent, on StockReserved emits OrderPaid | CardDeclined }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid | CardDeclined
  CardDeclined -> StockReleased compensates StockReserved
  ends on OrderPaid
  fails on StockReleased
}`,
});
