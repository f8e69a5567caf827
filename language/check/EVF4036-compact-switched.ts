import { problem } from '../model/problem.ts';
import { removal } from './fixes.ts';
import { rule } from './rule.ts';
import { changedTopics, itemOf } from './topicsHere.ts';

export const compactSwitched = rule({
  code: 'EVF4036',
  severity: 'error',
  title: '`compact` switched on or off',
  explanation: `
A compacted topic keeps the last message of each key and drops those before it; any other topic keeps all, for as long as it
retains. Switched on, what lies there already is thinned out as well: who counts, sums or follows what happened misses
messages. Switched off, the last word about a key is gone once it is older than \`retain\`, and a reader that begins anew
does not learn of that key at all.

Begin a new topic for the other kind of reading, and leave this one as it is. \`compatibility none\` is about shapes and does
not silence this; where it is meant so, say \`// evflow-ignore EVF4036: why\` on the line above.`,
  message: ({ topic, isOn, baseline }) =>
    isOn
      ? `${topic} is compacted now, and was not as ${baseline} has it: of what lies there, all but the last message of each ` +
        'key is dropped. Begin a new topic for that.'
      : `${topic} is not compacted any more, as it was in ${baseline}: the last message of a key no longer stays. ` +
        'Put `compact` back, or begin a new topic.',
  fix: ({ args: { compact } }, { file }) => (compact ? [removal('Take `compact` out', file, compact)] : []),
  find: (place, report) => {
    for (const { node, now, baseline } of changedTopics(place, (pair) => pair.now.compact !== pair.before.compact)) {
      const compact = itemOf(node, 'compact');
      report(
        problem('EVF4036', compact ?? node.name, {
          topic: now.name,
          isOn: now.compact,
          baseline: baseline.name,
          compact,
        }),
      );
    }
  },
  failing: `
// published: prices.evflow
document Price { sku: string, price: decimal }
topic prices { carries Price, key sku }

// file: prices.evflow
document Price { sku: string, price: decimal }
topic prices {
  carries Price
  key sku
  compact
  // <- error EVF4036 prices is compacted now
}`,
  mended: `
// published: prices.evflow
document Price { sku: string, price: decimal }
topic prices { carries Price, key sku }

// file: prices.evflow
document Price { sku: string, price: decimal }
topic prices {
  carries Price
  key sku
}`,
});
