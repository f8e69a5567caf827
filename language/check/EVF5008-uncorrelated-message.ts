import { withArticle } from '../model/words.ts';
import { rule } from './rule.ts';

/** Found with the other keys, by EVF3006. */
export const uncorrelatedMessage = rule({
  code: 'EVF5008',
  severity: 'error',
  title: 'A reply that lacks the key of its saga',
  explanation: `
A saga and a choreography have an instance for each key, and \`by\` names the field that says which one a message is for. So
every message that they wait for has it. This one has not, so nobody could say which instance it belongs to. Add the field
to the message, as a new version where it is published already.`,
  message: ({ part, kind, message, path, missing }) =>
    `${part} is ${withArticle(kind)} by \`${path}\`, but ${message} has no field \`${missing}\`, ` +
    'so nobody could say which instance it is meant for. Add the field to the message.',
  failing: `
event OrderPlaced { orderId: uuid }
event CardCharged { paymentId: uuid }
command ChargeCard { orderId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced
  step Pay {
    send ChargeCard { orderId }
    on CardCharged -> done
    // ^^^^^^^^^^^ error EVF5008 CardCharged has no field \`orderId\`
    after 1m retry 5
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event CardCharged { orderId: uuid, paymentId: uuid }
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
