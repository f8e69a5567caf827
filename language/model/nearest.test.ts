import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Dictionary, nearest } from './nearest.ts';

/** Optimal string alignment, as its definition says. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const costs = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      table[i]![j] = Math.min(...costs, swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY);
    }
  }
  return at(a.length, b.length);
}

function oneByOne(word: string, candidates: readonly string[]): string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const near = [...new Set(candidates)].flatMap((candidate) => {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    return candidate !== word && far <= limit ? [{ candidate, far }] : [];
  });
  near.sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, 3).map(({ candidate }) => candidate);
}

describe('words that are nearly another', () => {
  test.each([
    ['Palced', ['Placed', 'Paced', 'Replaced'], ['Paced', 'Placed']],
    ['placed', ['Placed', 'PLACED'], ['PLACED', 'Placed']],
    ['Placed', ['Placed'], []],
    ['a', ['b', 'ab', 'abc', ''], ['', 'ab', 'b']],
    ['abcdef', ['abcxyf', 'abcxyz'], ['abcxyf']],
    ['x'.repeat(101), ['x'.repeat(100)], []],
  ])('%s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toEqual(expected);
  });

  test('are those that are found one by one', () => {
    const word = fc.stringMatching(/^[abcB]{0,12}$/);
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 5 }), (one, words, more) => {
        expect(nearest(one, new Dictionary(words), more)).toEqual(oneByOne(one, [...words, ...more]));
      }),
      { numRuns: 2000 },
    );
  });
});
