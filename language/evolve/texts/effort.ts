/** What is thrown where a question would take more than its share; `message` says in words what is too large. */
export class TooHard extends Error {}

/** Steps that one question may still take; a count and no clock, so that the same question ends the same way everywhere. */
export class Effort {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new TooHard('the patterns are too large to compare');
  }
}
