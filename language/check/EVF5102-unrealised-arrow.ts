import type { ContractArrow } from '../model/choreographies/contract.ts';
import { problem } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import { type ChoreographyHere, choreographiesIn, explored, placesOnWay, targetOf } from './choreographies.ts';
import { shortName } from './messages.ts';
import { leadsTo, type Response, responsePlace, responsesTo } from './realised.ts';
import { type Place, rule } from './rule.ts';

export const unrealisedArrow = rule({
  code: 'EVF5102',
  severity: 'error',
  title: 'An arrow that nobody realises',
  explanation: `
An arrow of a choreography promises that one message follows another, and no coordinator sees to it: some consumer must have
a handler for the first and say the second, at once or through messages that the choreography does not name. Here none does,
so an instance that comes here would be stuck. Where TypeScript says it, the handler declares it:
\`on StockReserved emits OrderPaid\`. Where a part has handlers for several major versions, each of them keeps the promise.`,
  message: ({ from, to, part, says }) => {
    const instead = says.length > 0 ? ` It says ${listed(says)} instead.` : '';
    if (part !== undefined)
      return `${part} does not say ${listed(to, 'or')} when ${from} comes.${instead} Emit it there.`;
    const known = says.length > 0 ? ` What is said then is ${listed(says)}.` : '';
    return `No part says ${listed(to, 'or')} when ${from} comes.${known} Emit it in a handler of ${from}, or declare it with \`emits\`.`;
  },
  find: (place, report) => {
    for (const here of choreographiesIn(place)) {
      for (const arrow of here.contract.arrows) {
        const responses = responsesTo(place.project, arrow.from);
        const found = arrow.to.filter((to) => !leadsTo(place.project, responses, to, here.contract.messages));
        for (const to of found) reportMissing(here, arrow, to, responses);
        if (found.length === 0) reportVersions(here, arrow, responses);
      }
    }

    function reportMissing(here: ChoreographyHere, arrow: ContractArrow, to: string, responses: Response[]): void {
      const span = targetOf(arrow.node.to, arrow.to, to) ?? arrow.node;
      const args = { from: shortName(arrow.from), to: [shortName(to)], part: undefined, says: saidBy(responses) };
      report(problem('EVF5102', span, args, placesOf(here, arrow, responses)));
    }

    /** Of a part that keeps the promise in one major, the handlers of other majors that do not. */
    function reportVersions(here: ChoreographyHere, arrow: ContractArrow, responses: Response[]): void {
      const { project } = place as Place;
      const keeps = (one: Response) => arrow.to.some((to) => leadsTo(project, [one], to, here.contract.messages));
      for (const response of responses) {
        const others = responses.filter(({ part, major }) => part === response.part && major !== response.major);
        if (keeps(response) || !others.some(keeps)) continue;
        const from = `${shortName(arrow.from)}@${response.major}`;
        const args = { from, to: arrow.to.map(shortName), part: response.part.name, says: saidBy([response]) };
        report(problem('EVF5102', arrow.node.from, args, [responsePlace(response, `${from} is handled here`)]));
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
topic orders { carries OrderPaid, key orderId }
service Till { publishes OrderPaid }
consumer Stock { idempotent, on OrderPlaced emits StockReserved }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid
  //               ^^^^^^^^^ error EVF5102 No part says OrderPaid when StockReserved comes.
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
topic orders { carries OrderPaid, key orderId }
service Till { publishes OrderPaid }
consumer Stock { idempotent, on OrderPlaced emits StockReserved }
consumer Bank { idempotent, on StockReserved emits OrderPaid }

choreography Order by orderId {
  start on OrderPlaced
  OrderPlaced -> StockReserved
  StockReserved -> OrderPaid
  ends on OrderPaid
}`,
});

function saidBy(responses: readonly Response[]): string[] {
  return [...new Set(responses.flatMap(({ says }) => says.map(shortName)))];
}

/** The way to the arrow, then who handles its first message. */
function placesOf(here: ChoreographyHere, { from }: ContractArrow, responses: readonly Response[]) {
  const last = explored(here)?.reached.find(({ message }) => message === from);
  const handlers = responses.map((response) => {
    const said = saidBy([response]);
    return responsePlace(
      response,
      `${response.part.name} says ${said.length > 0 ? listed(said, 'or') : 'nothing'} then`,
    );
  });
  return [...(last ? placesOnWay(here, last) : []), ...handlers];
}
