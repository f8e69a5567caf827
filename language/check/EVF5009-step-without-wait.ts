import { problem } from '../model/problem.ts';
import { listed } from '../model/words.ts';
import { nameIn } from './messages.ts';
import { rule } from './rule.ts';
import { sagasIn, stepsOf } from './sagas.ts';

export const stepWithoutWait = rule({
  code: 'EVF5009',
  severity: 'error',
  title: 'A step that nothing leads out of',
  explanation: `
A step sends something and waits: for a reply (\`on CardCharged -> Ship\`), for a rejection, or for time to pass
(\`after 1h -> Remind\`). This one waits for nothing, so the saga would stay in it for ever. Where nothing needs to be
waited for, send it from the step before, from the block behind a reply, or from \`done { }\`.`,
  message: ({ step, sends }) =>
    sends.length > 0
      ? `${step} sends ${listed(sends)} and waits for nothing, so the saga never leaves it. ` +
        `Wait for the answer: \`on … -> …\`, with an \`after\`.`
      : `${step} sends nothing and waits for nothing, so the saga never leaves it. Add what it is there for, or remove it.`,
  find: (place, report) => {
    for (const { graph } of sagasIn(place)) {
      for (const { name, node, waits, sends } of stepsOf(graph)) {
        // Where the braces are missing the step is still being written.
        if (waits.length > 0 || !node.body) continue;
        const said = sends.map(({ message }) => nameIn(place.file.text, message));
        report(problem('EVF5009', node.name, { step: name, sends: [...new Set(said)] }));
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    // ^^^ error EVF5009 Pay sends ChargeCard and waits for nothing
    send ChargeCard { orderId }
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
