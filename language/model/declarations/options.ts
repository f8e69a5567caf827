import type { ConsumerOption, Integer, Name, Node, Span, TopicItem } from '../../syntax/tree.ts';
import { nearest } from '../nearest.ts';
import { GUARANTEES, OFFSETS } from '../parts.ts';
import { ACKS, POLICIES } from '../topics.ts';
import type { DeclarationContext } from './context.ts';

type Item = Span & { readonly kind: string };

/** What may be said once, in the words that it begins with. */
const ONCE: ReadonlyMap<string, string> = new Map([
  ['key', 'key'],
  ['partitions', 'partitions'],
  ['replicas', 'replicas'],
  ['acks', 'acks'],
  ['retain', 'retain'],
  ['compact', 'compact'],
  ['compatibility', 'compatibility'],
  ['group', 'group'],
  ['offset', 'offset'],
  ['delivery', 'delivery'],
  ['idempotent', 'idempotent'],
  ['retry', 'retry'],
  ['deadLetterTo', 'dead letter to'],
  ['concurrency', 'concurrency'],
  ['single', 'single'],
  ['state', 'state'],
  ['snapshot', 'snapshot'],
  ['start', 'start'],
  ['choreographyStart', 'start'],
  ['within', 'within'],
]);

/** The options of topics, parts and choreographies: each once, with values that they have. */
export function checkOptions(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (!('items' in node)) return;
  checkOnce(cx, node.items);
  for (const item of node.items) checkValue(cx, item);
  if (node.kind === 'consumer') checkMembers(cx, node.items);
  if (node.kind === 'topic') checkCompact(cx, node.items);
}

function checkOnce(cx: DeclarationContext, items: readonly Item[]): void {
  const known = new Map<string, Item>();
  for (const item of items) {
    const word = item.kind === 'ending' ? (item as Item & { outcome: string }).outcome : ONCE.get(item.kind);
    if (word === undefined) continue;
    const first = known.get(word);
    if (!first) {
      known.set(word, item);
      continue;
    }
    const args = { what: 'option', name: word, of: cx.entity.name, remove: item.kind === 'state' ? undefined : item };
    cx.report('EVF2201', item, args, [cx.here(first, 'it is said here first')]);
  }
}

function checkValue(cx: DeclarationContext, item: TopicItem | ConsumerOption | Node): void {
  switch (item.kind) {
    case 'partitions':
      return checkCount(cx, 'partitions', item.count, 1, 10_000);
    case 'replicas':
      return checkCount(cx, 'replicas', item.count, 1, 100);
    case 'concurrency':
      return checkCount(cx, 'concurrency', item.members, 1, 1_000);
    case 'snapshot':
      return checkCount(cx, 'snapshot every', item.every, 1, 1_000_000);
    case 'retry':
      if (item.backoff && item.backoffMax && item.backoffMax.milliseconds < item.backoff.milliseconds) {
        const why = 'the longest wait is shorter than the first';
        cx.report('EVF2102', item.backoffMax, { range: 'backoff', why });
      }
      return checkCount(cx, 'retry', item.count, 0, 1_000_000);
    case 'acks':
      return checkWord(cx, 'acks', item.level, ACKS);
    case 'compatibility':
      return checkWord(cx, 'compatibility', item.policy, POLICIES);
    case 'offset':
      return checkWord(cx, 'offset', item.from, OFFSETS);
    case 'delivery':
      return checkWord(cx, 'delivery', item.guarantee, GUARANTEES);
    default:
  }
}

function checkCount(
  cx: DeclarationContext,
  what: string,
  count: Integer | undefined,
  least: number,
  most: number,
): void {
  if (!count || (count.value >= least && count.value <= most)) return;
  cx.report('EVF2208', count, { what, value: count.value, least, most });
}

function checkWord(cx: DeclarationContext, option: string, word: Name, values: readonly string[]): void {
  if (word.text === '' || values.includes(word.text)) return;
  const similar = nearest(word.text, values)[0] ?? values.find((value) => value.startsWith(word.text));
  cx.report('EVF2207', word, { option, value: word.text, values, similar });
}

function checkMembers(cx: DeclarationContext, items: readonly Item[]): void {
  const single = items.find((item) => item.kind === 'single');
  const concurrency = items.find(
    (item): item is Extract<ConsumerOption, { kind: 'concurrency' }> => item.kind === 'concurrency',
  );
  if (!single || !concurrency?.members || concurrency.members.value < 2) return;
  const args = {
    first: 'single',
    second: 'concurrency',
    why: '`single` is one member that reads everything in one order',
  };
  cx.report('EVF2209', concurrency, args, [cx.here(single, '`single` is said here')]);
}

function checkCompact(cx: DeclarationContext, items: readonly TopicItem[]): void {
  const compact = items.find((item) => item.kind === 'compact');
  const hasKey = items.some(
    (item) => item.kind === 'key' || (item.kind === 'carries' && item.messages.every(({ by }) => by)),
  );
  if (compact && !hasKey) cx.report('EVF2210', compact, { topic: cx.entity.name });
}
