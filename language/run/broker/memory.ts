import type { Output } from '../attempt.ts';

/** What became of a message: what was said then, and why a command was rejected. */
export interface Done {
  readonly outputs: readonly Output[];
  readonly rejected?: string;
}

/** What an idempotent part has done. */
export class Memory {
  readonly #done = new Map<string, Done & { readonly until: number }>();

  /** What became of a key; undefined where it is new, or was long ago. */
  recall(key: string, now: number): Done | undefined {
    const done = this.#done.get(key);
    return done && done.until > now ? done : undefined;
  }

  /** Remembers until `until` (milliseconds since 1970), and forgets the oldest that have run out. */
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

  clear(): void {
    this.#done.clear();
  }

  get size(): number {
    return this.#done.size;
  }
}
