import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { has, includes, ofDigits, ofPattern, smallest, type Texts, withLength } from './texts.ts';

/** A pattern, and texts that it was made to match, though what stands around may forbid them. */
interface Drawn {
  readonly pattern: string;
  readonly words: readonly string[];
}

const CLASSES: readonly Drawn[] = [
  { pattern: '[ab]', words: ['a', 'b'] },
  { pattern: '[^a]', words: ['b', '-', '\n', '😀'] },
  { pattern: '\\w', words: ['a', 'b'] },
  { pattern: '\\W', words: ['-', '😀', '\ud800'] },
  { pattern: '\\d', words: ['0'] },
  { pattern: '\\s', words: [' ', '\u2028'] },
  { pattern: '.', words: ['a', '-', '😀', '\udc00'] },
  { pattern: '\\p{L}', words: ['a', 'é'] },
  { pattern: '\\P{L}', words: ['0', '-'] },
  { pattern: '\\u{1f600}', words: ['😀'] },
  { pattern: '[\\ud800-\\udbff]', words: ['\ud800'] },
  { pattern: '[]', words: [] },
];
const EMPTY = ['^', '$', '\\b', '\\B', ''].map((pattern): Drawn => ({ pattern, words: [''] }));

/** RegExp tries nested repetitions in all ways there are, so that a long text would keep it busy for hours. */
const LONGEST = 8;
const few = (words: readonly string[]) => [...new Set(words)].filter((word) => word.length <= LONGEST).slice(0, 12);

function inRow(parts: readonly Drawn[]): Drawn {
  const words = parts.reduce((before, { words }) => few(before.flatMap((start) => words.map((end) => start + end))), [
    '',
  ] as readonly string[]);
  return { pattern: parts.map(({ pattern }) => pattern).join(''), words };
}

function repeated({ pattern, words }: Drawn, min: number, max: number | undefined): Drawn {
  const counts = [min, min + 1, min + 2].filter((count) => max === undefined || count <= max);
  const runs = counts.flatMap((count) => inRow(Array.from({ length: count }, () => ({ pattern, words }))).words);
  return { pattern: `(?:${pattern}){${min},${max ?? ''}}`, words: few(runs) };
}

function eitherOf(rows: readonly Drawn[]): Drawn {
  return {
    pattern: `(?:${rows.map(({ pattern }) => pattern).join('|')})`,
    words: few(rows.flatMap(({ words }) => words)),
  };
}

/** How patterns may look ahead; `deep`: also while they look ahead, which is not always decided. */
type Looks = 'never' | 'flat' | 'deep';

const LOOKS: readonly Looks[] = ['never', 'flat', 'deep'];

const drawn = (looks: Looks): fc.Arbitrary<Drawn> =>
  fc.letrec<{ one: Drawn; row: Drawn }>((tie) => ({
    one: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', 'b').map((letter): Drawn => ({ pattern: letter, words: [letter] })),
      fc.constantFrom(...CLASSES),
      fc.constantFrom(...EMPTY),
      fc.array(tie('row'), { minLength: 1, maxLength: 3 }).map(eitherOf),
      fc
        .tuple(tie('one'), fc.nat({ max: 2 }), fc.option(fc.nat({ max: 2 }), { nil: undefined }))
        .map(([one, min, more]) => repeated(one, min, more === undefined ? undefined : min + more)),
      ...(looks === 'never' ? [] : [ahead(looks === 'flat' ? drawn('never') : tie('row'))]),
    ),
    row: fc.array(tie('one'), { maxLength: 4 }).map(inRow),
  })).row;

