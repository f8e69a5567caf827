import type { Node } from '../../syntax/tree.ts';
import type { SagaFrame } from './frame.ts';

/** Where a debugger can stand still in a turn: what has come, or before a statement, a step or a compensation. */
export interface SagaPause {
  readonly at: 'delivery' | 'statement';
  readonly node: Node;
  readonly frame: SagaFrame;
}

/** Ends a rehearsal; nothing of its turn is kept. */
export class Rehearsed extends Error {}

/**
 * A turn that is tried up to one of the places where it can stand still, and then taken back. A turn depends on nothing but
 * its instance and what has come, so it can be tried as often as there are places.
 */
export class Rehearsal {
  pause: SagaPause | undefined = undefined;
  /** By instance: how long its history was. */
  readonly touched = new Map<string, number>();
  #left: number;

  /** @param passed how many places it goes past */
  constructor(passed: number) {
    this.#left = passed;
  }

  /** Throws `Rehearsed` where this is the place to stand still. */
  reach(pause: SagaPause): void {
    if (this.#left-- > 0) return;
    this.pause = pause;
    throw new Rehearsed();
  }
}
