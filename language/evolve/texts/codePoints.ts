import type { AST } from '@eslint-community/regexpp';

/** A set of code points: ranges `[first, last]` in ascending order that neither overlap nor touch. */
export type CodePoints = readonly (readonly [number, number])[];

const LAST = 0x10ffff;

export const EVERY: CodePoints = [[0, LAST]];
export const HIGH_SURROGATES: CodePoints = [[0xd800, 0xdbff]];
export const LOW_SURROGATES: CodePoints = [[0xdc00, 0xdfff]];
const DIGITS: CodePoints = [[0x30, 0x39]];
/** What `\w` matches, and so where `\b` is; without the flag `i` the flag `u` adds nothing to it. */
export const WORD: CodePoints = union([DIGITS, [[0x41, 0x5a]], [[0x5f, 0x5f]], [[0x61, 0x7a]]]);
const LINE_ENDS: CodePoints = union([[[0x0a, 0x0a]], [[0x0d, 0x0d]], [[0x2028, 0x2029]]]);
/** ECMA-262's WhiteSpace and LineTerminator. */
const SPACES: CodePoints = union(
  [0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]
    .map((code): CodePoints => [[code, code]])
    .concat([[[0x09, 0x0d]], [[0x2000, 0x200a]], [[0x2028, 0x2029]]]),
);

export function union(sets: readonly CodePoints[]): CodePoints {
  const merged: [number, number][] = [];
  for (const [first, last] of sets.flat().sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}

/** What one character of a pattern with the flag `u` alone matches. */
export function codePointsOf(
  element: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassElement,
): CodePoints {
  switch (element.type) {
    case 'Character':
      return [[element.value, element.value]];
    case 'CharacterClassRange':
      return [[element.min.value, element.max.value]];
    case 'CharacterSet':
      return characterSet(element);
    case 'CharacterClass': {
      const inside = union((element.elements as readonly AST.CharacterClassElement[]).map(codePointsOf));
      return element.negate ? complement(inside) : inside;
    }
    default:
      throw new Error(`${element.type} needs the flag v`);
  }
}

function characterSet(element: AST.CharacterSet): CodePoints {
  if (element.kind === 'any') return complement(LINE_ENDS);
  const inside =
    element.kind === 'digit'
      ? DIGITS
      : element.kind === 'space'
        ? SPACES
        : element.kind === 'word'
          ? WORD
          : propertySet(element.raw.replace(/^\\P/, '\\p'));
  return element.negate ? complement(inside) : inside;
}

const properties = new Map<string, CodePoints>();

/** The engine that will test texts is asked itself, so that both go by the same version of Unicode. */
function propertySet(property: string): CodePoints {
  const known = properties.get(property);
  if (known) return known;
  const matches = new RegExp(property, 'u');
  const ranges: [number, number][] = [];
  for (let code = 0; code <= LAST; code++) {
    if (!matches.test(String.fromCodePoint(code))) continue;
    const before = ranges.at(-1);
    if (before && before[1] === code - 1) before[1] = code;
    else ranges.push([code, code]);
  }
  properties.set(property, ranges);
  return ranges;
}
