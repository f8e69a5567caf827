import { describe, expect, test } from 'vitest';
import { FORMATS, type ValueType } from '../../model/types.ts';
import {
  anyText,
  has,
  includes,
  ofDecimal,
  ofDigits,
  ofPattern,
  ofWords,
  smallest,
  type Texts,
  textsOf,
  withLength,
} from './texts.ts';

const YES = { verdict: 'yes' } as const;
const no = (witness: string) => ({ verdict: 'no', witness }) as const;
const text = (value: string) => ({ kind: 'text', text: value }) as const;

function typed(type: ValueType): Texts {
  const texts = textsOf(type);
  if (!texts) throw new Error(`${type.kind} is no text`);
  return texts;
}

describe('patterns', () => {
  test.each([
    ['^a$', 'a', YES],
    ['a', '^a$', no('aa')],
    ['a', 'b', no('a')],
    ['', '', YES],
    ['b', '', YES],
    ['', 'b', no('')],
    // anchors where they are of no use, and where they are
    ['a^', 'z', YES],
    ['$a', 'z', YES],
    ['^^a$$', '^a$', YES],
    ['(?:^|,)a(?:,|$)', '^a|a$|,a,', YES],
    ['^a|a$', '^a$', no('aa')],
    ['(?:a|\\b)*c', 'c', YES],
    ['c', '(?:a|\\b)*c', YES],
    ['\\bfoo\\b', 'foo', YES],
    ['foo', '\\bfoo\\b', no('afoo')],
    ['^\\B', '^$|^\\W', YES],
    ['\\b', '\\w', YES],
    ['\\w', '\\b', YES],
    ['^\\w+$', '\\B', no('a')],
    // one text, and none
    ['^[]$', 'z', YES],
    ['^$', '^(?:)$', YES],
    // classes, escapes
    ['^.$', '^[^]$', YES],
    ['^[^]$', '^.$', no('\n')],
    ['^\\s$', '^[^\\S]$', YES],
    ['^\\D$', '^[^0-9]$', YES],
    ['^[^a-z]$', '^\\W$', no('0')],
    ['^[\\w-]$', '^[\\d-]$', no('a')],
    ['^\\u{1F600}$', '^[😀]$', YES],
    ['^.$', '^.?$', YES],
    ['^\\p{Lu}$', '^\\p{L}$', YES],
    ['^\\p{L}+$', '^\\P{N}+$', YES],
    ['^\\p{L}$', '^[a-zA-Z]$', no('ª')],
    // repetition
    ['^(?:ab)+$', '^[ab]*$', YES],
    ['^[ab]*$', '^(?:ab)*$', no('a')],
    ['^(?:a{2}|a{3})+$', '^a{2,}$', YES],
    ['^a{2,}$', '^(?:a{2}|a{3})+$', YES],
    ['^(?:a{3}|a{5})+$', '^a{3}$|^a{5,6}$|^a{8,}$', YES],
    ['^(?:a*)*b$', '^a*b$', YES],
    ['^(?:){1000000000}a$', '^a$', YES],
    ['^[a-z]{1,300}$', '^[a-z]{1,299}$', no('a'.repeat(300))],
    ['^(?<year>\\d{4})-(\\d\\d)$', '^[\\d-]{7}$', YES],
  ])('every text of %s has %s', (writer, reader, verdict) => {
    expect(includes(ofPattern(writer), ofPattern(reader))).toEqual(verdict);
  });

  test.each([
    ['^[a-z]+$', '^(?!foo)[a-z]+$', no('foo')],
    ['^(?!foo$)[a-z]+$', '^[a-z]{1,2}$|^[^f]|^.[^o]|^..[^o]|.{4}', YES],
    ['^(?=.*\\d)(?=.*[a-z])[a-z\\d]{8,}$', '\\d', YES],
    ['^[a-z\\d]{8,}$', '^(?=.*\\d)(?=.*[a-z])', no('aaaaaaaa')],
    ['^[a-c\\d]{3}$', '^(?=[a-c]|\\d)(?=.{3}$)', YES],
    ['(?!a)b', 'b', YES],
    ['b', '(?!a)b', YES],
    ['(?=a)b', 'z', YES],
    ['a(?!b)', 'a$|a[^b]', YES],
    ['^(?:(?!--).)+$', '--', no('a')],
    ['^(?:(?!--).)+$', '^-?[^-]|^-$', YES],
    ['^(?!.*(?:^|-)x).*$', '^x', no('')],
  ])('what looks ahead is decided: %s, %s', (writer, reader, verdict) => {
    expect(includes(ofPattern(writer), ofPattern(reader))).toEqual(verdict);
  });

  test.each([
    ['(a)\\1', 'aa', 'it refers back to a group'],
    ['a', '(?<=b)a|^a', 'it looks behind'],
    ['a', '^(?!(?=a)a|(?=b)a)a|a', 'it looks ahead while it looks ahead'],
    ['^[ab]*a[ab]{20}$', '^[ab]*a[ab]{20}$|^x$', 'the patterns are too large to compare'],
    ['x{100000}', 'y', 'the pattern repeats too much'],
    ['^(?:(?:a{50}){50}){50}$', 'b', 'the pattern repeats too much'],
  ])('%s, %s is left open where it has to be', (writer, reader, why) => {
    expect(includes(ofPattern(writer), ofPattern(reader))).toEqual({ verdict: 'unknown', why });
  });

  test.each([
    ['(a)\\1', '', YES],
    ['(a)\\1', '(a)\\1', YES],
    ['(?<=b)a', 'a', YES],
    ['a', '(?<=b)a', no('a')],
    ['a', '(?<!b)c', no('a')],
    ['^(?:(a)\\1|)$', 'z', no('')],
    ['x{100000}', '', YES],
    ['^[ab]*a[ab]{20}$', '', YES],
    ['', '^[ab]*a[ab]{20}$', no('')],
  ])('%s, %s is decided where the rest settles it', (writer, reader, verdict) => {
    expect(includes(ofPattern(writer), ofPattern(reader))).toEqual(verdict);
  });

  test('what is no pattern takes any text', () => {
    expect(ofPattern('(')).toEqual(anyText);
    expect(typed({ kind: 'string', pattern: '[', max: 3 })).toEqual(withLength(anyText, 0, 3));
  });

  test('halves of a surrogate pair do not stand in a row', () => {
    expect(smallest(ofPattern('^[\\ud800][\\udc00]$'))).toEqual({ kind: 'empty' });
    expect(smallest(ofPattern('^\\udc00\\ud800$'))).toEqual(text('\udc00\ud800'));
    expect(includes(ofPattern('^\\ud83d\\ude00$'), ofPattern('^😀$'))).toEqual(YES);
    expect(includes(ofPattern('^[^]{2}$'), ofPattern('^(?![\\ud800-\\udbff][\\udc00-\\udfff])[^]{2}$'))).toEqual(YES);
    expect(includes(ofPattern('^a😀a$'), ofPattern('\\B'))).toEqual(no('a😀a'));
    expect(has(ofPattern('\\B'), 'a😀a')).toBe(false);
    expect(includes(ofPattern('^😀$'), withLength(anyText, 1, 1))).toEqual(YES);
  });
});

