/** First in, first out, in constant time: a ring that doubles when it is full. */
export class Fifo<T> {
  #ring: (T | undefined)[] = new Array(16).fill(undefined);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = item;
    this.#size++;
  }

  /** Puts an item back in front of all others. */
  unshift(item: T): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#head = (this.#head - 1) & (this.#ring.length - 1);
    this.#ring[this.#head] = item;
    this.#size++;
  }

  /** The next one, which stays. */
  peek(): T | undefined {
    return this.#ring[this.#head];
  }

  /** Takes out the one at a place, counted from 0. */
  take(place: number): T | undefined {
    if (place === 0) return this.shift();
    const items = [...this];
    const [taken] = items.splice(place, 1);
    this.#fill(items);
    return taken;
  }

  /** Takes an item out, wherever it stands. */
  delete(item: T): void {
    this.#fill([...this].filter((other) => other !== item));
  }

  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#size--;
    return item;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.#size; i++) yield this.#ring[(this.#head + i) & (this.#ring.length - 1)] as T;
  }

  #fill(items: readonly T[]): void {
    this.#ring.fill(undefined);
    items.forEach((item, i) => {
      this.#ring[i] = item;
    });
    this.#head = 0;
    this.#size = items.length;
  }

  #grow(): void {
    const items = [...this];
    this.#ring = [...items, ...new Array(items.length).fill(undefined)];
    this.#head = 0;
  }
}
