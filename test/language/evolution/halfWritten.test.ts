import { expect, test } from 'vitest';
import { found } from './found.fixture.ts';

const codes = (source: string) => found(source).map((one) => one.slice(0, 7));

test('a version that is being written is not held against others before it can be read', () => {
  expect(codes('event E { id: uuid, n: int }\nevent E@1.1 { id: uuid, ')).toEqual(['EVF1003']);
  expect(codes('event E { id: uuid, n: int }\nevent E@1.1 { id: uuid, n int }')).toEqual(['EVF1002']);
  expect(codes('event E { id: uuid, n }\nevent E@1.1 { id: uuid, n: int, m: int }')).toEqual(['EVF1002']);
});

test('others of its message are, and so is it as soon as it can be read', () => {
  const third = 'event E { id: uuid }\nevent E@1.1 { id: uuid, n }\nevent E@1.2 { id: uuid, m: int }';
  expect(codes(third)).toEqual(['EVF1002', 'EVF4003']);
  expect(found(third)[1]).toContain('@1.0 has no such field');
  expect(codes(third.replace('n }', 'n: int }')).slice(0, 1)).toEqual(['EVF4003']);
});