describe('lengths', () => {
  const letters = ofPattern('^[a-z]+$');

  test.each<[string, Texts, Texts, ReturnType<typeof includes>]>([
    ['by the pattern', ofPattern('^[a-z]{3}$'), withLength(anyText, 1, 10), YES],
    ['too long', letters, withLength(anyText, 1, 3), no('aaaa')],
    ['too short', letters, withLength(anyText, 2), no('a')],
    ['the shorter one counts', letters, withLength(ofPattern('^[a-b]+$'), 3, 5), no('a')],
    ['nothing of that length', withLength(ofPattern('^(?:ab)+$'), 3, 3), ofPattern('z'), YES],
    ['parity', ofPattern('^(?:ab)*$'), withLength(anyText, 0, 7), no('abababab')],
    ['no odd ones', withLength(ofPattern('^(?:ab)*$'), 0, 7), withLength(anyText, 0, 6), YES],
    ['range and range', withLength(anyText, 1, 10_000), withLength(anyText, 1, 10_000), YES],
    ['by one', withLength(letters, 1, 10_001), withLength(letters, 1, 10_000), no('a'.repeat(10_001))],
    [
      'the pattern at a length',
      withLength(letters, 9_999, 10_000),
      ofPattern('^(?:[a-z]{2})+$'),
      no('a'.repeat(9_999)),
    ],
    ['the pattern at its only length', withLength(letters, 10_000, 10_000), ofPattern('^(?:[a-z]{2})+$'), YES],
    ['far away', withLength(ofPattern('^(?:ab)+$'), 1e12, 1e15), withLength(letters, 1, 1e15), YES],
    ['no length at all', withLength(anyText, 5, 4), ofWords([]), YES],
    ['a million', withLength(anyText, 0, 2_000_000), withLength(anyText, 0, 999_999), no('a'.repeat(1_000_000))],
  ])('%s', (_, writer, reader, verdict) => {
    expect(includes(writer, reader)).toEqual(verdict);
  });

  test('a witness too long to write out is not claimed', () => {
    expect(includes(withLength(anyText, 0, 1e12), withLength(anyText, 0, 1e9))).toEqual({
      verdict: 'unknown',
      why: 'the shortest text that tells has 1000000001 characters',
    });
  });

  test('counts code points', () => {
    expect(has(withLength(anyText, 1, 1), '😀')).toBe(true);
    expect(has(withLength(anyText, 2, 2), '😀')).toBe(false);
    expect(smallest(withLength(ofPattern('^\\u{1F600}+$'), 2))).toEqual(text('😀😀'));
  });
});

