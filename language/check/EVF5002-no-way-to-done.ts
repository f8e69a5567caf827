import { problem } from '../model/problem.ts';
import type { SagaStage } from '../model/sagas/graph.ts';
import { reachableStages, shortestWay } from '../model/sagas/ways.ts';
import { rule } from './rule.ts';
import { hasLooseEnds, sagasIn } from './sagas.ts';
import { placesOnWay } from './sagaWays.ts';

export const noWayToDone = rule({
  code: 'EVF5002',
  severity: 'error',
  title: 'A saga that cannot be done',
  explanation: `
A saga goes from step to step until it is \`done\` or aborts. Here the arrows never lead to \`done\`, or they lead into a
circle of steps that no arrow leaves. Lead an arrow to \`done\` from the step that is the last one when all goes well.`,
  message: ({ saga, step, hasSteps }) => {
    if (!hasSteps) return `${saga} has no step, so it is never done. Add a step that goes to \`done\`.`;
    if (step === undefined)
      return `${saga} is never done: none of its arrows leads to \`done\` from the first step on. Lead one there.`;
    return `Once ${saga} has come to ${step} it never ends: the arrows go round in a circle. Lead one out of it.`;
  },
  find: (place, report) => {
    for (const here of sagasIn(place)) {
      const { entity, graph } = here;
      const saga = entity.name;
      if (!graph.first) {
        report(problem('EVF5002', entity.node.name, { saga, step: undefined, hasSteps: false }));
        continue;
      }
      if (hasLooseEnds(graph)) continue;
      if (!endsFrom(graph.first, ['done'])) {
        report(problem('EVF5002', entity.node.name, { saga, step: undefined, hasSteps: true }));
        continue;
      }
      const trapped = [...reachableStages(graph)].find((stage) => !endsFrom(stage, ['done', 'abort', 'parked']));
      if (!trapped) continue;
      const way = shortestWay(graph.first, { isGoal: ({ to }) => to.kind === 'stage' && to.stage === trapped }) ?? [];
      const args = { saga, step: trapped.name, hasSteps: true };
      report(problem('EVF5002', trapped.node.name, args, placesOnWay(here, way)));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  // ^^^^^^^^ error EVF5002 none of its arrows leads to
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> Pay
    after 1m retry 5
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
});

function endsFrom(stage: SagaStage, ends: readonly string[]): boolean {
  return shortestWay(stage, { isGoal: ({ to }) => ends.includes(to.kind) }) !== undefined;
}
