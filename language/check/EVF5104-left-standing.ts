import type { Reached } from '../model/choreographies/explore.ts';
import { problem } from '../model/problem.ts';
import type { Choreography, Reference } from '../syntax/tree.ts';
import { choreographiesIn, explored, placesOnWay, wayNames } from './choreographies.ts';
import { shortName } from './messages.ts';
import { rule } from './rule.ts';

export const leftStanding = rule({
  code: 'EVF5104',
  severity: 'error',
  title: 'A failure that leaves something standing',
  explanation: `
A path to a failure takes back what it has done and what can be taken back: what some arrow \`compensates\`. This one does not,
so a reservation would be held, or money kept, for something that never comes. The places show the shortest way there. Let
the path pass the compensation before it ends.`,
  message: ({ standing, end, way }) =>
    `By ${way.join(', ')} this fails on ${end}, and ${standing} is not taken back. ` +
    `Go by the arrow that compensates ${standing} before ${end} ends it.`,
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      const seen = new Set<string>();
      for (const last of explored(here)?.reached ?? []) {
        const { open, isLoose, failed, standing } = last.position;
        if (open.length > 0 || isLoose || !failed) continue;
        const end = failureOn(last, here.contract.ends);
        for (const name of standing) {
          if (seen.has(name)) continue;
          seen.add(name);
          const span = endNaming(here.entity.node, end) ?? here.entity.node.name;
          const args = { standing: shortName(name), end: shortName(end), way: wayNames(last) };
          report(problem('EVF5104', span, args, placesOnWay(here, last)));
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
event OrderLost { orderId: uuid }
consumer Stock { idempotent, on OrderPlaced emits StockReserved, on CardDeclined emits StockReleased }
consumer Bank { idempotent, on StockReserved emits OrderPaid | CardDeclined | OrderLost }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid | CardDeclined | OrderLost
  CardDeclined -> StockReleased compensates StockReserved
  ends on OrderPaid
  fails on StockReleased | OrderLost
  //                       ^^^^^^^^^ error EVF5104 By OrderPlaced, StockReserved, OrderLost this fails
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event StockReserved { orderId: uuid }
event OutOfStock { orderId: uuid }
event OrderPaid { orderId: uuid }
event CardDeclined { orderId: uuid }
event StockReleased { orderId: uuid }
service Shop { publishes OrderPlaced }
event OrderLost { orderId: uuid }
consumer Stock {
  idempotent
  on OrderPlaced emits StockReserved
  on CardDeclined emits StockReleased
  on OrderLost emits StockReleased
}
consumer Bank { idempotent, on StockReserved emits OrderPaid | CardDeclined | OrderLost }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid | CardDeclined | OrderLost
  CardDeclined -> StockReleased compensates StockReserved
  OrderLost -> StockReleased compensates StockReserved
  ends on OrderPaid
  fails on StockReleased
}`,
});

/** The last message on a way that says that it failed. */
function failureOn(last: Reached, ends: ReadonlyMap<string, 'ends' | 'fails'>): string {
  let at = last;
  while (at.before && ends.get(at.message) !== 'fails') at = at.before;
  return at.message;
}

function endNaming({ items }: Choreography, message: string): Reference | undefined {
  const ends = items.flatMap((item) => (item.kind === 'choreographyEnd' ? item.messages : []));
  return ends.find((one) => one.name.parts.at(-1)?.text === shortName(message));
}
