import { describe, expect, test } from 'vitest';
import { syntaxErrorPages } from '../../language/syntax/errors.ts';
import { parse } from '../../language/syntax/parse.ts';
import { parseSnippet, placeIn } from './harness.ts';

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
