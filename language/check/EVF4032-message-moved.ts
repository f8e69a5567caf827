import { isSameTopic, publishedTopicsOf } from '../evolve/publishedTopics.ts';
import type { Entity } from '../model/entities.ts';
import type { TopicInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import { ANY_FACT } from '../model/references.ts';
import type { Span } from '../syntax/tree.ts';
import { newestMessages } from './messages.ts';
import { rule } from './rule.ts';

export const messageMoved = rule({
  code: 'EVF4032',
  severity: 'error',
  title: 'A message that moved to another topic',
  explanation: `
Who reads the old topic gets no more of this message, and what lies there does not come to who reads the new one: history,
dead letters, and what producers that were not upgraded yet still write. The order between this message and its old
neighbours is gone as well.

Leave it where it is; or let both topics carry it, and say \`emit … to\` where, until everybody reads the new one and the
old one is empty. That the old name of a topic stays on the wire is enough to give it another one here:
\`topic orders "order-events"\`. \`compatibility none\` is about shapes and does not silence this; where it is meant so, say
\`// evflow-ignore EVF4032: why\` on the line above.`,
  message: ({ message, from, to, baseline }) =>
    `${message} is on ${to} and was on ${from}, as ${baseline} has it. Who reads the old topic gets no more of it, and ` +
    'what lies there is not read any more. Leave it there, or let both carry it for a while.',
  find: (place, report) => {
    const { project, file } = place;
    for (const entity of file.entities) {
      if (entity.node.kind !== 'topic') continue;
      for (const item of entity.node.items) {
        for (const { message } of item.kind === 'carries' ? item.messages : []) {
          const carried = project.resolveMessage(message, file, ANY_FACT).entity;
          const found = carried && moveOf(project, carried);
          if (found?.to.key === entity.key) report(found.at(message));
        }
      }
    }
    for (const { entity, kind } of newestMessages(place)) {
      const found = kind === 'command' ? undefined : moveOf(project, entity);
      if (found && !found.to.node) report(found.at(entity.node.name!));
    }
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid }
event OrderRated { orderId: uuid }
topic orders { carries OrderPlaced, OrderRated, key orderId }

// file: orders.evflow
event OrderPlaced { orderId: uuid }
event OrderRated { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
topic ratings { carries OrderRated, key orderId }
//                      ^^^^^^^^^^ error EVF4032 OrderRated is on ratings and was on orders`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid }
event OrderRated { orderId: uuid }
topic orders { carries OrderPlaced, OrderRated, key orderId }

// file: orders.evflow
event OrderPlaced { orderId: uuid }
event OrderRated { orderId: uuid }
topic orders { carries OrderPlaced, OrderRated, key orderId }`,
});

interface Move {
  /** The topic that it has moved to; one that it was on all the time where it has only left another one. */
  readonly to: TopicInfo;
  readonly at: (span: Span) => ReturnType<typeof problem>;
}

/** Where a message moved, by the first baseline in which it was on a topic that it is not on any more. */
function moveOf(project: Project, { name, qualifiedName }: Entity): Move | undefined {
  const now = project.topicsOf(qualifiedName);
  for (const baseline of project.baselines) {
    const before = publishedTopicsOf(baseline, qualifiedName);
    const left = before.filter((old) => !now.some((topic) => isSameTopic(topic, old)));
    const to = now.find((topic) => !before.some((old) => isSameTopic(topic, old))) ?? now[0];
    if (left.length === 0 || !to) continue;
    const args = {
      message: name,
      from: left.map(nameOf).join(' and '),
      to: nameOf(to),
      baseline: baseline.name,
    };
    return { to, at: (span) => problem('EVF4032', span, args) };
  }
  return undefined;
}

function nameOf({ name, node }: TopicInfo): string {
  return node ? name : `a topic of its own name, \`${name}\``;
}
