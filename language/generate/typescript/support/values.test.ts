import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText as runtimeOrder, textLength } from '../../../run/values/text.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { carry, codePoints, compareText, get, items, join, record, total } from './values.ts';

test('bytes become base64 and come back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(decodeBase64(text)).toEqual(bytes);
    }),
  );
});

test('text is measured and ordered as the runtime does it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1F600}', '\u{10FFFF}', '\uffff', '\ud800', 'é') });
  fc.assert(
    fc.property(text, text, (left, right) => {
      expect(codePoints(left)).toBe(textLength(left));
      expect(Math.sign(compareText(left, right))).toBe(Math.sign(runtimeOrder(left, right)));
    }),
    { numRuns: 2000 },
  );
});

test('what is absent is null, and no name is special', () => {
  const data = JSON.parse('{"__proto__":1,"a":null}') as unknown;
  expect(get(data, '__proto__')).toBe(1);
  expect(get({}, '__proto__')).toBe(null);
  expect(get({}, 'constructor')).toBe(null);
  expect(get(data, 'a')).toBe(null);
  expect(get([7], 1)).toBe(null);
  expect(get(null, 'a')).toBe(null);
  expect(JSON.stringify(record([carry(data, [['__proto__', '__proto__']]), { b: null, c: null }], ['b']))).toBe(
    '{"__proto__":1,"c":null}',
  );
  expect(
    carry(data, [
      ['a', 'b'],
      ['c', 'd'],
    ]),
  ).toEqual({ b: null });
  expect(carry(null, [['a', 'b']])).toEqual({});
  expect(items({ b: 1, a: 2 })).toEqual([2, 1]);
  expect(total('decimal', ['0.1', null, '0.2'])).toBe('0.3');
  expect(join('a', null)).toBe('a');
});
