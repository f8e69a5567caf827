import { problem } from '../model/problem.ts';
import { stepNames } from '../model/sagas/graph.ts';
import type { Target } from '../syntax/tree.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { sagasIn, stepsOf } from './sagas.ts';

export const compensationAstray = rule({
  code: 'EVF5013',
  severity: 'error',
  title: 'A compensation that goes elsewhere',
  explanation: `
A compensation runs while its saga aborts: it undoes one step, and then the next one is undone. So its arrows lead to
\`compensated\` and nowhere else; it cannot abort once more, nor go back to a step. Where undoing fails, \`after 1m retry 5\`
parks the saga until somebody resumes it.`,
  message: ({ step, target }) =>
    `The compensation of ${step} cannot go to ${target}: the saga aborts already. It goes to \`compensated\`, ` +
    'or is parked when its retries are used up.',
  fix: ({ span }, { file }) => [replacement('Replace by `compensated`', file, span, 'compensated', false)],
  find: (place, report) => {
    for (const { graph } of sagasIn(place)) {
      const steps = stepNames(graph);
      for (const { name, compensation } of stepsOf(graph)) {
        for (const { target } of compensation?.waits ?? []) {
          const wrong = target && elsewhere(target, steps);
          if (wrong !== undefined) report(problem('EVF5013', target!, { step: name, target: wrong }));
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event CardRefunded { orderId: uuid }
command ChargeCard { orderId: uuid }
command RefundCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged, on RefundCard emits CardRefunded }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m -> abort "no answer"
    compensate {
      send RefundCard { orderId }
      on CardRefunded -> compensated
      after 1m -> abort "no refund"
      //          ^^^^^^^^^^^^^^^^^ error EVF5013 the saga aborts already
    }
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
event CardRefunded { orderId: uuid }
command ChargeCard { orderId: uuid }
command RefundCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged, on RefundCard emits CardRefunded }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    after 1m -> abort "no answer"
    compensate {
      send RefundCard { orderId }
      on CardRefunded -> compensated
      after 1m retry 5
    }
  }
}`,
});

/** What the target is called; undefined for \`compensated\`, and for names that are reported as unknown. */
function elsewhere(target: Target, steps: ReadonlySet<string>): string | undefined {
  if (target.kind === 'abortTarget') return '`abort`';
  return steps.has(target.name.text) ? target.name.text : undefined;
}
