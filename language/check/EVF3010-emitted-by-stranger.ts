import { problem } from '../model/problem.ts';
import { shortName } from './messages.ts';
import { rule } from './rule.ts';

export const emittedByStranger = rule({
  code: 'EVF3010',
  severity: 'error',
  title: 'An event of an aggregate that somebody else emits',
  explanation: `
The state of an aggregate is rebuilt from its own stream. An event that it applies is therefore emitted by one of
its \`handle\`s and by nobody else: what another part publishes is in no stream, and would be missing after a
rebuild. Send the aggregate a command instead.`,
  message: ({ aggregate, event, speaker }) =>
    `${event} belongs to the aggregate ${aggregate}, which applies it; ${speaker} cannot emit it. ` +
    `Send ${aggregate} a command instead.`,
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      for (const use of project.usageOf(entity).uses) {
        if (use.role !== 'emits') continue;
        const applies = project.uses(use.message).find(({ role, owner }) => role === 'applies' && owner !== entity.key);
        if (!applies?.owner) continue;
        const args = { aggregate: shortName(applies.owner), event: shortName(use.message), speaker: entity.name };
        report(
          problem('EVF3010', use.node, args, [{ uri: applies.uri, span: applies.node, label: 'it is applied here' }]),
        );
      }
    }
  },
  failing: `
command PlaceOrder { orderId: uuid }
event OrderPlaced { orderId: uuid }
event OrderPaid { orderId: uuid }
event PaymentMade { orderId: uuid }
topic orders { carries OrderPlaced, OrderPaid, PaymentMade, key orderId }
service Bank { publishes PaymentMade }

aggregate Order by orderId {
  state { paid: boolean = false }
  handle PlaceOrder { emit OrderPlaced { orderId } }
  apply OrderPlaced { paid = false }
  apply OrderPaid { paid = true }
}

consumer Payments {
  idempotent
  on PaymentMade as p { emit OrderPaid { orderId: p.orderId } }
  //                         ^^^^^^^^^ error EVF3010 Send Order a command instead.
}`,
  mended: `
command PlaceOrder { orderId: uuid }
command PayOrder { orderId: uuid }
event OrderPlaced { orderId: uuid }
event OrderPaid { orderId: uuid }
event PaymentMade { orderId: uuid }
topic orders { carries OrderPlaced, OrderPaid, PaymentMade, key orderId }
service Bank { publishes PaymentMade }

aggregate Order by orderId {
  state { paid: boolean = false }
  handle PlaceOrder { emit OrderPlaced { orderId } }
  handle PayOrder { emit OrderPaid { orderId } }
  apply OrderPlaced { paid = false }
  apply OrderPaid { paid = true }
}

consumer Payments {
  idempotent
  on PaymentMade as p { send PayOrder { orderId: p.orderId } }
}`,
});
