/** Among so many places every pair of choices is tried together; among all others each choice once. */
const PAIRED = 16;

/**
 * Rows of choices, one for each place: first every choice of every place, then, as far as the rows suffice, every pair of
 * choices of the first places that leave one.
 * @param sizes how many choices each place has, none of them 0
 * @param most how many rows there may be
 */
export function combinations(sizes: readonly number[], most: number): number[][] {
  const rows: number[][] = [];
  const count = Math.min(most, Math.max(1, ...sizes));
  for (let row = 0; row < count; row++) rows.push(sizes.map((size) => row % size));
  if (rows.length === most) return rows;
  const open = new OpenPairs(sizes);
  for (const row of rows) open.close(row);
  while (rows.length < most) {
    const row = open.next(rows.length);
    if (!row) break;
    open.close(row);
    rows.push(row);
  }
  return rows;
}

/** The pairs of choices that no row has yet. */
class OpenPairs {
  readonly #sizes: readonly number[];
  /** Places that leave a choice. */
  readonly #places: readonly number[];
  readonly #widest: number;
  readonly #open: Uint8Array;
  #from = 0;

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes;
    this.#places = [...sizes.keys()].filter((place) => sizes[place]! > 1).slice(0, PAIRED);
    this.#widest = Math.max(1, ...this.#places.map((place) => sizes[place]!));
    this.#open = new Uint8Array((this.#places.length * this.#widest) ** 2);
    for (const [i, a] of this.#places.entries())
      for (let j = i + 1; j < this.#places.length; j++)
        for (let x = 0; x < sizes[a]!; x++)
          for (let y = 0; y < sizes[this.#places[j]!]!; y++) this.#open[this.#index(i, x, j, y)] = 1;
  }

  close(row: readonly number[]): void {
    for (let i = 0; i < this.#places.length; i++)
      for (let j = i + 1; j < this.#places.length; j++)
        this.#open[this.#index(i, row[this.#places[i]!]!, j, row[this.#places[j]!]!)] = 0;
  }

  /** A row with an open pair, and with as many more as a greedy choice finds. */
  next(turn: number): number[] | undefined {
    const first = this.#open.indexOf(1, this.#from);
    if (first < 0) return undefined;
    this.#from = first;
    const span = this.#places.length * this.#widest;
    const chosen = new Map<number, number>();
    for (const at of [Math.floor(first / span), first % span])
      chosen.set(Math.floor(at / this.#widest), at % this.#widest);
    for (const [i, place] of this.#places.entries())
      if (!chosen.has(i)) chosen.set(i, this.#best(i, this.#sizes[place]!, chosen, turn));
    const row = this.#sizes.map((size, place) => (turn + place) % size);
    for (const [i, choice] of chosen) row[this.#places[i]!] = choice;
    return row;
  }

  #best(place: number, size: number, chosen: ReadonlyMap<number, number>, turn: number): number {
    let best = turn % size;
    let most = -1;
    for (let n = 0; n < size; n++) {
      const choice = (turn + n) % size;
      let open = 0;
      for (const [other, its] of chosen) open += this.#open[this.#index(place, choice, other, its)]!;
      if (open > most) [best, most] = [choice, open];
    }
    return best;
  }

  #index(i: number, x: number, j: number, y: number): number {
    if (i > j) return this.#index(j, y, i, x);
    return (i * this.#widest + x) * this.#places.length * this.#widest + j * this.#widest + y;
  }
}
