import { expect, test, vi } from 'vitest';
import { check, sum, tests } from './count.ts';

vi.spyOn(console, 'error').mockImplementation(() => {});

test('a stage counts what it ran', () => {
  expect(tests({ passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
  expect(tests({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
});

test('a stage that ran no test has failed', () => {
  expect(tests({ passed: 0, failed: 0 })).toEqual({ passed: 0, failed: 1 });
});

test('a stage whose program failed has failed, whatever it counted', () => {
  expect(tests({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 });
});

test('checks and stages add up', () => {
  expect(sum([check(true), check(false), { passed: 3, failed: 2 }])).toEqual({ passed: 4, failed: 3 });
});
