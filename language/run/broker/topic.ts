import type { TopicInfo } from '../../model/meaning.ts';
import type { Letter } from './letter.ts';
import { Partition } from './partition.ts';
import { partitionOf } from './partitioner.ts';

export class Topic {
  readonly info: TopicInfo;
  readonly partitions: readonly Partition[];
  /** Dead letters that lie here and were not redriven. */
  readonly letters = new Set<Letter>();
  #turn = 0;

  constructor(info: TopicInfo) {
    this.info = info;
    this.partitions = Array.from({ length: info.partitions }, (_, index) => new Partition(this, index));
  }

  /** Its key's partition, or each one in turn for messages without a key. */
  partitionFor(key: string | undefined): Partition {
    const count = this.partitions.length;
    const index = key === undefined ? this.#turn++ % count : partitionOf(key, count);
    return this.partitions[index] as Partition;
  }
}

/** The topic that takes what a consumer of `topic` gives up, where the consumer names none. */
export function deadLetterTopic(topic: TopicInfo): TopicInfo {
  return {
    ...topic,
    key: `${topic.key}.dlq`,
    name: `${topic.name}.dlq`,
    wireName: `${topic.wireName}.dlq`,
    node: undefined,
    carries: new Map(),
    retain: 'forever',
    compact: false,
    takesDeadLetters: true,
  };
}
