import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownStep = rule({
  code: 'EVF2011',
  severity: 'error',
  title: 'Unknown step',
  explanation: `
An arrow of a saga goes to one of its steps, to a \`parallel\`, to \`done\`, or to \`abort\` with a reason. Inside a
\`parallel\` a step is \`joined\`, and what compensates a step is \`compensated\`.`,
  message: ({ name, saga, known }) =>
    `${saga} cannot go to ${name} here. It can go to ${listed(known, 'or')}, or \`abort\` with a reason.`,
  fix: ({ span, args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, span, name, false)),
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
topic orders { carries OrderPlaced, CardCharged, key orderId }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> don
    //                ^^^ error EVF2011 It can go to Pay or done
    after 1m retry 5
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid }
command ChargeCard { orderId: uuid }
topic orders { carries OrderPlaced, CardCharged, key orderId }
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
