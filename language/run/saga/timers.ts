import { keyText } from '../broker/keys.ts';
import type { Part } from '../parts.ts';
import type { Timer } from '../timers.ts';
import type { World } from '../world.ts';
import type { SagaEvent } from './history.ts';
import type { Active, Instance } from './instance.ts';
import type { Timeout } from './program.ts';

/** The timers of a saga's instances. They are durable: they follow from the histories, and a crash loses none. */
export class SagaTimers {
  readonly #world: World;
  readonly #part: Part;
  readonly #fire: (key: string, entry: number, timeout: number) => void;
  /** By instance, then by entry. */
  readonly #set = new Map<string, Map<number, Timer[]>>();

  constructor(world: World, part: Part, fire: (key: string, entry: number, timeout: number) => void) {
    this.#world = world;
    this.#part = part;
    this.#fire = fire;
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
    const fire = () => (part.isAway ? part.overdue.push({ what, fire }) : this.#fire(instance, entry, timeout));
    return this.#world.setTimer(delay, what, fire);
  }
}
