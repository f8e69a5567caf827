import { keyText } from '../broker/keys.ts';
import type { RunPause } from '../deliver.ts';
import type { Part } from '../parts.ts';
import type { Timer } from '../timers.ts';
import type { World } from '../world.ts';
import type { SagaEvent } from './history.ts';
import type { Active, Instance } from './instance.ts';
import type { Timeout } from './program.ts';

/** What comes of a timeout of an instance's step, by the entry and the timeout's index; where a debugger can stand still in it. */
interface Timing {
  fire(key: string, entry: number, timeout: number): void;
  pauses(key: string, entry: number, timeout: number): Generator<RunPause, void, void>;
}

/** The timers of a saga's instances. They are durable: they follow from the histories, and a crash loses none. */
export class SagaTimers {
  readonly #world: World;
  readonly #part: Part;
  readonly #does: Timing;
  /** By instance, then by entry. */
  readonly #set = new Map<string, Map<number, Timer[]>>();

  constructor(world: World, part: Part, does: Timing) {
    this.#world = world;
    this.#part = part;
    this.#does = does;
  }

  /** Sets and takes away what follows from the things that just happened to an instance. */
  follow(instance: Instance, events: readonly SagaEvent[], timeoutsOf: (active: Active) => readonly Timeout[]): void {
    const key = keyText(instance.key) ?? '';
    const timers = this.#set.get(key) ?? new Map<number, Timer[]>();
    const waiting = instance.active.filter(({ parked }) => parked === undefined);
    for (const [entry, set] of timers) {
      if (waiting.some((active) => active.entry === entry)) continue;
      for (const timer of set) this.#world.timers.cancel(timer);
      timers.delete(entry);
    }
    for (const active of waiting) {
      const retried = events.filter((event) => event.kind === 'retried' && event.step === active.step);
      timeoutsOf(active).forEach(({ delay }, index) => {
        const isRetried = retried.some((event) => event.kind === 'retried' && event.timeout === index);
        if (timers.get(active.entry)?.[index] && !isRetried) return;
        const set = timers.get(active.entry) ?? [];
        set[index] = this.#timer(key, active, index, delay);
        timers.set(active.entry, set);
      });
    }
    if (timers.size > 0) this.#set.set(key, timers);
    else this.#set.delete(key);
  }

  #timer(instance: string, { step, compensating, entry }: Active, timeout: number, delay: number): Timer {
    const part = this.#part;
    const what = { kind: 'timeout', part: part.info.key, instance, step, compensating } as const;
    const fire = () => (part.isAway ? part.overdue.push({ what, fire }) : this.#does.fire(instance, entry, timeout));
    return this.#world.setTimer(delay, what, fire, () => this.#does.pauses(instance, entry, timeout));
  }
}
