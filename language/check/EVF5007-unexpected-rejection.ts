import { problem } from '../model/problem.ts';
import type { SagaStep } from '../model/sagas/graph.ts';
import type { Span } from '../syntax/tree.ts';
import { effectPlace, rejectionBy } from './commandEffects.ts';
import { entriesAdded } from './entryFixes.ts';
import { nameIn } from './messages.ts';
import { rule } from './rule.ts';
import { isBehindPivot, sagasIn, stepsOf } from './sagas.ts';

export const unexpectedRejection = rule({
  code: 'EVF5007',
  severity: 'warning',
  title: 'A rejection that the saga is not prepared for',
  explanation: `
The handler of this command may reject it, with \`require\` or \`reject\` or, in an aggregate without a body, in TypeScript.
The step does not say what happens then, so the saga would be parked until somebody looks at it. Add \`on rejected\`:
\`on rejected as r -> abort r.reason\`.`,
  message: ({ step, command, part, mayAbort }) =>
    `${part} may reject ${command}, and ${step} has no \`on rejected\`, so the saga would be parked. Add ` +
    (mayAbort ? '`on rejected as r -> abort r.reason`.' : '`on rejected` with the step that deals with it.'),
  fix: ({ args: { braces, mayAbort } }, { file }) => {
    const entry = 'on rejected as r -> abort r.reason';
    const fix = braces && mayAbort && entriesAdded(`Add \`${entry}\``, file, braces as Span, [entry]);
    return fix ? [fix] : [];
  },
  find: (place, report) => {
    for (const here of sagasIn(place)) {
      for (const step of stepsOf(here.graph)) {
        if (awaitsRejection(step)) continue;
        for (const send of step.sends) {
          const rejection = rejectionBy(place, send);
          if (!rejection) continue;
          const args = {
            step: step.name,
            command: nameIn(place.file.text, send.message),
            part: rejection.part.name,
            mayAbort: !isBehindPivot(here, step),
            braces: step.node.body,
          };
          report(problem('EVF5007', send.message, args, [effectPlace(rejection, 'it may be rejected here')]));
          break;
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, amount: decimal }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid, amount: decimal }
service Shop { publishes OrderPlaced }
consumer Payments {
  idempotent
  on ChargeCard as c {
    require c.amount > 0 else "nothing to pay"
    emit CardCharged { orderId: c.orderId }
  }
}

saga Checkout by orderId {
  start on OrderPlaced as order
  step Pay {
    send ChargeCard { orderId, amount: order.amount }
    //   ^^^^^^^^^^ warning EVF5007 Payments may reject ChargeCard
    on CardCharged -> done
    after 1m retry 5
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid, amount: decimal }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid, amount: decimal }
service Shop { publishes OrderPlaced }
consumer Payments {
  idempotent
  on ChargeCard as c {
    require c.amount > 0 else "nothing to pay"
    emit CardCharged { orderId: c.orderId }
  }
}

saga Checkout by orderId {
  start on OrderPlaced as order
  step Pay {
    send ChargeCard { orderId, amount: order.amount }
    on CardCharged -> done
    on rejected as r -> abort r.reason
    after 1m retry 5
  }
}`,
});

function awaitsRejection({ waits }: SagaStep): boolean {
  return waits.some((wait) => wait.kind === 'waitOn' && !wait.message);
}
