import { describe, expect, test } from 'vitest';
import { syntaxErrorPages } from '../../language/syntax/errors.ts';
import { parse } from '../../language/syntax/parse.ts';
import { expectDiagnostics, parseSnippet, placeIn } from './harness.ts';

const shown = syntaxErrorPages.filter((page) => page.failing !== undefined);

test('codes are in order and none is there twice', () => {
  const codes = syntaxErrorPages.map((page) => page.code);
  expect(codes).toEqual([...new Set(codes)].sort());
});

describe.each(shown.map((page) => [page.code, page] as const))('%s', (code, page) => {
  test('the failing example has this error and no other, at its mark', () => {
    const { text, marks } = parseSnippet(page.failing!).files[0]!;
    const { errors } = parse(text);
    expect(errors.map((error) => error.code)).toEqual([code]);
    const [error, mark] = [errors[0]!, marks[0]];
    if (!mark) return;
    expect(placeIn(text, error.span.start)).toEqual({ line: mark.line, column: mark.start });
    if (mark.end !== undefined) expect(error.span.end - error.span.start).toBe(mark.end - mark.start);
    expect(error.message).toContain(mark.words);
  });

  test('the mended example has none', () => {
    expect(parse(page.mended!).errors).toEqual([]);
  });
});

describe('habits from other languages', () => {
  test.each([
    ['consumer C { on A as a { if a.n = 1 { fail "x" } } }', 'Unexpected `=`, which assigns. Write `==` to compare.'],
    ['scenario "s" { expect C.n = 1 }', 'Unexpected `=`, which assigns. Write `==` to compare.'],
    ['consumer C { on A as a { var n = 1 } }', 'Unexpected `var` in a body. Did you mean `let`?'],
    ['service S { emits A }', 'Unexpected `emits` in a service. Did you mean `publishes`?'],
    ['consumer C on t by id { }', '`by` stands before `on` here, as in `consumer Stock by sku on orders`.'],
    ['consumer C { delivery exactly once }', 'The words of a delivery are joined by hyphens, as in `exactly-once`.'],
    [
      'scenario "s" { fault lag Search }',
      'Expected a duration, but found `}`. A duration is a whole number and its unit, as in `30s` or `7d`.',
    ],
    ['scenario "s" { fault lag 5s Search }', 'The part stands before the duration here, as in `fault lag Search 5s`.'],
    [
      'scenario "s" { fault delay Ordered 5s }',
      'The duration stands before the message here, as in `fault delay 5s Ordered`.',
    ],
    [
      'scenario "s" { fault lose Ordered }',
      'Unexpected `lose`. A fault is `duplicate`, `drop`, `reorder`, `delay`, `crash`, `disconnect`, `lag` or `stop broker`.',
    ],
    [
      'event A { m: map<string, int> }',
      'Unexpected `,`. Keys are strings: name only what a map holds, as in `map<int>`.',
    ],
  ])('%s', (text, message) => {
    expect(parse(text).errors.map((error) => error.message)).toEqual([message]);
  });

  test('a number that is none is one error, whatever it stands for', () => {
    expectDiagnostics(`
record R { n: double = 1e5 }
//                     ^^^ error EVF1007 neither a number nor a duration`);
  });
});
