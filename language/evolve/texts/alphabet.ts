import { type CodePoints, EVERY, HIGH_SURROGATES, LOW_SURROGATES, WORD } from './codePoints.ts';
import type { Effort } from './effort.ts';

/** What stands next to a place in a text, one bit each. */
export const WORD_NEXT = 1;
export const OTHER_NEXT = 2;
export const END_NEXT = 4;
export const ANY_NEXT = WORD_NEXT | OTHER_NEXT | END_NEXT;

/** Code points that none of the sets at hand tells apart. */
export interface Letter {
  /** The one that reads best. */
  readonly codePoint: number;
  readonly kind: typeof WORD_NEXT | typeof OTHER_NEXT;
  /** Halves of a pair: `high` before `low` would be one code point, so that no text has them in a row. */
  readonly high: boolean;
  readonly low: boolean;
  /** True for the sets, by index, that hold these code points. */
  readonly in: readonly boolean[];
}

/** What reads best comes first. */
const PREFERRED: CodePoints = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x21, 0x7e],
  [0x20, 0x20],
  [0x09, 0x0a],
  [0xa1, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, 0x10ffff],
  [0x00, 0x10ffff],
];

/** Divides all code points into letters, those that read best first. */
export function alphabetOf(sets: readonly CodePoints[], effort: Effort): readonly Letter[] {
  const all = [EVERY, WORD, HIGH_SURROGATES, LOW_SURROGATES, ...sets];
  const starts = [...new Set(all.flatMap((set) => set.flatMap(([first, last]) => [first, last + 1])))];
  starts.sort((a, b) => a - b);
  const letters = new Map<string, { membership: boolean[]; best: readonly [number, number] }>();
  const place = all.map(() => 0);
  for (let index = 0; index + 1 < starts.length; index++) {
    effort.spend(all.length);
    const first = starts[index] as number;
    const membership = all.map((set, at) => {
      while ((set[place[at] as number]?.[1] ?? Number.POSITIVE_INFINITY) < first) place[at] = (place[at] as number) + 1;
      return (set[place[at] as number]?.[0] ?? Number.POSITIVE_INFINITY) <= first;
    });
    const best = preferred(first, (starts[index + 1] as number) - 1);
    const key = membership.map(Number).join('');
    const known = letters.get(key);
    if (!known || inOrder(best, known.best) < 0) letters.set(key, { membership, best });
  }
  return [...letters.values()]
    .sort((a, b) => inOrder(a.best, b.best))
    .map(({ membership: [, word, high, low, ...rest], best }) => ({
      codePoint: best[1],
      kind: word ? WORD_NEXT : OTHER_NEXT,
      high: high === true,
      low: low === true,
      in: rest,
    }));
}

/** Of a range, the code point that reads best, behind its rank. */
function preferred(first: number, last: number): readonly [number, number] {
  const rank = PREFERRED.findIndex(([from, to]) => from <= last && first <= to);
  return [rank, Math.max(first, PREFERRED[rank]?.[0] ?? first)];
}

function inOrder(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
