import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../language/check/catalogue.ts';
import { expectDiagnostics, parseSnippet } from './harness.ts';

/** What an example of another rule may leave open: it shows a part of a system. */
const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011'];

describe.each(CATALOGUE.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const others = OF_THE_WHOLE.filter((other) => other !== code);

  test('is documented', () => {
    expect(rule.title).toMatch(/^[A-Z`].{8,80}$/);
    expect(rule.explanation.trim().length).toBeGreaterThan(40);
  });

  test('is found in its failing example, and nothing else is', () => {
    const marks = parseSnippet(rule.failing).files.flatMap((file) => file.marks);
    expect([...new Set(marks.map((mark) => mark.code))]).toEqual([code]);
    expectDiagnostics(rule.failing, others);
  });

  test('is not found in its mended example, nor is anything else', () => {
    expectDiagnostics(rule.mended, others);
  });
});

test('codes are unique and in order', () => {
  const codes = CATALOGUE.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
});
