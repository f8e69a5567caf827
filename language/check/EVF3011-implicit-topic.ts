import type { MessageUse } from '../model/meaning.ts';
import { problem } from '../model/problem.ts';
import { kebabCase } from '../model/words.ts';
import { insertion, newlineOf } from './fixes.ts';
import { newestMessages, places } from './messages.ts';
import { rule } from './rule.ts';

const TRAVELS: readonly MessageUse['role'][] = ['emits', 'publishes', 'consumes', 'waits', 'applies'];

export const implicitTopic = rule({
  code: 'EVF3011',
  severity: 'hint',
  title: 'A message that no topic carries',
  explanation: `
An event or document that no topic carries travels on a topic of its own name, with one partition and no key. That
is enough to begin with. Written down, the topic says how the message is keyed, how many partitions it has and how
long it is kept.`,
  message: ({ kind, name }) =>
    `No topic carries the ${kind} ${name}, so it travels on a topic of its own with one partition.`,
  fix: ({ args }, { file }) => {
    const topic = kebabCase(args.name).replaceAll('-', '_');
    const key = args.key ? `, key ${args.key}` : '';
    return [
      insertion(
        'Write the topic down',
        file,
        args.after.end,
        `${newlineOf(file)}topic ${topic} { carries ${args.name}${key} }`,
        false,
      ),
    ];
  },
  find: (place, report) => {
    for (const { entity, uses, kind } of newestMessages(place)) {
      const travels = uses.filter(({ role }) => TRAVELS.includes(role));
      if (kind === 'command' || travels.length === 0 || uses.some(({ role }) => role === 'carries')) continue;
      const shape = place.project.shapeOf(entity)?.shape;
      const id =
        shape?.kind === 'record'
          ? shape.fields.find(({ type, optional }) => type.kind === 'uuid' && !optional)
          : undefined;
      const args = { name: entity.name, kind, key: id?.name, after: entity.node };
      report(problem('EVF3011', entity.node.name, args, places(travels, 'it travels here')));
    }
  },
  failing: `
event OrderPlaced { orderId: uuid }
//    ^^^^^^^^^^^ hint EVF3011 a topic of its own
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
  mended: `
event OrderPlaced { orderId: uuid }
topic order_placed { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced }
consumer Mail { idempotent, on OrderPlaced }`,
});
