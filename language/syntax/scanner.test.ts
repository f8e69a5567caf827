import { describe, expect, test } from 'vitest';
import { milliseconds } from './numbers.ts';
import { scan } from './scanner.ts';

/** The tokens of a text as type and image, without the end of the file. */
const tokensOf = (text: string) =>
  scan(text)
    .tokens.slice(0, -1)
    .map((token) => `${token.tokenType.name} ${token.image}`);
const errorsOf = (text: string) =>
  scan(text).errors.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);

describe('tokens', () => {
  test.each([
    ['12 9.99', ['Integer 12', 'Decimal 9.99']],
    ['1..9', ['Integer 1', "'..' ..", 'Integer 9']],
    ['-1.5..2.5', ["'-' -", 'Decimal 1.5', "'..' ..", 'Decimal 2.5']],
    ['..9 ...a', ["'..' ..", 'Integer 9', "'...' ...", 'Identifier a']],
    ['100ms 30s 5m 2h 7d', ['Duration 100ms', 'Duration 30s', 'Duration 5m', 'Duration 2h', 'Duration 7d']],
    ['200ms..30s', ['Duration 200ms', "'..' ..", 'Duration 30s']],
    ['A@1 A@1.1 @tag', ['Identifier A', 'VersionTag 1', 'Identifier A', 'VersionTag 1.1', "'@' @", 'Identifier tag']],
    [
      'a->b a-=b a=>b a??b a==b a!=b',
      [
        'Identifier a',
        "'->' ->",
        'Identifier b',
        'Identifier a',
        "'-=' -=",
        'Identifier b',
        'Identifier a',
        "'=>' =>",
        'Identifier b',
        'Identifier a',
        "'??' ??",
        'Identifier b',
        'Identifier a',
        "'==' ==",
        'Identifier b',
        'Identifier a',
        "'!=' !=",
        'Identifier b',
      ],
    ],
    [
      'x: map<map<int>>= a >= b',
      [
        'Identifier x',
        "':' :",
        "'map' map",
        "'<' <",
        "'map' map",
        "'<' <",
        'Identifier int',
        "'>' >",
        "'>' >",
        "'=' =",
        'Identifier a',
        "'>=' >=",
        'Identifier b',
      ],
    ],
    ['event Event events', ["'event' event", 'Identifier Event', 'Identifier events']],
    ['`first-name` `event`', ['Identifier first-name', 'Identifier event']],
    ['true null', ['True true', 'Null null']],
    ['"a\\n\\u00e9\\"" ""', ['Text a\né"', 'Text ']],
    ['a\u00A0b\u2028c\uFEFF', ['Identifier a', 'Identifier b', 'Identifier c']],
    ['a/b//c\n/*d*/e', ['Identifier a', "'/' /", 'Identifier b', 'Identifier e']],
  ])('%s', (text, expected) => {
    expect(tokensOf(text)).toEqual(expected);
    expect(scan(text).errors).toEqual([]);
  });

  test('spans are exact, and the last token is the end', () => {
    const { tokens } = scan(' "a\\nb" @1.1 `x` 5m ');
    expect(tokens.map(({ startOffset, end }) => [startOffset, end])).toEqual([
      [1, 7],
      [8, 12],
      [13, 16],
      [17, 19],
      [20, 20],
    ]);
  });
});

describe('what is malformed is reported and still a token', () => {
  test.each([
    ['5min', ['EVF1007 5min'], ['Duration 5min']],
    ['1.5s', ['EVF1007 1.5s'], ['Duration 1.5s']],
    ['12abc', ['EVF1007 12abc'], ['Duration 12abc']],
    ['1_000', ['EVF1007 1_000'], ['Duration 1_000']],
    ['007', ['EVF1007 007'], ['Integer 007']],
    ['99999999999999d', ['EVF1007 99999999999999d'], ['Duration 99999999999999d']],
    ['A@1.', [], ['Identifier A', 'VersionTag 1', "'.' ."]],
    ['A@1.2.3', ['EVF1007 @1.2.3'], ['Identifier A', 'VersionTag 1.2']],
    ['A@1a', ['EVF1007 @1a'], ['Identifier A', 'VersionTag 1']],
    ['A@9999999999', ['EVF1007 @9999999999'], ['Identifier A', 'VersionTag 9999999999']],
    ['größe', ['EVF1012 größe'], ['Identifier größe']],
    ['été', ['EVF1012 été'], ['Identifier été']],
    ['"abc\nd', ['EVF1004 "abc'], ['Text abc', 'Identifier d']],
    ['"abc\\', ['EVF1004 "abc\\'], ['Text abc\\']],
    ['"a\\qb"', ['EVF1013 \\q'], ['Text aqb']],
    ['"a\\u12"', ['EVF1013 \\u'], ['Text au12']],
    ["'abc'", ["EVF1006 'abc'"], ['Text abc']],
    ["it's", ["EVF1006 '"], ['Identifier it', 'Identifier s']],
    ['`abc\nd', ['EVF1004 `abc'], ['Identifier abc', 'Identifier d']],
    ['``', ['EVF1002 ``'], ['Identifier ']],
    ['/* a', ['EVF1005 /*'], []],
    [
      'a && b || !c',
      ['EVF1006 &&', 'EVF1006 ||', 'EVF1006 !'],
      ['Identifier a', "'and' and", 'Identifier b', "'or' or", "'not' not", 'Identifier c'],
    ],
    ['a;b#$%', ['EVF1006 ;', 'EVF1006 #$'], ['Identifier a', 'Identifier b', "'%' %"]],
    ['a 😀😀 b', ['EVF1006 😀😀'], ['Identifier a', 'Identifier b']],
    ['\u0007', ['EVF1006 \u0007'], []],
  ])('%j', (text, errors, tokens) => {
    expect(errorsOf(text)).toEqual(errors);
    expect(tokensOf(text)).toEqual(tokens);
  });

  test('the message names what cannot be seen', () => {
    expect(scan('\u0007').errors[0]!.message).toContain('U+0007');
  });

  test('the message says how to write the name', () => {
    expect(scan('größe').errors[0]!.message).toContain('`größe`');
  });
});

test.each([
  ['100ms', 100],
  ['30s', 30_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['5min', 0],
])('%s is %d ms', (text, expected) => expect(milliseconds(text)).toBe(expected));
