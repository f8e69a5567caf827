import type { TopicInfo } from '../../model/meaning.ts';
import type { Message } from '../message.ts';
import { partitionOf } from './partitioner.ts';
import type { Reader } from './reader.ts';

/** An append-only log; a message's offset is its index. */
export class Partition {
  readonly topic: Topic;
  readonly index: number;
  readonly log: Message[] = [];
  /** One for each consumer that reads the topic. */
  readonly readers: Reader[] = [];

  constructor(topic: Topic, index: number) {
    this.topic = topic;
    this.index = index;
  }
}

export class Topic {
  readonly info: TopicInfo;
  readonly partitions: readonly Partition[];
  #turn = 0;

  constructor(info: TopicInfo) {
    this.info = info;
    this.partitions = Array.from({ length: info.partitions }, (_, index) => new Partition(this, index));
  }

  /** Puts a message at the end of its key's partition, or of each one in turn where it has no key. */
  append(message: Message, key: string | undefined): Partition {
    const count = this.partitions.length;
    const index = key === undefined ? this.#turn++ % count : partitionOf(key, count);
    const partition = this.partitions[index] as Partition;
    message.key = key;
    message.place = partition;
    message.offset = partition.log.length;
    partition.log.push(message);
    return partition;
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