const ahead = (body: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn> =>
  fc
    .tuple(fc.constantFrom('(?=', '(?!'), body)
    .map(([look, { pattern }]) => ({ pattern: `(?:${look}${pattern}))`, words: [''] }));

const lengths = fc.oneof(
  { weight: 3, arbitrary: fc.constant<[number, number]>([0, Number.POSITIVE_INFINITY]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
      .map(([min, more]): [number, number] => [min, min + more]),
  },
  { weight: 1, arbitrary: fc.nat({ max: 5 }).map((min): [number, number] => [min, Number.POSITIVE_INFINITY]) },
);

interface Case {
  readonly texts: Texts;
  readonly words: readonly string[];
}

const cases = (looks: Looks): fc.Arbitrary<Case> =>
  fc
    .tuple(drawn(looks), fc.constantFrom('', '^'), fc.constantFrom('', '$'), lengths)
    .map(([{ pattern, words }, start, end, [min, max]]) => ({
      texts: withLength(ofPattern(`${start}(?:${pattern})${end}`), min, max),
      words: few(words).flatMap((word) => [word, `a${word}`, `${word}b`, `-${word}`, `${word}\n`, `0${word}0`]),
    }));

/** Every text of a and b of up to four letters, shorter ones first. */
const AB = [...Array(5).keys()].flatMap((length) =>
  [...Array(2 ** length).keys()].map((bits) =>
    [...Array(length).keys()].map((place) => 'ab'[(bits >> place) & 1]).join(''),
  ),
);

const size = (text: string) => [...text].length;
const manyRuns = { numRuns: 500 };

describe.each(LOOKS)('patterns that look ahead: %s', (looks) => {
  test('inclusion is what RegExp says', () => {
    fc.assert(
      fc.property(cases(looks), cases(looks), (writer, reader) => {
        const verdict = includes(writer.texts, reader.texts);
        const broken = [...AB, ...writer.words, ...reader.words].filter(
          (word) => has(writer.texts, word) && !has(reader.texts, word),
        );
        if (verdict.verdict === 'yes') expect(broken).toEqual([]);
        if (verdict.verdict === 'no') {
          expect([has(writer.texts, verdict.witness), has(reader.texts, verdict.witness)]).toEqual([true, false]);
          if (looks !== 'deep') expect(broken.filter((word) => size(word) < size(verdict.witness))).toEqual([]);
        }
        if (looks !== 'deep') expect(verdict.verdict).not.toBe('unknown');
      }),
      manyRuns,
    );
  });

  test('the smallest text is one, and none is smaller', () => {
    fc.assert(
      fc.property(cases(looks), ({ texts, words }) => {
        const found = smallest(texts);
        const members = [...AB, ...words].filter((word) => has(texts, word));
        if (found.kind === 'empty') expect(members).toEqual([]);
        if (found.kind === 'text') {
          expect(has(texts, found.text)).toBe(true);
          expect(members.filter((word) => size(word) < size(found.text))).toEqual([]);
        }
        if (looks !== 'deep') expect(found.kind).not.toBe('unknown');
      }),
      manyRuns,
    );
  });

  test('a set is within itself, and within what more is taken', () => {
    fc.assert(
      fc.property(drawn(looks), drawn(looks), lengths, ({ pattern }, other, [min, max]) => {
        const texts = withLength(ofPattern(pattern), min, max);
        const more = ofPattern(`(?:${other.pattern})|(?:${pattern})`);
        expect(includes(texts, texts)).toEqual({ verdict: 'yes' });
        expect(includes(texts, more).verdict).not.toBe('no');
        if (looks !== 'deep') expect(includes(texts, more)).toEqual({ verdict: 'yes' });
      }),
    );
  });
});

test('digits are those of the whole numbers in the range', () => {
  const near = fc.oneof(fc.bigInt(-1200n, 1200n), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n));
  fc.assert(
    fc.property(near, near, fc.array(near), (min, max, others) => {
      const texts = ofDigits(min, max);
      const edges = [min, max].flatMap((edge) => [edge - 1n, edge, edge + 1n, -edge, edge / 10n, edge * 10n]);
      for (const number of [...edges, ...others, 0n]) {
        expect(has(texts, String(number))).toBe(min <= number && number <= max);
        expect(has(texts, `0${number}`)).toBe(false);
      }
      expect(smallest(texts).kind).toBe(min <= max ? 'text' : 'empty');
    }),
  );
});

test('digits of ranges are included as the ranges are', () => {
  const number = fc.bigInt(-300n, 300n);
  fc.assert(
    fc.property(number, fc.bigInt(0n, 300n), number, fc.bigInt(0n, 300n), (a, more, c, further) => {
      const [writer, reader] = [ofDigits(a, a + more), ofDigits(c, c + further)];
      expect(includes(writer, reader).verdict).toBe(c <= a && a + more <= c + further ? 'yes' : 'no');
    }),
  );
});
