import { hashText, type Id } from './ids.ts';

/**
 * Numbers drawn from a seed: sfc32 of Chris Doty-Humphrey's PractRand (a chaotic 128-bit generator with a counter).
 * Every purpose has a generator of its own, so that one more draw here changes nothing there.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** From an id that was derived for this purpose. */
  constructor(id: Id) {
    this.#a = id.a;
    this.#b = id.b;
    this.#c = id.c ^ id.d;
    // As its author seeds it: until every word depends on every other.
    for (let i = 0; i < 12; i++) this.#word();
  }

  /** For a purpose by its name, as in `sample shop/orders.evflow:12 items`. */
  static of(seed: number, purpose: string): Random {
    return new Random(hashText(`${seed}:${purpose}`));
  }

  /** From 0 up to but not including 1, in steps of 2^-32. */
  next(): number {
    return this.#word() / 0x1_0000_0000;
  }

  /** A whole number from 0 up to but not including `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** An index, drawn by weight; weights below zero count as zero, and all are equal where their sum is zero. */
  index(weights: readonly number[]): number {
    const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
    if (total === 0) return this.below(weights.length);
    let rest = this.next() * total;
    for (let i = 0; i < weights.length; i++) {
      rest -= Math.max(0, weights[i] as number);
      if (rest < 0) return i;
    }
    return weights.findLastIndex((weight) => weight > 0);
  }

  #word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}