describe('smallest', () => {
  test.each([
    ['', text('')],
    ['^[^]$', text('a')],
    ['^[^a-z]$', text('0')],
    ['^[^a-z0-9]$', text('A')],
    ['^[^\\w]$', text('!')],
    ['^[\\x00-\\x1f ]{2}$', text('  ')],
    ['[\\x00-\\x1f]', text('\t')],
    ['^(?:zzz|yy|zy)$', text('yy')],
    ['a^', { kind: 'empty' }],
    ['[]', { kind: 'empty' }],
    ['\\b\\B', { kind: 'empty' }],
    ['(?=a)(?!a)', { kind: 'empty' }],
    ['^(b)\\1$', { kind: 'unknown', why: 'it refers back to a group' }],
    ['(?<!b)c', text('c')],
  ])('of %s', (pattern, answer) => {
    expect(smallest(ofPattern(pattern))).toEqual(answer);
  });
});

describe('words', () => {
  test('are tried one by one', () => {
    const colours = ofWords(['red', 'green', 'blue']);
    expect(includes(colours, ofWords(['blue', 'red', 'green', 'black']))).toEqual(YES);
    expect(includes(colours, ofWords(['green']))).toEqual(no('red'));
    expect(includes(colours, ofPattern('(e)\\1|^b|^r'))).toEqual(YES);
    expect(includes(colours, withLength(anyText, 0, 4))).toEqual(no('green'));
    expect(includes(ofPattern('^red$'), colours)).toEqual(YES);
    expect(includes(ofPattern('^r'), colours)).toEqual(no('r'));
    expect(smallest(colours)).toEqual(text('red'));
  });

  test('are words and no patterns', () => {
    const words = ['a.b', '$', '(', '\\', '[x]', 'a|b', '-', '/', '\n', '😀', '{}', '^'];
    expect(includes(ofWords(words), ofWords([...words].reverse()))).toEqual(YES);
    expect(includes(ofPattern('^a.b$'), ofWords(words))).toEqual(no('aab'));
    expect(includes(ofPattern('^(?:a\\.b|\\$|\\n)$'), ofWords(words))).toEqual(YES);
  });

  test('may be none', () => {
    expect(smallest(ofWords([]))).toEqual({ kind: 'empty' });
    expect(includes(ofWords([]), ofWords([]))).toEqual(YES);
    expect(includes(anyText, ofWords([]))).toEqual(no(''));
    expect(includes(ofWords(['']), ofWords([]))).toEqual(no(''));
  });
});

