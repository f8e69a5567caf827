import { problem } from '../model/problem.ts';
import type { SagaStage, SagaStep } from '../model/sagas/graph.ts';
import { stagesFrom } from '../model/sagas/ways.ts';
import type { Step } from '../syntax/tree.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { sagasIn } from './sagas.ts';

export const twoPivots = rule({
  code: 'EVF5010',
  severity: 'error',
  title: 'A second point of no return',
  explanation: `
The pivot is the one step from which a saga goes only forward. Behind it there is nothing left to decide, so a second pivot
on the same way says nothing, or the first one is wrong. Keep \`pivot\` at the last step that may still abort.`,
  message: ({ saga, first, second }) =>
    `${saga} has its pivot in ${first} already, so ${second} cannot be another one. ` +
    'Keep `pivot` at the last step that may still abort.',
  fix: ({ args }, { file }) => {
    const { start, name } = args.step as Step;
    const end = file.text.lastIndexOf('step', name.start);
    return end > start ? [replacement(`Take \`pivot\` from ${args.second}`, file, { start, end }, '', false)] : [];
  },
  find: (place, report) => {
    for (const { entity, graph } of sagasIn(place)) {
      const pivots = graph.stages.flatMap((stage) =>
        stage.steps.filter(({ node }) => node.pivot).map((step) => ({ stage, step })),
      );
      for (const [i, second] of pivots.entries()) {
        const first = pivots.slice(0, i).find((other) => meet(other, second));
        if (!first) continue;
        const args = { saga: entity.name, first: first.step.name, second: second.step.name, step: second.step.node };
        const related = { uri: place.file.uri, span: first.step.node.name, label: 'the pivot is here' };
        report(problem('EVF5010', second.step.node.name, args, [related]));
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
  pivot step Ship {
    //       ^^^^ error EVF5010 Checkout has its pivot in Pay already
    send ShipOrder { orderId }
    on OrderShipped -> done
    after 1d retry 10
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

interface Pivot {
  readonly stage: SagaStage;
  readonly step: SagaStep;
}

/** Whether one instance can come to both. */
function meet(a: Pivot, b: Pivot): boolean {
  return stagesFrom([a.stage]).has(b.stage) || stagesFrom([b.stage]).has(a.stage);
}
