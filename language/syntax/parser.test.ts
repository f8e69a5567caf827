import { expect, test } from 'vitest';
import { Parser } from './parser.ts';

/** Where two alternatives begin alike, and the parser's own rule decides. */
const decided = [
  /<(if|require|reject|fail), \[> may appears as a prefix path/,
  /in <OR> inside <(waitOn|answer|then)> Rule, <rejected> may appears as a prefix path/,
];

test('the grammar is valid, and two tokens decide all but what is decided on purpose', () => {
  let message = '';
  try {
    new Parser(false);
  } catch (error) {
    message = (error as Error).message;
  }
  const found = message.split(/-{5,}/).map((part) => part.replace(/\s+/g, ' '));
  expect(found.filter((part) => !decided.some((known) => known.test(part)))).toEqual([]);
});