describe('types', () => {
  test.each(FORMATS)('%s has a smallest text, which it takes', (kind) => {
    const texts = typed({ kind });
    const found = smallest(texts);
    if (found.kind !== 'text') throw new Error(found.kind);
    expect(has(texts, found.text)).toBe(true);
    expect(includes(texts, texts)).toEqual(YES);
    expect(includes(texts, anyText)).toEqual(YES);
    expect(includes(anyText, texts)).toEqual(no(''));
  });

  test('formats against patterns', () => {
    expect(includes(typed({ kind: 'uuid' }), withLength(anyText, 36, 36))).toEqual(YES);
    expect(includes(typed({ kind: 'uuid' }), ofPattern('^[0-9a-f-]+$')).verdict).toBe('no');
    expect(includes(ofPattern('^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$'), typed({ kind: 'uuid' }))).toEqual(YES);
    expect(includes(typed({ kind: 'date' }), ofPattern('^\\d{4}-\\d\\d-\\d\\d$'))).toEqual(YES);
    expect(includes(ofPattern('^2024-02-\\d\\d$'), typed({ kind: 'date' }))).toEqual(no('2024-02-00'));
    expect(includes(typed({ kind: 'email' }), ofPattern('@'))).toEqual(YES);
    expect(includes(typed({ kind: 'bytes' }), ofPattern('^[\\w+/=]*$'))).toEqual(YES);
    expect(includes(withLength(typed({ kind: 'bytes' }), 1, 3), ofWords([]))).toEqual(YES);
  });

  test('numbers that are written as texts', () => {
    const long = typed({ kind: 'long' });
    expect(includes(long, typed({ kind: 'decimal' }))).toEqual(YES);
    expect(includes(long, ofDecimal({ precision: 18 }))).toEqual(no('1000000000000000000'));
    expect(includes(typed({ kind: 'long', min: 0n, max: 999n }), ofPattern('^\\d{1,3}$'))).toEqual(YES);
    expect(includes(ofDecimal({ precision: 5, scale: 2 }), ofDecimal({ precision: 6, scale: 2 }))).toEqual(YES);
    expect(includes(ofDecimal({ precision: 6, scale: 2 }), ofDecimal({ precision: 6, scale: 3 }))).toEqual(no('1000'));
    expect(includes(ofDecimal({ scale: 2 }), ofDecimal({}))).toEqual(YES);
    expect(includes(long, typed({ kind: 'long', min: -(2n ** 62n) }))).toEqual(no('-4611686018427387905'));
  });

  test('others are no texts', () => {
    for (const kind of ['int', 'double', 'boolean', 'json', 'unknown'] as const)
      expect(textsOf({ kind })).toBeUndefined();
  });

  test('digits', () => {
    expect(has(ofDigits(-3n, 3n), '-0')).toBe(false);
    expect(has(ofDigits(-3n, 3n), '03')).toBe(false);
    expect(smallest(ofDigits(3n, 2n))).toEqual({ kind: 'empty' });
    expect(smallest(ofDigits(-1n, -5n))).toEqual({ kind: 'empty' });
    expect(includes(typed({ kind: 'long' }), ofPattern('^(?:0|-?[1-9]\\d{0,18})$'))).toEqual(YES);
  });
});
