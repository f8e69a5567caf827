import type { RunPause } from './deliver.ts';

/** Something that happens at its time. */
export interface Timer {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Timers of one instant fire in the order in which they were set. */
  readonly order: number;
  readonly what: TimerPurpose;
  readonly fire: () => void;
  /** Where a debugger can stand still in what it brings about. */
  readonly pauses: (() => Generator<RunPause, void, void>) | undefined;
}

/** Plain data: what the trace and the debugger show of a timer. */
export type TimerPurpose =
  /** A failed message is tried again. */
  | { readonly kind: 'retry'; readonly consumer: string; readonly eventId: string; readonly attempt: number }
  /** `emit … in 5s` */
  | { readonly kind: 'emit'; readonly message: string; readonly eventId: string; readonly part: string }
  /** A fault holds a message back. */
  | {
      readonly kind: 'hold';
      readonly why: 'delay' | 'reorder' | 'lag';
      readonly part: string;
      readonly message: string;
      readonly eventId: string;
    }
  /** `after` of a saga's step. */
  | {
      readonly kind: 'timeout';
      readonly part: string;
      readonly instance: string;
      readonly step: string;
      readonly compensating: boolean;
    }
  /** `within` of a choreography. */
  | { readonly kind: 'within'; readonly part: string; readonly instance: string }
  /** A disconnected part comes back. */
  | { readonly kind: 'reconnect'; readonly part: string }
  /** A stopped broker starts again. */
  | { readonly kind: 'startBroker'; readonly broker: number };

const asItIs = (key: string) => key;

/**
 * What will happen then: `Mail tries again`. `name` shortens the keys of parts and messages, `id` writes the key of an
 * instance.
 */
export function timerText(what: TimerPurpose, name = asItIs, id = asItIs): string {
  switch (what.kind) {
    case 'retry':
      return `${name(what.consumer)} tries again (attempt ${what.attempt})`;
    case 'emit':
      return `${name(what.part)} will say ${name(what.message)}`;
    case 'hold':
      return `${name(what.message)} reaches ${name(what.part)}`;
    case 'timeout': {
      const work = `${what.compensating ? 'the compensation of ' : ''}${what.step}`;
      return `${name(what.part)}[${id(what.instance)}]: time is up for ${work}`;
    }
    case 'within':
      return `${name(what.part)}[${id(what.instance)}] must be over`;
    case 'reconnect':
      return `${name(what.part)} comes back`;
    case 'startBroker':
      return `broker ${what.broker} starts again`;
  }
}

/** A timer that knows its place in the heap, so that one of many is cancelled quickly; -1 once it is out. */
interface Placed extends Timer {
  slot: number;
}

/** Timers that have not fired: a binary heap, the next one on top. */
export class Timers {
  readonly #heap: Placed[] = [];
  #set = 0;

  get next(): Timer | undefined {
    return this.#heap[0];
  }

  set(at: number, what: TimerPurpose, fire: () => void, pauses?: Timer['pauses']): Timer {
    const timer = { at, order: this.#set++, what, fire, pauses, slot: this.#heap.length };
    this.#heap.push(timer);
    this.#up(timer.slot);
    return timer;
  }

  /** Takes the next one out; there must be one. */
  take(): Timer {
    const top = this.#at(0);
    this.cancel(top);
    return top;
  }

  /** Takes one out before its time. */
  cancel(timer: Timer): void {
    const placed = timer as Placed;
    const at = placed.slot;
    if (at < 0) return;
    const last = this.#heap.pop() as Placed;
    placed.slot = -1;
    if (last === placed) return;
    this.#put(last, at);
    this.#down(at);
    this.#up(last.slot);
  }

  /** All of them, in the order in which they will fire. */
  pending(): Timer[] {
    return [...this.#heap].sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #up(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  #down(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const least = right < this.#heap.length && before(this.#at(right), this.#at(left)) ? right : left;
      if (least >= this.#heap.length || !this.#swapIfBefore(least, at)) return;
      at = least;
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    const [lower, upper] = [this.#at(child), this.#at(parent)];
    if (!before(lower, upper)) return false;
    this.#put(upper, child);
    this.#put(lower, parent);
    return true;
  }

  #put(timer: Placed, slot: number): void {
    this.#heap[slot] = timer;
    timer.slot = slot;
  }

  #at(index: number): Placed {
    return this.#heap[index] as Placed;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
