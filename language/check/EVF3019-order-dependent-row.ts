import { rootName } from '../model/bodies/places.ts';
import type { HandlerInfo, ProjectionInfo } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import type { Project } from '../model/project.ts';
import type { Assign, Block } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';
import { rule } from './rule.ts';

export const orderDependentRow = rule({
  code: 'EVF3019',
  severity: 'warning',
  title: 'A row that depends on an order that nobody keeps',
  explanation: `
A projection may be keyed by anything. But where a topic spreads its messages by another key, those of one row come from
several partitions in no fixed order, and a rebuild may see them in another one. Then only updates that commute give the
same row each time: \`+=\`, \`-=\`, \`max\` and \`min\` with the value so far, and setting what is the same in every message.

Use such an update, key the topic like the projection, or give the topic one partition.`,
  message: ({ projection, key, topic, topicKey }) =>
    `${projection} is keyed by \`${key}\` and ${topic} ${topicKey ? `by \`${topicKey}\`` : 'not at all'}, ` +
    'so the order of what sets this is not fixed. Use `+=`, `-=`, `max` or `min`, or key both by the same field.',
  find: ({ project, file }, report) => {
    for (const entity of file.entities) {
      const part = entity.node.kind === 'projection' ? project.partOf(entity) : undefined;
      if (part?.kind !== 'projection' || !part.by) continue;
      for (const handler of part.handlers) {
        const args = spreading(project, part, handler);
        const assigns = args && handler.node.block ? ordered(handler.node.block, stateNames(part)) : [];
        for (const assign of assigns) report(problem('EVF3019', assign, args!));
      }
    }
  },
  failing: `
event OrderPlaced { orderId: uuid, customerId: uuid, at: timestamp }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }

projection Customers by customerId {
  state { orders: int = 0, lastOrder?: timestamp }
  on OrderPlaced as o {
    orders += 1
    lastOrder = o.at
    // <- warning EVF3019 Customers is keyed by \`customerId\` and orders by \`orderId\`
  }
}`,
  mended: `
event OrderPlaced { orderId: uuid, customerId: uuid, at: timestamp }
topic orders { carries OrderPlaced, key orderId, partitions 6 }
service Shop { publishes OrderPlaced }

projection Customers by customerId {
  state { orders: int = 0, lastOrder?: timestamp }
  on OrderPlaced as o {
    orders += 1
    lastOrder = max(lastOrder, o.at)
  }
}`,
});

/** The topic that spreads the messages of a row, in the words of the message. */
function spreading(project: Project, { name, by }: ProjectionInfo, handler: HandlerInfo) {
  const key = (handler.by ?? by ?? []).join('.');
  for (const topic of project.topicsOf(handler.messageName)) {
    const topicKey = topic.carries.get(handler.messageName)?.join('.');
    if (topic.partitions > 1 && topicKey !== key) return { projection: name, key, topic: topic.name, topicKey };
  }
  return undefined;
}

function stateNames({ state }: ProjectionInfo): ReadonlySet<string> {
  return new Set(state?.fields.map((field) => field.name));
}

/** The assignments to the state whose outcome depends on which of them comes last. */
function ordered(block: Block, state: ReadonlySet<string>): Assign[] {
  const found: Assign[] = [];
  walk(block, (node) => {
    if (node.kind !== 'assign' || node.operator !== '=') return;
    if (state.has(rootName(node.target)) && !isFold(node)) found.push(node);
  });
  return found;
}

/** `x = max(x, …)`: the outcome is the same in any order, and so it is for a constant. */
function isFold({ target, value }: Assign): boolean {
  if (['string', 'number', 'boolean'].includes(value.kind)) return true;
  if (value.kind !== 'call' || value.callee.kind !== 'nameExpression') return false;
  if (!['max', 'min'].includes(value.callee.name.text)) return false;
  return value.args.some((arg) => arg.kind === target.kind && rootName(arg) === rootName(target));
}
