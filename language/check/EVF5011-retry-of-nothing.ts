import { problem } from '../model/problem.ts';
import { rule } from './rule.ts';
import { sagasIn, stepsOf } from './sagas.ts';

export const retryOfNothing = rule({
  code: 'EVF5011',
  severity: 'warning',
  title: 'A retry of nothing',
  explanation: `
\`after 1m retry 5\` sends the step's messages again because no answer came. Where the step sends nothing there is nothing to
send again, and where it waits for no answer none can come. Say what happens once the time has passed:
\`after 1m -> Remind\`.`,
  message: ({ step, lacks }) =>
    lacks === 'sends'
      ? `${step} sends nothing that \`retry\` could send again. Say where it goes when the time has passed: \`after … -> …\`.`
      : `${step} waits for no answer, so \`retry\` would send again what may have been done. ` +
        'Wait for the answer: `on … -> …`.',
  find: (place, report) => {
    for (const { graph } of sagasIn(place)) {
      for (const step of stepsOf(graph)) {
        for (const { sends, waits } of step.compensation ? [step, step.compensation] : [step]) {
          const retry = waits.find((wait) => wait.kind === 'waitAfter' && wait.retry);
          if (retry?.kind !== 'waitAfter' || !retry.retry) continue;
          const isAwaiting = waits.some(({ kind }) => kind === 'waitOn');
          const lacks = sends.length === 0 ? 'sends' : isAwaiting ? undefined : 'waits';
          // Of a compensation EVF5005 says that nobody waits for it.
          if (lacks === undefined || (lacks === 'waits' && sends !== step.sends)) continue;
          report(problem('EVF5011', retry.retry, { step: step.name, lacks }));
        }
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event OrderApproved { orderId: uuid }
topic orders { carries OrderPlaced, OrderApproved, key orderId }
service Shop { publishes OrderPlaced, OrderApproved }

saga Approval by orderId {
  start on OrderPlaced
  step Wait {
    on OrderApproved -> done
    after 1d retry 3
    //             ^ warning EVF5011 Wait sends nothing that
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderApproved { orderId: uuid }
topic orders { carries OrderPlaced, OrderApproved, key orderId }
service Shop { publishes OrderPlaced, OrderApproved }

saga Approval by orderId {
  start on OrderPlaced
  step Wait {
    on OrderApproved -> done
    after 3d -> abort "nobody has approved it"
  }
}`,
});
