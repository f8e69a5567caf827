import type { ReadingInfo } from '../../language/model/meaning.ts';
import { deliveryOf, type Pause } from './pause.ts';

/** The scenario itself. */
export const SCENARIO_THREAD = 1;

/** Threads, as the editor calls them: the scenario, and each member of a consumer's group. */
export class Threads {
  readonly all: readonly { readonly id: number; readonly name: string }[];
  /** By the consumer's key: its first member's number. */
  readonly #first = new Map<string, number>();

  constructor(consumers: readonly ReadingInfo[]) {
    const all = [{ id: SCENARIO_THREAD, name: 'scenario' }];
    for (const { key, name, single, concurrency } of consumers) {
      this.#first.set(key, all.length + 1);
      const members = single ? 1 : Math.max(1, concurrency);
      for (let member = 1; member <= members; member++) {
        all.push({ id: all.length + 1, name: members === 1 ? name : `${name} ${member}` });
      }
    }
    this.all = all;
  }

  /** The one that stands still at a pause. */
  of(pause: Pause): number {
    const reader = deliveryOf(pause)?.reader;
    return reader ? (this.#first.get(reader.part.info.key) ?? SCENARIO_THREAD) + reader.member : SCENARIO_THREAD;
  }
}
