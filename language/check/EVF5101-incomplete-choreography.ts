import { problem } from '../model/problem.ts';
import { choreographiesIn } from './choreographies.ts';
import { rule } from './rule.ts';

export const incompleteChoreography = rule({
  code: 'EVF5101',
  severity: 'error',
  title: 'A choreography without a beginning or an end',
  explanation: `
A choreography is followed from the message that starts it to one that ends it, well or badly. It says both:
\`start on OrderPlaced\`, \`ends on OrderShipped\` and, where it may fail, \`fails on OutOfStock | StockReleased\`.`,
  message: ({ choreography, lacks }) =>
    lacks === 'start'
      ? `${choreography} does not say what starts it, so no instance is ever followed. Add \`start on …\`.`
      : `${choreography} does not say what ends it, so every instance would be running for ever. Add \`ends on …\`.`,
  find: (place, report) => {
    for (const { entity } of choreographiesIn(place)) {
      const { items, name } = entity.node;
      const lacks = (['start', 'ends'] as const).find((what) => !items.some((item) => says(item, what)));
      if (lacks) report(problem('EVF5101', name, { choreography: entity.name, lacks }));
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
consumer Bank { idempotent, on OrderPlaced emits OrderPaid }

choreography Order by orderId {
  //         ^^^^^ error EVF5101 Order does not say what ends it
  start on OrderPlaced
  OrderPlaced -> OrderPaid
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event StockReserved { orderId: uuid }
event OutOfStock { orderId: uuid }
event OrderPaid { orderId: uuid }
event CardDeclined { orderId: uuid }
event StockReleased { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Bank { idempotent, on OrderPlaced emits OrderPaid }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> OrderPaid
  ends on OrderPaid
}`,
});

function says(item: { readonly kind: string }, what: 'start' | 'ends'): boolean {
  return item.kind === (what === 'start' ? 'choreographyStart' : 'choreographyEnd');
}
