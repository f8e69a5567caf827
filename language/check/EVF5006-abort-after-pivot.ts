import { problem } from '../model/problem.ts';
import type { SagaExit } from '../model/sagas/graph.ts';
import { type Passage, reachableStages, shortestWay } from '../model/sagas/ways.ts';
import { rule } from './rule.ts';
import { passesPivot, sagasIn } from './sagas.ts';
import { placesOnWay } from './sagaWays.ts';

export const abortAfterPivot = rule({
  code: 'EVF5006',
  severity: 'error',
  title: 'An abort behind the point of no return',
  explanation: `
The pivot is the point of no return: once it is done, the saga goes only forward, since what it did cannot be taken back.
This arrow would abort behind it. Retry until it succeeds (\`after 1h retry 10\`, which parks the saga when that does not
help), go on to a step that deals with the failure, or make a later step the pivot.`,
  message: ({ saga, step, pivot }) =>
    `${saga} would abort in ${step}, after its pivot ${pivot} is done and cannot be taken back. ` +
    'Retry here or go on to another step, or move the pivot.',
  find: (place, report) => {
    for (const here of sagasIn(place)) {
      const { entity, graph } = here;
      for (const { exits } of reachableStages(graph)) {
        for (const exit of exits) {
          const way = graph.first && exit.to.kind === 'abort' && wayPastPivot(graph.first, exit);
          if (!way || !exit.target) continue;
          const args = { saga: entity.name, step: exit.step?.name ?? '', pivot: pivotOn(way) };
          report(problem('EVF5006', exit.target, args, placesOnWay(here, way)));
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event OrderShipped { orderId: uuid }
command ChargeCard { orderId: uuid }
command ShipOrder { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }
consumer Shipping { idempotent, on ShipOrder emits OrderShipped }

saga Checkout by orderId {
  start on OrderPlaced
  pivot step Pay {
    send ChargeCard { orderId }
    on CardCharged -> Ship
    after 1m retry 5
  }
  step Ship {
    send ShipOrder { orderId }
    on OrderShipped -> done
    after 1d -> abort "not shipped"
    //          ^^^^^^^^^^^^^^^^^^^ error EVF5006 after its pivot Pay is done
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event OrderShipped { orderId: uuid }
command ChargeCard { orderId: uuid }
command ShipOrder { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }
consumer Shipping { idempotent, on ShipOrder emits OrderShipped }

saga Checkout by orderId {
  start on OrderPlaced
  pivot step Pay {
    send ChargeCard { orderId }
    on CardCharged -> Ship
    after 1m retry 5
  }
  step Ship {
    send ShipOrder { orderId }
    on OrderShipped -> done
    after 1d retry 10
  }
}`,
});

function wayPastPivot(first: Passage['stage'], abort: SagaExit): Passage[] | undefined {
  return shortestWay(first, { marks: passesPivot, isGoal: (exit, marked) => marked && exit === abort });
}

function pivotOn(way: readonly Passage[]): string {
  const passed = way.find(({ exit }) => passesPivot(exit))?.exit.affected;
  return passed?.find(({ node }) => node.pivot)?.name ?? '';
}
