import { problem } from '../model/problem.ts';
import type { SagaCompensation } from '../model/sagas/graph.ts';
import { listed } from '../model/words.ts';
import type { Emit, Span } from '../syntax/tree.ts';
import { repliesTo } from './commandEffects.ts';
import { entriesAdded } from './entryFixes.ts';
import { nameIn } from './messages.ts';
import { rule } from './rule.ts';
import { sagasIn, stepsOf } from './sagas.ts';

export const unawaitedCompensation = rule({
  code: 'EVF5005',
  severity: 'error',
  title: 'A compensation that nobody waits for',
  explanation: `
A compensation counts when its answer is there. One that is only sent may be lost, rejected or fail, and the saga would end
as if all had been taken back. Wait for the event that says so: \`on PaymentRefunded -> compensated\`, with an \`after\` for
when it does not come.`,
  message: ({ step, command, replies }) =>
    `The compensation of ${step} sends ${command} and waits for no answer, so nobody would know whether it was done. ` +
    (replies.length > 0
      ? `Wait for ${listed(replies, 'or')}: \`on ${replies[0]} -> compensated\`.`
      : `Wait for the event that answers ${command}: \`on … -> compensated\`.`),
  fix: ({ args: { braces, replies } }, { file }) => {
    const entries = [`on ${replies[0]} -> compensated`, 'after 1m retry 5'];
    const fix = braces && replies.length > 0 && entriesAdded(`Wait for ${replies[0]}`, file, braces as Span, entries);
    return fix ? [fix] : [];
  },
  find: (place, report) => {
    for (const { graph } of sagasIn(place)) {
      for (const { name, compensation } of stepsOf(graph)) {
        const send = compensation && unawaited(compensation);
        if (!compensation || !send) continue;
        const args = {
          step: name,
          command: nameIn(place.file.text, send.message),
          replies: repliesTo(place, send),
          braces: compensation.node.body,
        };
        report(problem('EVF5005', send.message, args));
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
    compensate { send RefundCard { orderId } }
    //                ^^^^^^^^^^ error EVF5005 Wait for CardRefunded
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
    compensate { send RefundCard { orderId }, on CardRefunded -> compensated, after 1m retry 5 }
  }
}`,
});

/** What a compensation sends without waiting for any reply. */
function unawaited({ sends, waits }: SagaCompensation): Emit | undefined {
  const isAwaited = waits.some((wait) => wait.kind === 'waitOn' && wait.message !== undefined);
  return isAwaited ? undefined : sends.find(({ verb }) => verb === 'send');
}
