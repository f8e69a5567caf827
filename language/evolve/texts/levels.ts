import type { Effort } from './effort.ts';

/**
 * The sets of nodes that can be reached in exactly n moves, for n = 0, 1, 2… . There are finitely many, and each is made from
 * the one before, so that from some n on they repeat: any n can be asked for.
 */
export class Levels {
  readonly #successors: (node: number) => readonly number[];
  readonly #effort: Effort;
  readonly #sequence: ReadonlySet<number>[];
  readonly #firstSeen = new Map<string, number>();
  #repeatsFrom: number | undefined;

  constructor(start: readonly number[], successors: (node: number) => readonly number[], effort: Effort) {
    this.#successors = successors;
    this.#effort = effort;
    this.#sequence = [new Set(start)];
    this.#firstSeen.set(keyOf(this.#sequence[0] as ReadonlySet<number>), 0);
  }

  at(moves: number): ReadonlySet<number> {
    while (this.#repeatsFrom === undefined && this.#sequence.length <= moves) this.#extend();
    const from = this.#repeatsFrom;
    if (from === undefined || moves < from) return this.#sequence[moves] as ReadonlySet<number>;
    return this.#sequence[from + ((moves - from) % (this.#sequence.length - from))] as ReadonlySet<number>;
  }

  /** Where no set is new any more, counted from a number of moves; undefined as long as that is not known. */
  allSeenAfter(moves: number): number | undefined {
    const from = this.#repeatsFrom;
    return from === undefined ? undefined : Math.max(moves, from) + this.#sequence.length - from;
  }

  #extend(): void {
    const next = new Set<number>();
    for (const node of this.#sequence.at(-1) as ReadonlySet<number>) {
      this.#effort.spend(1);
      for (const successor of this.#successors(node)) next.add(successor);
    }
    const key = keyOf(next);
    const seen = this.#firstSeen.get(key);
    if (seen !== undefined) this.#repeatsFrom = seen;
    else this.#firstSeen.set(key, this.#sequence.push(next) - 1);
  }
}

function keyOf(nodes: ReadonlySet<number>): string {
  return [...nodes].sort((a, b) => a - b).join();
}
