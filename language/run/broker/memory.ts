import type { Output } from '../attempt.ts';

/** What an idempotent consumer has done, and what it said then. */
export class Memory {
  readonly #done = new Map<string, Done>();

  /** The outputs recorded for a key; undefined where it is new, or was long ago. */
  recall(key: string, now: number): readonly Output[] | undefined {
    const done = this.#done.get(key);
    return done && done.until > now ? done.outputs : undefined;
  }

  /** Remembers until `until`, and forgets the oldest that have run out. */
  record(key: string, outputs: readonly Output[], now: number, until: number): void {
    // Deleted first, so that the map's order stays that of recording.
    this.#done.delete(key);
    this.#done.set(key, { outputs, until });
    if (until === Number.POSITIVE_INFINITY) return;
    for (const [oldest, done] of this.#done) {
      if (done.until > now) break;
      this.#done.delete(oldest);
    }
  }

  get size(): number {
    return this.#done.size;
  }
}

interface Done {
  readonly outputs: readonly Output[];
  /** Milliseconds since 1970. */
  readonly until: number;
}
