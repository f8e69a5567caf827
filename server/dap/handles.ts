/** Numbers under which a client asks for things while the run stands still. A number is never given twice. */
export class Handles<T> {
  readonly #values = new Map<number, T>();
  #last = 0;

  add(value: T): number {
    this.#values.set(++this.#last, value);
    return this.#last;
  }

  get(handle: number): T | undefined {
    return this.#values.get(handle);
  }

  /** What was asked for before is known no longer. */
  clear(): void {
    this.#values.clear();
  }
}
