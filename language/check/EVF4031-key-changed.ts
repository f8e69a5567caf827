import { isSameField } from '../evolve/keys/keyChanges.ts';
import { isSamePath } from '../evolve/keys/keyUses.ts';
import { namesMessage } from '../evolve/readers/readers.ts';
import type { Baseline } from '../model/baseline.ts';
import type { FieldPath, PartInfo } from '../model/meaning.ts';
import { problem, type Report } from '../model/problem.ts';
import { ANY_FACT } from '../model/references.ts';
import type { Span, Topic } from '../syntax/tree.ts';
import { findKeyChanges, keyFieldText } from './keyFields.ts';
import { type Place, rule } from './rule.ts';
import { changedTopics, itemOf } from './topicsHere.ts';

export const keyChanged = rule({
  code: 'EVF4031',
  severity: 'error',
  title: 'Another key, or a key of another type',
  explanation: `
The text of a key says to which partition a message goes, and with that its order; by the same text an aggregate finds its
stream and a consumer its state. With another field, or with a type that writes the same thing in other words, what belongs
together no longer meets: \`5\` and \`"ord-5"\` lie in two partitions, and the stream of \`5\` is not found any more. No schema
shows that, and no \`upcast\` mends it, because the partition was chosen by what the producer wrote.

Keep the key's field and type and add what is new beside it, or give the new messages a topic of their own. A field
that only has another name (\`was\`) is the same key. \`compatibility none\` is about shapes and silences none of this; where
it is meant so, say \`// evflow-ignore EVF4031: why\` on the line above.`,
  message: (args) => {
    if ('path' in args)
      return `${keyFieldText(args)}, so what belongs together does not meet. Keep its type, and add a field beside it.`;
    const { owner, message, before, after, baseline } = args;
    const of = message === undefined ? '' : ` for ${message}`;
    return (
      `${owner} is keyed by ${after === undefined ? 'nothing' : `\`${after}\``}${of} and was by \`${before}\`, as ${baseline} ` +
      'has it, so what belongs together does not meet. Keep the key, or begin anew under another name.'
    );
  },
  find: (place, report) => {
    findKeyChanges(place, 'key', report);
    findTopicKeys(place, report);
    for (const entity of place.file.entities) {
      const part = place.project.partOf(entity);
      if (part?.kind === 'aggregate' || (part?.kind === 'consumer' && part.state)) checkPart(place, part, report);
    }
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }

// file: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders {
  carries OrderPlaced
  key customerId
  //  ^^^^^^^^^^ error EVF4031 was by \`orderId\`, as evflow.lock has it
  partitions 6
}`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }

// file: orders.evflow
event OrderPlaced { orderId: uuid, customerId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }`,
});

/** One report for each place that says a key, whatever number of messages it is the key of. */
function findTopicKeys(place: Place, report: Report): void {
  const changed = (message: string, pair: Parameters<Parameters<typeof changedTopics>[1]>[0]) => {
    const [now, before] = [pair.now.carries.get(message), pair.before.carries.get(message)];
    if (!before || !pair.now.carries.has(message)) return false;
    return !now || !isSame(place, pair.baseline, now, before, [message]);
  };
  for (const { node, now, before, baseline } of changedTopics(place, (pair) =>
    [...pair.now.carries.keys()].some((message) => changed(message, pair)),
  )) {
    const reported = new Set<Span>();
    for (const [message, path] of now.carries) {
      if (!changed(message, { now, before, baseline })) continue;
      const { span, isOwn } = keyPlace(place, node, message);
      if (reported.has(span)) continue;
      reported.add(span);
      const args = {
        owner: `topic ${now.name}`,
        message: isOwn ? message.slice(message.lastIndexOf('.') + 1) : undefined,
        before: before.carries.get(message)!.join('.'),
        after: path?.join('.'),
        baseline: baseline.name,
      };
      report(problem('EVF4031', span, args));
    }
  }
}

/** Where the key of a message is said: behind its own `by`, for the whole topic, or nowhere. */
function keyPlace(
  { project, file }: Place,
  topic: Topic,
  message: string,
): { readonly span: Span; readonly isOwn: boolean } {
  for (const item of topic.items) {
    for (const { message: reference, by } of item.kind === 'carries' ? item.messages : []) {
      if (by && project.resolveMessage(reference, file, ANY_FACT).entity?.qualifiedName === message)
        return { span: by, isOwn: true };
    }
  }
  return { span: itemOf(topic, 'key')?.path ?? topic.name, isOwn: false };
}

function checkPart(place: Place, part: Exclude<PartInfo, { kind: 'choreography' }>, report: Report): void {
  const { project } = place;
  for (const baseline of project.baselines) {
    const before = baseline.project.part(part.key);
    if (before?.kind !== part.kind || !before.by || isSamePath(part.by, before.by)) continue;
    const uses = project.usageOf(part.entity).uses.filter(({ role }) => namesMessage(role));
    if (part.by && isSame(place, baseline, part.by, before.by, [...new Set(uses.map(({ message }) => message))]))
      continue;
    const args = {
      owner: `${part.kind} ${part.name}`,
      message: undefined,
      before: before.by.join('.'),
      after: part.by?.join('.'),
      baseline: baseline.name,
    };
    report(problem('EVF4031', ('by' in part.node ? part.node.by : undefined) ?? part.node.name, args));
    return;
  }
}

function isSame(
  { project }: Place,
  baseline: Baseline,
  now: FieldPath,
  before: FieldPath,
  messages: readonly string[],
) {
  return isSameField({ project, path: now }, { project: baseline.project, path: before }, messages);
}
