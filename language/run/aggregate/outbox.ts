import type { Part } from '../parts.ts';

/** Publishes and sends what an aggregate's commits have left to be said: a step of its own, so a crash may come before. */
export class Outbox {
  readonly part: Part;
  state: 'idle' | 'ready' = 'idle';

  constructor(part: Part) {
    this.part = part;
  }
}
