import { isSameField } from '../evolve/keys/keyChanges.ts';
import { isSamePath } from '../evolve/keys/keyUses.ts';
import { namesMessage } from '../evolve/readers/readers.ts';
import type { SagaInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import { findKeyChanges, keyFieldText } from './keyFields.ts';
import { type Place, rule } from './rule.ts';

export const correlationChanged = rule({
  code: 'EVF4037',
  severity: 'error',
  title: 'A saga that finds its instances by something else',
  explanation: `
A saga remembers each instance under the text of its \`by\` field. With another field, a type that writes the same thing in
other words, or a field that may be absent, the replies to what is under way find no instance: it waits until it times
out, and a start that comes again begins a second one.

Keep the field and its type until no instance is left that began with it, or write a new saga under another name and let
this one run out. A field that only has another name (\`was\`) is the same. \`compatibility none\` is about shapes and does
not silence this; where nothing can be under way, say \`// evflow-ignore EVF4037: why\` on the line above.`,
  message: (args) => {
    if ('path' in args)
      return `${keyFieldText(args)}, so replies do not find the instances that are under way. Keep it as it was.`;
    const { saga, before, after, baseline } = args;
    return (
      `${saga} finds its instances by ${after === undefined ? 'nothing' : `\`${after}\``} and did by \`${before}\`, as ` +
      `${baseline} has it: those under way are not found any more. Keep \`by ${before}\`, or write a new saga.`
    );
  },
  find: (place, report) => {
    findKeyChanges(place, 'correlation', report);
    for (const entity of place.file.entities) {
      const part = entity.kind === 'saga' ? place.project.partOf(entity) : undefined;
      if (part?.kind === 'saga') checkSaga(place, part, report);
    }
  },
  failing: `
// published: checkout.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
event CardCharged { orderId: uuid, paymentId: uuid }
saga Checkout by orderId { start on OrderPlaced, step Pay { on CardCharged -> done } }

// file: checkout.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
event CardCharged { orderId: uuid, paymentId: uuid }
command ChargeCard { paymentId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by paymentId {
//               ^^^^^^^^^ error EVF4037 did by \`orderId\`, as evflow.lock has it
  start on OrderPlaced
  step Pay {
    send ChargeCard { paymentId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
  mended: `
// published: checkout.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
event CardCharged { orderId: uuid, paymentId: uuid }
saga Checkout by orderId { start on OrderPlaced, step Pay { on CardCharged -> done } }

// file: checkout.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
event CardCharged { orderId: uuid, paymentId: uuid }
command ChargeCard { paymentId: uuid }
service Shop { publishes OrderPlaced }
consumer Payments { idempotent, on ChargeCard emits CardCharged }

saga Checkout by orderId {
  start on OrderPlaced as order
  step Pay {
    send ChargeCard { paymentId: order.paymentId }
    on CardCharged -> done
    after 1m retry 5
  }
}`,
});

function checkSaga({ project }: Place, part: SagaInfo, report: Report): void {
  const uses = project.usageOf(part.entity).uses.filter(({ role }) => namesMessage(role));
  const messages = [...new Set(uses.map(({ message }) => message))];
  for (const baseline of project.baselines) {
    const before = baseline.project.part(part.key);
    if (before?.kind !== 'saga' || !before.by || isSamePath(part.by, before.by)) continue;
    const then = { project: baseline.project, path: before.by };
    if (part.by && isSameField({ project, path: part.by }, then, messages)) continue;
    const args = { saga: part.name, before: before.by.join('.'), after: part.by?.join('.'), baseline: baseline.name };
    report(problem('EVF4037', part.node.by ?? part.node.name, args));
    return;
  }
}
