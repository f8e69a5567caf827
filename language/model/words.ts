/** `OrderService` as `order-service`, `HTTPServer2` as `http-server2`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

/** The word with `a` or `an` before it. */
export function withArticle(word: string): string {
  return `${/^[aeio]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** Longer words are not compared: it would take time with the square of their length. */
const LONGEST = 100;

/** Words that are nearly `word`, nearest first, at most three. */
export function nearest(word: string, candidates: Iterable<string>): string[] {
  if (word.length > LONGEST) return [];
  const limit = Math.max(1, Math.floor(word.length / 3));
  const near = new Map<string, number>();
  const wanted = word.toLowerCase();
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance <= limit) near.set(candidate, distance);
  }
  const sorted = [...near].sort(([a, near], [b, far]) => near - far || (a < b ? -1 : 1));
  return sorted.slice(0, 3).map(([candidate]) => candidate);
}

/**
 * How many letters are put in, left out, replaced or swapped with their neighbour (optimal string alignment). Past
 * `limit`, where nobody asks how far, it is infinite.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  let lastLeast = 0;
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, current[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    // Each row follows from the two before it.
    if (least > limit && lastLeast > limit) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = current;
    lastLeast = least;
  }
  return last[b.length]!;
}
