import { problem } from '../model/problem.ts';
import { choreographiesIn, explored, placesOnWay, wayNames } from './choreographies.ts';
import { rule } from './rule.ts';

export const endlessPath = rule({
  code: 'EVF5103',
  severity: 'error',
  title: 'A path that does not end',
  explanation: `
Every path of a choreography ends in a message of \`ends on\` or \`fails on\`. On this one nothing follows the last message and
it is no end, or the arrows go round in a circle, so an instance that takes it would never be over. The places show the
shortest way there. Add the arrow that is missing, or say that the message is an end.`,
  message: ({ choreography, way, isCircle }) =>
    isCircle
      ? `${choreography} comes to no end behind ${way.join(', ')}: the arrows go round in a circle. Lead one out of it.`
      : `${choreography} comes to no end by ${way.join(', ')}: nothing follows ${way.at(-1)}, and it is no end. ` +
        `Add an arrow from ${way.at(-1)}, or name it in \`ends on\` or \`fails on\`.`,
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      const found = explored(here);
      if (!found) continue;
      const seen = new Set<string>();
      const loose = found.reached.filter(({ position, before }) => position.isLoose && !before?.position.isLoose);
      const trapped = found.reached.find((one) => !found.ending.has(one));
      for (const last of loose.length > 0 ? loose : trapped ? [trapped] : []) {
        if (seen.has(last.message)) continue;
        seen.add(last.message);
        const span = placesOnWay(here, last).at(-1)?.span ?? here.entity.node.name;
        const args = { choreography: here.entity.name, way: wayNames(last), isCircle: loose.length === 0 };
        report(problem('EVF5103', span, args, placesOnWay(here, last)));
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
consumer Bank { idempotent, on StockReserved emits OrderPaid }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved | OutOfStock
  //                             ^^^^^^^^^^ error EVF5103 comes to no end by OrderPlaced, OutOfStock
  StockReserved -> OrderPaid
  ends on OrderPaid
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
consumer Bank { idempotent, on StockReserved emits OrderPaid }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved | OutOfStock
  StockReserved -> OrderPaid
  ends on OrderPaid
  fails on OutOfStock
}`,
});
