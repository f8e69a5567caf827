import { published, type TopicPair } from '../evolve/publishedTopics.ts';
import type { Topic, TopicItem } from '../syntax/tree.ts';
import type { Place } from './rule.ts';

/** A topic of a file, as it was published. */
export interface PublishedTopic extends TopicPair {
  readonly node: Topic;
}

/** The first baseline in which a topic of the file differs, as `differs` has it; each topic at most once. */
export function* changedTopics(place: Place, differs: (pair: TopicPair) => boolean): Iterable<PublishedTopic> {
  const { project, file } = place;
  for (const { key, node } of file.entities) {
    const topic = node.kind === 'topic' ? project.topic(key) : undefined;
    const pair = topic && topic.node === node ? published(project, topic).find(differs) : undefined;
    if (pair) yield { ...pair, node: node as Topic };
  }
}

export function itemOf<K extends TopicItem['kind']>(
  { items }: Topic,
  kind: K,
): Extract<TopicItem, { kind: K }> | undefined {
  return items.find((item): item is Extract<TopicItem, { kind: K }> => item.kind === kind);
}
