/** Longer words are not compared: it would take time with the square of their length. */
const LONGEST = 100;
/** How many words are worth suggesting. */
const MOST = 3;

/** Words that are nearly `word`, nearest first, at most three. Who asks the same words often gives a `Dictionary`. */
export function nearest(word: string, ...lists: readonly (Iterable<string> | Dictionary)[]): string[] {
  if (word.length > LONGEST) return [];
  const near = new Map<string, number>();
  for (const list of lists) {
    const dictionary = list instanceof Dictionary ? list : new Dictionary(list);
    for (const [candidate, distance] of dictionary.near(word)) near.set(candidate, distance);
  }
  const sorted = [...near].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  return sorted.slice(0, MOST).map(([candidate]) => candidate);
}

interface Entry {
  readonly word: string;
  readonly lower: string;
}

/** Words in order, so that those that are nearly another one are found without looking at each. */
export class Dictionary {
  readonly #entries: readonly Entry[];

  constructor(words: Iterable<string>) {
    const entries = Array.from(words, (word) => ({ word, lower: word.toLowerCase() }));
    this.#entries = entries.sort((a, b) => (a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : 0));
  }

  /**
   * Words that are nearly `word`, and how nearly; none that is nearer is missing. A beginning that is already too far off is
   * left with all words that have it, and what is known of a beginning is known for the next word with it.
   */
  near(word: string): Map<string, number> {
    const near = new Map<string, number>();
    const best: number[] = [];
    const distances = new Distances(word.toLowerCase(), Math.max(1, Math.floor(word.length / 3)));
    for (let at = 0; at < this.#entries.length; ) {
      const { word: candidate, lower } = this.#entries[at] as Entry;
      const dead = distances.follow(lower);
      if (dead !== undefined) {
        at = this.#endOf(lower.slice(0, dead), at);
        continue;
      }
      const distance = distances.of(lower);
      if (distance <= distances.limit && candidate !== word && !near.has(candidate)) {
        near.set(candidate, distance);
        best.push(distance);
        best.sort((a, b) => a - b).splice(MOST);
        if (best.length === MOST) distances.limit = best[MOST - 1]!;
      }
      at++;
    }
    return near;
  }

  /** Behind the words that begin like the one at a place; most often these are few. */
  #endOf(beginning: string, at: number): number {
    const begins = (index: number) => this.#entries[index]?.lower.startsWith(beginning) === true;
    let step = 1;
    while (begins(at + step)) step *= 2;
    let [inside, outside] = [at + Math.floor(step / 2), at + step];
    while (outside - inside > 1) {
      const middle = Math.floor((inside + outside) / 2);
      if (begins(middle)) inside = middle;
      else outside = middle;
    }
    return outside;
  }
}

/**
 * How many letters are put in, left out, replaced or swapped with their neighbour (optimal string alignment), from one word
 * to others that are given in order. Row i says it of the first i letters of the other word and each beginning of the one.
 */
class Distances {
  /** What is farther off does not count. */
  limit: number;
  readonly #word: string;
  readonly #rows: number[][];
  readonly #least: number[] = [0];
  #text = '';
  /** So many rows belong to the text. */
  #known = 0;

  constructor(word: string, limit: number) {
    this.#word = word;
    this.limit = limit;
    this.#rows = [Array.from({ length: word.length + 1 }, (_, j) => j)];
  }

  /** Goes on to another text. How many of its first letters are too many already; undefined where it is worth asking. */
  follow(text: string): number | undefined {
    const most = Math.min(this.#known, text.length);
    let same = 0;
    while (same < most && text[same] === this.#text[same]) same++;
    this.#text = text;
    for (this.#known = same; this.#known < text.length; ) {
      this.#addRow();
      // Each row follows from the one before it, and by a swap, which costs one, from the one before that.
      if (this.#least[this.#known]! > this.limit && this.#least[this.#known - 1]! >= this.limit) return this.#known;
    }
    return undefined;
  }

  of(text: string): number {
    return this.#rows[text.length]![this.#word.length]!;
  }

  #addRow(): void {
    const i = ++this.#known;
    const [last, letter] = [this.#rows[i - 1]!, this.#text[i - 1]];
    const row = (this.#rows[i] ??= []);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= this.#word.length; j++) {
      const same = letter === this.#word[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && letter === this.#word[j - 2] && this.#text[i - 2] === this.#word[j - 1])
        cost = Math.min(cost, this.#rows[i - 2]![j - 2]! + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    this.#least[i] = least;
  }
}
