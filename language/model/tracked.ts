import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';

/** A map of signals: who reads a key is told when that key changes, and of nothing else. */
export class TrackedMap<V> {
  readonly #values = new Map<string, V>();
  readonly #signals = new Map<string, Signal<V | undefined>>();

  get(key: string): V | undefined {
    let known = this.#signals.get(key);
    if (!known) {
      known = signal(this.#values.get(key));
      this.#signals.set(key, known);
    }
    return known.value;
  }

  /** Reads without being told of changes. */
  peek(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V | undefined): void {
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    const known = this.#signals.get(key);
    if (known) known.value = value;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Sets of words by key; who reads a set is told when it changes. The sets are live: read them, do not keep them. */
export class TrackedSets {
  readonly #sets = new Map<string, Set<string>>();
  readonly #versions = new Map<string, Signal<number>>();
  readonly #keyChanges = signal(0);
  readonly #keys = computed(() => {
    this.#keyChanges.value;
    return [...this.#sets.keys()].sort();
  });

  /** Keys of the sets that hold something, sorted. */
  keys(): readonly string[] {
    return this.#keys.value;
  }

  get(key: string): ReadonlySet<string> {
    let version = this.#versions.get(key);
    if (!version) {
      version = signal(0);
      this.#versions.set(key, version);
    }
    version.value;
    return this.#sets.get(key) ?? NONE;
  }

  add(key: string, word: string): void {
    const known = this.#sets.get(key);
    if (known?.has(word)) return;
    if (known) known.add(word);
    else this.#sets.set(key, new Set([word]));
    if (!known) this.#keyChanges.value = this.#keyChanges.peek() + 1;
    this.#changed(key);
  }

  delete(key: string, word: string): void {
    const known = this.#sets.get(key);
    if (!known?.delete(word)) return;
    if (known.size === 0) {
      this.#sets.delete(key);
      this.#keyChanges.value = this.#keyChanges.peek() + 1;
    }
    this.#changed(key);
  }

  #changed(key: string): void {
    const version = this.#versions.get(key);
    if (version) version.value = version.peek() + 1;
  }
}

type Equal<V> = (a: V, b: V) => boolean;

/** `compute` as a cached function of an object: it runs again only after something that it read has changed. */
export function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  return cached(new WeakMap<K, ReadonlySignal<V>>(), compute);
}

/**
 * `compute` as a cached function of a word. With `equal`, a result that equals the one before stays the same object,
 * and who read it is not told.
 */
export function memoByKey<V>(compute: (key: string) => V, equal?: Equal<V>): (key: string) => V {
  return cached(new Map<string, ReadonlySignal<V>>(), compute, equal);
}

function cached<K, V>(
  cache: { get(key: K): ReadonlySignal<V> | undefined; set(key: K, value: ReadonlySignal<V>): unknown },
  compute: (key: K) => V,
  equal?: Equal<V>,
): (key: K) => V {
  return (key) => {
    let known = cache.get(key);
    if (!known) {
      known = equal ? keeping(() => compute(key), equal) : computed(() => compute(key));
      cache.set(key, known);
    }
    return known.value;
  };
}

/** A computed value that stays the same object while it stays equal. */
export function keeping<V>(compute: () => V, equal: Equal<V>): ReadonlySignal<V> {
  let before: { readonly value: V } | undefined;
  return computed(() => {
    const value = compute();
    if (!before || !equal(before.value, value)) before = { value };
    return before.value;
  });
}

/** Lists with the same objects in the same order. */
export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
