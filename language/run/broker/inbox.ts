import type { Message } from '../message.ts';
import type { Part } from '../parts.ts';
import { type Queue, Reader } from './reader.ts';

/** Where commands to a part wait: one queue for each key, so that their order per key holds. */
export class Inbox {
  readonly #part: Part;
  readonly #queues = new Map<string, Reader>();

  constructor(part: Part) {
    this.#part = part;
  }

  /** Puts a command at the end of its key's queue, and gives the queue. */
  add(message: Message, key: string): Reader {
    let queue = this.#queues.get(key);
    if (!queue) {
      queue = new Reader(this.#part, key);
      this.#queues.set(key, queue);
    }
    (queue.source as Queue).log.push(message);
    return queue;
  }

  /** Forgets a queue that has run empty. */
  drained(queue: Reader): void {
    this.#queues.delete(queue.queue as string);
  }

  /** Queues with commands that are not answered yet. */
  get queues(): Iterable<Reader> {
    return this.#queues.values();
  }
}
