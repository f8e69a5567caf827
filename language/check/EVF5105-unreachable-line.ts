import { problem } from '../model/problem.ts';
import type { Reference } from '../syntax/tree.ts';
import { choreographiesIn, explored } from './choreographies.ts';
import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const unreachableLine = rule({
  code: 'EVF5105',
  severity: 'warning',
  title: 'A line that no path comes to',
  explanation: `
A choreography is followed from its first message along its arrows. No path leads to this line, or the message that it begins
with ends the choreography already, so it promises nothing. Lead an arrow there, or remove the line.`,
  message: ({ choreography, message, isEnd, follows }) => {
    if (follows)
      return `${message} ends ${choreography}, so nothing follows it. Remove the arrow, or take ${message} from the ends.`;
    return isEnd
      ? `${choreography} never ends on ${message}: no arrow leads there. Lead one there, or take it out.`
      : `${choreography} never comes to ${message}, so this arrow promises nothing. Lead an arrow there, or remove the line.`;
  },
  fix: (found, { file }) =>
    'kind' in found.span && found.span.kind === 'arrow' ? [removal('Remove the arrow', file, found.span, false)] : [],
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      const { entity, contract } = here;
      const found = explored(here);
      if (!found) continue;
      const passed = new Set(found.reached.map(({ message }) => message));
      const opened = new Set(found.reached.flatMap(({ position }) => position.open.map(({ arrow }) => arrow.node)));
      const common = { choreography: entity.name };
      for (const arrow of contract.arrows) {
        // Of what follows a line that is out of reach, the first says it.
        const isRoot = !contract.arrows.some(
          (other) => !opened.has(other.node) && other !== arrow && other.to.includes(arrow.from),
        );
        if (opened.has(arrow.node) || !isRoot) continue;
        const args = { ...common, message: textOf(arrow.node.from), isEnd: false, follows: passed.has(arrow.from) };
        report(problem('EVF5105', arrow.node, args));
      }
      // Where a path comes to no end, that is what keeps it from this one.
      if (found.reached.some(({ position }) => position.isLoose)) continue;
      for (const item of entity.node.items) {
        if (item.kind !== 'choreographyEnd') continue;
        for (const end of item.messages) {
          const name = place.project.resolveMessage(end, place.file).entity?.qualifiedName;
          const isNamed = contract.arrows.some(({ to }) => name !== undefined && to.includes(name));
          if (name === undefined || passed.has(name) || isNamed) continue;
          report(problem('EVF5105', end, { ...common, message: textOf(end), isEnd: true, follows: false }));
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
consumer Stock { idempotent, on OrderPlaced emits StockReserved, on CardDeclined emits StockReleased }
consumer Bank { idempotent, on StockReserved emits OrderPaid }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid
  CardDeclined -> StockReleased
  // <- warning EVF5105 Order never comes to CardDeclined
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
  CardDeclined -> StockReleased
  ends on OrderPaid
  fails on StockReleased
}`,
});

function textOf({ name }: Reference): string {
  return name.parts.at(-1)?.text ?? '';
}
