import { expect, test } from 'vitest';
import { LineIndex } from '../syntax/lines.ts';
import { excerpt } from './excerpt.ts';

/** The excerpt for what stands between the first two bars. */
function excerptOf(marked: string): string[] {
  const [before = '', inside = '', ...after] = marked.split('|');
  const text = before + inside + after.join('|');
  return excerpt(text, new LineIndex(text), { start: before.length, end: before.length + inside.length }).split('\n');
}

test.each([
  ['a word', 'one\ntwo |three| four\nfive', ['two three four', '    ^^^^^']],
  ['the first character', '|a|b', ['ab', '^']],
  ['the end of the text', 'ab||', ['ab', '  ^']],
  ['an empty text', '||', ['', '^']],
  ['a line break first', '||\na', ['', '^']],
  ['a span over several lines', 'a |b c\nd| e', ['a b c', '  ^^^']],
  ['a line break itself', 'ab|\n|c', ['ab', '  ^']],
  ['CRLF', 'a\r\nb |c|\r\nd', ['b c', '  ^']],
  ['CR alone', 'a\rb |c|\rd', ['b c', '  ^']],
  ['tabs before', '\t\tx |y|', ['        x y', '          ^']],
  ['tabs inside', 'x |a\tb| c', ['x a    b c', '  ^^^^^^']],
  ['wide characters', '日本 |語| x', ['日本 語 x', '     ^^']],
  ['emoji', '"😀" |x|', ['"😀" x', '     ^']],
  ['combining marks', 'e\u0301e\u0301 |x|', ['e\u0301e\u0301 x', '   ^']],
  ['control characters', '\u0000\u001b[ |x|', ['\ufffd\ufffd[ x', '    ^']],
  ['text that runs backwards', 'a \u202ex |y|', ['a \ufffdx y', '     ^']],
])('%s', (_, marked, expected) => {
  expect(excerptOf(marked)).toEqual(expected);
});

test('of a long line only what is around the place', () => {
  const [line = '', carets = ''] = excerptOf(`${'a'.repeat(5000)}|wrong|${'b'.repeat(5000)}`);
  expect(line.length).toBe(122);
  expect(line).toMatch(/^…a+wrongb+…$/);
  expect(carets.indexOf('^')).toBe(line.indexOf('wrong'));
  expect(carets.trim()).toBe('^^^^^');
});

test('a long span ends with what is shown', () => {
  const [line = '', carets = ''] = excerptOf(`x |${'a'.repeat(5000)}|`);
  expect(carets.length).toBeLessThan(line.length);
});

test('no character is cut in two', () => {
  const [line = ''] = excerptOf(`${'😀'.repeat(100)}|x|${'😀'.repeat(101)}`);
  expect(line).toMatch(/^…(😀)+x(😀)+…$/u);
});

test('five million characters in one line are not looked through', () => {
  const text = 'a'.repeat(5_000_000);
  const lines = new LineIndex(text);
  // Each of these would take seconds if it read the whole line.
  for (let i = 0; i < 1000; i++) {
    const shown = excerpt(text, lines, { start: i * 5000, end: text.length });
    expect(shown.length).toBeLessThan(1000);
  }
});
