import { problem } from '../model/problem.ts';
import type { SagaStage } from '../model/sagas/graph.ts';
import { reachableStages, stagesFrom } from '../model/sagas/ways.ts';
import { rule } from './rule.ts';
import { hasLooseEnds, sagasIn } from './sagas.ts';

export const unreachableStep = rule({
  code: 'EVF5001',
  severity: 'warning',
  title: 'A step that cannot be reached',
  explanation: `
A saga begins with its first step and goes on where the arrows say. No arrow leads to this step from there, so it never
runs. Lead an arrow to it, move it to the top if it is meant to be the first, or remove it.`,
  message: ({ saga, step }) =>
    `${saga} never comes to ${step}: no arrow that it can follow from its first step leads there. ` +
    `Lead one to ${step}, or remove it.`,
  find: (place, report) => {
    for (const { entity, graph } of sagasIn(place)) {
      if (hasLooseEnds(graph)) continue;
      const reachable = reachableStages(graph);
      const lost = graph.stages.filter((stage) => !reachable.has(stage));
      for (const stage of lost)
        if (!followsFromOther(stage, lost))
          report(problem('EVF5001', stage.node.name, { saga: entity.name, step: stage.name }));
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
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m retry 5
  }
  step Ship {
    // ^^^^ warning EVF5001 Checkout never comes to Ship
    send ShipOrder { orderId }
    on OrderShipped -> done
    after 1m retry 5
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
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> Ship
    after 1m retry 5
  }
  step Ship {
    send ShipOrder { orderId }
    on OrderShipped -> done
    after 1m retry 5
  }
}`,
});

/** Whether another lost stage leads here: then that one is the root. Of a circle, the first one is. */
function followsFromOther(stage: SagaStage, lost: readonly SagaStage[]): boolean {
  const after = stagesFrom([stage]);
  return lost.some((other) => {
    if (other === stage || !stagesFrom([other]).has(stage)) return false;
    return !after.has(other) || lost.indexOf(other) < lost.indexOf(stage);
  });
}
