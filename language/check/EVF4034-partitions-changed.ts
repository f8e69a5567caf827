import { problem } from '../model/problem.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';
import { changedTopics, itemOf } from './topicsHere.ts';

export const partitionsChanged = rule({
  code: 'EVF4034',
  severity: 'error',
  title: 'Another number of partitions under keyed order',
  explanation: `
A key's partition is its hash, modulo the number of partitions. With another number most keys go to another partition, where
nobody waits for what the old one still holds: for a while, two members read messages of one key, in no order. State that is
kept by partition stays where it was. And no broker lets the number shrink.

Leave the number; or fill a new topic, and switch producers and consumers over to it once the old one is read to its
end. \`compatibility none\` is about shapes and does not silence this; where it is meant so, because the topic is read to
its end at the change or order does not matter, say \`// evflow-ignore EVF4034: why\` on the line above.`,
  message: ({ topic, key, before, after, baseline }) =>
    `${topic} has ${after} and had ${before}, as ${baseline} has it, and is keyed by \`${key}\`: the same key ` +
    `goes to another partition than before, and its order is lost. Leave it at ${before}, or begin a new topic.`,
  fix: ({ args: { count } }, { file }) =>
    count ? [replacement(`Leave it at ${count.before}`, file, count.span, `${count.before}`)] : [],
  find: (place, report) => {
    for (const { node, now, before, baseline } of changedTopics(
      place,
      (pair) => pair.now.partitions !== pair.before.partitions,
    )) {
      const keys = [...before.carries].flatMap(([message, path]) =>
        path && now.carries.get(message) ? [path.join('.')] : [],
      );
      if (keys.length === 0) continue;
      const written = itemOf(node, 'partitions');
      const args = {
        topic: now.name,
        key: [...new Set(keys)].join('`, `'),
        before: `${before.partitions} partition${before.partitions === 1 ? '' : 's'}`,
        after: `${now.partitions}`,
        baseline: baseline.name,
        count: written?.count && { span: written.count, before: before.partitions },
      };
      report(problem('EVF4034', written ?? node.name, args));
    }
  },
  failing: `
// published: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }

// file: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders {
  carries OrderPlaced
  key orderId
  partitions 12
  // <- error EVF4034 orders has 12 and had 6 partitions, as evflow.lock has it
}`,
  mended: `
// published: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 6 }

// file: orders.evflow
event OrderPlaced { orderId: uuid }
topic orders {
  carries OrderPlaced
  key orderId
  partitions 6
}`,
});
