import type { Entity } from '../model/entities.ts';
import { nearest } from '../model/nearest.ts';
import { followPath, namesOf } from '../model/paths.ts';
import { type Problem, problem } from '../model/problem.ts';
import { ANY_MESSAGE } from '../model/references.ts';
import { kindWord } from '../model/resolve.ts';
import { withArticle } from '../model/words.ts';
import type { Path, Reference } from '../syntax/tree.ts';
import { type Place, rule } from './rule.ts';

export const keyMissingInHandled = rule({
  code: 'EVF3006',
  severity: 'error',
  title: 'A message lacks the key of the part that reads it',
  explanation: `
\`by\` names the field that says to which instance of a part a message belongs: to which aggregate or which
row. So every message that the part reads has it. In a consumer or projection, a message where it has another name
says so: \`on RefundIssued by buyerId\`.`,
  message: ({ part, kind, message, path, missing }) =>
    `${part} is ${withArticle(kind)} by \`${path}\`, but ${message} has no field \`${missing}\`, ` +
    'so nobody could say which one it belongs to.',
  find: (place, report) => {
    for (const entity of place.file.entities) {
      const by = 'by' in entity.node ? entity.node.by : undefined;
      if (!by || namesOf(by).length < by.parts.length) continue;
      const references = keyedReferences(entity);
      const found = references.flatMap((reference) => lacking(place, entity, by, reference) ?? []);
      if (found.length > 1 && found.length === references.length) report(wrongKey(by, found[0]!));
      else for (const one of found) report(keyMissing(place, by, one));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid }
event RefundIssued { orderId: uuid, buyerId: uuid }
topic orders { carries OrderPlaced, RefundIssued, key orderId }
service Shop { publishes OrderPlaced, RefundIssued }

projection Customers by customerId {
  state { orders: int = 0 }
  on OrderPlaced { orders += 1 }
  on RefundIssued { orders -= 1 }
  // ^^^^^^^^^^^^ error EVF3006 RefundIssued has no field \`customerId\`
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid }
event RefundIssued { orderId: uuid, buyerId: uuid }
topic orders { carries OrderPlaced, RefundIssued, key orderId }
service Shop { publishes OrderPlaced, RefundIssued }

projection Customers by customerId {
  state { orders: int = 0 }
  on OrderPlaced { orders += 1 }
  on RefundIssued by buyerId { orders -= 1 }
}`,
});

interface Lacking {
  readonly reference: Reference;
  readonly part: Entity;
  readonly message: Entity;
  readonly missing: NonNullable<ReturnType<typeof followPath>['missing']>;
}

function lacking({ project, file }: Place, part: Entity, by: Path, reference: Reference): Lacking | undefined {
  const message = project.resolveMessage(reference, file, ANY_MESSAGE).entity;
  const missing = message && followPath(project, message, namesOf(by)).missing;
  return missing && { reference, part, message, missing };
}

function keyMissing({ file }: Place, by: Path, { reference, part, message, missing }: Lacking): Problem {
  const names = namesOf(by);
  const args = {
    part: part.name,
    kind: kindWord(part),
    message: message.name,
    path: names.join('.'),
    missing: names[missing.index]!,
  };
  const related = [{ uri: file.uri, span: by, label: 'the key is named here' }];
  const isInstance = part.kind === 'saga' || part.kind === 'choreography';
  return problem(isInstance ? 'EVF5008' : 'EVF3006', reference, args, related);
}

/** Where no message has the key, the key is wrong and not the messages. */
function wrongKey(by: Path, { message, missing }: Lacking): Problem {
  const names = namesOf(by);
  const step = by.parts[missing.index]!;
  const fields = missing.record?.fields.map(({ name }) => name) ?? [];
  const of = missing.index === 0 ? message.name : names.slice(0, missing.index).join('.');
  const args = { path: names.join('.'), step: step.text, of, fields, similar: nearest(step.text, fields)[0] };
  return problem('EVF2111', step, args, [
    { uri: message.file.uri, span: message.node.name, label: `${message.name} is declared here` },
  ]);
}

/** The messages that a part or choreography must find its key in; those with a `by` of their own have another. */
function keyedReferences({ node }: Entity): Reference[] {
  switch (node.kind) {
    case 'consumer':
    case 'projection':
      return node.items.flatMap((item) => (item.kind === 'on' && !item.by ? [item.message] : []));
    case 'aggregate':
      return node.items.flatMap((item) => (item.kind === 'handle' || item.kind === 'apply' ? [item.message] : []));
    case 'saga':
      return node.items.flatMap((item) => {
        if (item.kind === 'start') return [item.message];
        const steps = item.kind === 'step' ? [item] : item.kind === 'parallel' ? item.steps : [];
        const inner = steps.flatMap((step) =>
          step.items.flatMap((one) => (one.kind === 'compensate' ? one.items : [one])),
        );
        return inner.flatMap((wait) => (wait.kind === 'waitOn' && wait.message ? [wait.message] : []));
      });
    case 'choreography':
      return node.items.flatMap((item) => {
        if (item.kind === 'choreographyStart') return [item.message];
        return item.kind === 'arrow' ? [...item.to] : [];
      });
    default:
      return [];
  }
}
