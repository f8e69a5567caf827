import { isSameField } from '../evolve/keys/keyChanges.ts';
import { isSamePath } from '../evolve/keys/keyUses.ts';
import type { Baseline } from '../model/baseline.ts';
import type { ConsumerInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import { findKeyChanges, keyFieldText } from './keyFields.ts';
import { type Place, rule } from './rule.ts';

export const idempotencyChanged = rule({
  code: 'EVF4039',
  severity: 'error',
  title: 'A consumer that remembers what it handled by something else',
  explanation: `
An idempotent consumer remembers the text of a field of each message that it has handled. With another field, with a type that
writes the same thing in other words, or with a field that may be absent, it does not find what it remembers: what is
delivered again is handled twice.

Keep the field and its type, or change it once nothing that was handled before can come again: producers have stopped
repeating it, and nobody replays it. A field that only has another name (\`was\`) is the same. \`compatibility none\` is about
shapes and does not silence this; where handling twice is harmless, say \`// evflow-ignore EVF4039: why\` on the line above.`,
  message: (args) => {
    if ('path' in args) return `${keyFieldText(args)}, so what was handled before is handled again. Keep it as it was.`;
    const { consumer, before, after, baseline } = args;
    return (
      `${consumer} remembers what it handled by ${after} and did by ${before}, as ${baseline} has it: what it has handled ` +
      `before is handled again when it comes again. Keep ${before} until nothing can be repeated.`
    );
  },
  find: (place, report) => {
    findKeyChanges(place, 'idempotency', report);
    for (const entity of place.file.entities) {
      const part = entity.kind === 'consumer' ? place.project.partOf(entity) : undefined;
      if (part?.kind === 'consumer') checkConsumer(place, part, report);
    }
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
topic orders { carries OrderPlaced, key orderId }
consumer Mail { idempotent by orderId }

// file: orders.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }
consumer Mail {
  idempotent by paymentId
  // <- error EVF4039 remembers what it handled by \`paymentId\` and did by \`orderId\`
  on OrderPlaced
}`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
topic orders { carries OrderPlaced, key orderId }
consumer Mail { idempotent by orderId }

// file: orders.evflow
event OrderPlaced { orderId: uuid, paymentId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }
consumer Mail {
  idempotent by orderId
  on OrderPlaced
}`,
});

function checkConsumer(place: Place, part: ConsumerInfo, report: Report): void {
  const now = part.idempotent;
  if (!now) return;
  for (const baseline of place.project.baselines) {
    const before = baseline.project.part(part.key);
    if (before?.kind !== 'consumer' || !before.idempotent || isSame(place, part, before, baseline)) continue;
    const args = {
      consumer: part.name,
      before: fieldText(before.idempotent.by),
      after: fieldText(now.by),
      baseline: baseline.name,
    };
    report(problem('EVF4039', part.node.items.find(({ kind }) => kind === 'idempotent') ?? part.node.name, args));
    return;
  }
}

function isSame({ project }: Place, now: ConsumerInfo, then: ConsumerInfo, baseline: Baseline): boolean {
  const [path, before] = [now.idempotent?.by, then.idempotent?.by];
  if (!path || !before) return isSamePath(path, before);
  const messages = [...new Set(now.handlers.map(({ messageName }) => messageName))];
  return isSameField({ project, path }, { project: baseline.project, path: before }, messages);
}

function fieldText(path: readonly string[] | undefined): string {
  return path ? `\`${path.join('.')}\`` : 'its eventId';
}
