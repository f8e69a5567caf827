import type { Message } from '../message.ts';
import type { Reader, Source } from './reader.ts';
import type { Replica } from './replica.ts';
import type { Topic } from './topic.ts';

/** An append-only log; a message's offset is its index. */
export class Partition implements Source {
  readonly topic: Topic;
  readonly index: number;
  readonly log: Message[] = [];
  /** Kafka's high watermark: up to here all in-sync replicas have it, and consumers may read. */
  end = 0;
  /** One for each consumer that reads the topic. */
  readonly readers: Reader[] = [];
  /** Its copies on brokers, the preferred leader first. */
  replicas: readonly Replica[] = [];
  /** Undefined while no broker that has all of it is up: then nothing is written or read. */
  leader: Replica | undefined = undefined;
  /** What producers wait to write until there is a leader again. */
  readonly unwritten: Message[] = [];
  /** By key: the offset of its last message; only where the topic is compacted. */
  readonly #latest: Map<string, number> | undefined;

  constructor(topic: Topic, index: number) {
    this.topic = topic;
    this.index = index;
    this.#latest = topic.info.compact ? new Map() : undefined;
  }

  /** Its readers, and those that redrive what came from it. */
  *allReaders(): Generator<Reader> {
    for (const reader of this.readers) {
      yield reader;
      for (const redriver of reader.part.redriving) if (redriver.partition === this) yield redriver;
    }
  }

  /** Whether messages may be gone some day. */
  get forgets(): boolean {
    return this.#latest !== undefined || typeof this.topic.info.retain === 'number';
  }

  append(message: Message): void {
    message.place = this;
    message.offset = this.log.length;
    this.log.push(message);
    if (message.key !== undefined) this.#latest?.set(message.key, message.offset);
  }

  /** Takes everything from an offset on out of the log. */
  truncate(offset: number): Message[] {
    const lost = this.log.splice(offset);
    for (const message of lost) {
      message.place = undefined;
      message.offset = -1;
    }
    if (this.#latest && lost.length > 0) {
      this.#latest.clear();
      for (const { key, offset: at } of this.log) if (key !== undefined) this.#latest.set(key, at);
    }
    return lost;
  }

  /**
   * Whether a message of the log is still there. Retention is exact: a message goes once it is older than the topic
   * retains, and of a compacted topic once a later one of its key has been there for longer than this instant.
   */
  isKept(message: Message, now: number): boolean {
    if (this.isOutdated(message, now)) return false;
    const latest = message.key === undefined ? undefined : this.#latest?.get(message.key);
    return latest === undefined || latest <= message.offset || (this.log[latest] as Message).stored.milliseconds >= now;
  }

  /** Whether a message is older than the topic retains. */
  isOutdated(message: Message, now: number): boolean {
    const { retain } = this.topic.info;
    return typeof retain === 'number' && now - message.stored.milliseconds > retain;
  }

  /** The first offset whose message is still there, else the end of the log. */
  start(now: number): number {
    if (!this.forgets) return 0;
    const first = this.log.findIndex((message) => this.isKept(message, now));
    return first < 0 ? this.log.length : first;
  }
}
