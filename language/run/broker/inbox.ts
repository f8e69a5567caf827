import type { Part } from '../parts.ts';
import { Reader } from './reader.ts';

/** Where commands to a part wait: one queue for each key, so that their order per key holds. */
export class Inbox {
  readonly #part: Part;
  readonly #queues = new Map<string, Reader>();

  constructor(part: Part) {
    this.#part = part;
  }

  queue(key: string): Reader {
    let queue = this.#queues.get(key);
    if (!queue) {
      queue = new Reader(this.#part, key, 0);
      this.#queues.set(key, queue);
    }
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
