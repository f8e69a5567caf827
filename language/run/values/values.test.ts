import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Type, Value } from '../../model/types.ts';
import { deepEqual, equality, ordering } from './compare.ts';
import { arithmetic, type NumericKind, type NumericOperator, numberConversion, numberValue } from './numbers.ts';
import { compareText, textLength } from './text.ts';
import { compareDurations, compareTimestamps, durationText, epochMilliseconds } from './time.ts';

/** A fraction of BigInts: the oracle. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function fraction(text: string): Fraction {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return { over: BigInt(`${sign}${whole}${rest}`), under: 10n ** BigInt(rest.length) };
}

function sameNumber(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt(0n, 10n ** 40n), fc.integer({ min: 0, max: 30 }))
  .map(([negative, digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0');
    const point = text.length - scale;
    return `${negative ? '-' : ''}${text.slice(0, point)}${scale ? `.${text.slice(point)}` : ''}`;
  });

const calculate = (kind: NumericKind, operator: NumericOperator, left: Value, right: Value) =>
  arithmetic(kind).operations[operator](left, right);

describe('decimals', () => {
  test('sums, differences and products are exact, and their text is canonical', () => {
    fc.assert(
      fc.property(
        decimalText,
        decimalText,
        fc.constantFrom('+' as const, '-' as const, '*' as const),
        (a, b, operator) => {
          const [x, y] = [fraction(a), fraction(b)];
          const expected =
            operator === '*'
              ? { over: x.over * y.over, under: x.under * y.under }
              : { over: x.over * y.under + (operator === '+' ? 1n : -1n) * y.over * x.under, under: x.under * y.under };
          const result = calculate('decimal', operator, a, b) as string;
          expect(sameNumber(fraction(result), expected)).toBe(true);
          expect(result).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
          expect(result).not.toBe('-0');
        },
      ),
    );
  });

  test('a quotient has 34 significant digits, half even', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        const [x, y] = [fraction(a), fraction(b)];
        fc.pre(y.over !== 0n);
        const quotient = fraction(calculate('decimal', '/', a, b) as string);
        const exact = { over: x.over * y.under, under: x.under * y.over };
        expect(String(quotient.over).replace(/^-/, '').replace(/0+$/, '').length).toBeLessThanOrEqual(34);
        // |quotient - exact| * 10^34 * 2 <= |exact| * 10: half a unit in the 34th digit.
        const difference = abs(quotient.over * exact.under - exact.over * quotient.under);
        expect(difference * 2n * 10n ** 33n <= abs(exact.over * quotient.under)).toBe(true);
      }),
    );
    expect(calculate('decimal', '/', '1', '3')).toBe('0.3333333333333333333333333333333333');
    expect(calculate('decimal', '/', '2', '3')).toBe('0.6666666666666666666666666666666667');
    // 34 digits and a five: to the even neighbour.
    expect(calculate('decimal', '/', '10000000000000000000000000000000005', '10')).toBe(
      '1000000000000000000000000000000000',
    );
    expect(calculate('decimal', '/', '10000000000000000000000000000000015', '10')).toBe(
      '1000000000000000000000000000000002',
    );
  });

  test('a remainder is exact and has the sign of the dividend', () => {
    expect(calculate('decimal', '%', '-7.5', '2')).toBe('-1.5');
    expect(calculate('decimal', '%', '7.5', '-2')).toBe('1.5');
    expect(calculate('decimal', '%', '1'.repeat(60), '7')).toBe((BigInt('1'.repeat(60)) % 7n).toString());
  });

  test('what grows past the limit is an error', () => {
    let square: Value = '123456789.123456789';
    expect(() => {
      for (let i = 0; i < 20; i++) square = calculate('decimal', '*', square, square);
    }).toThrow('a decimal may have 1000 digits before and 1000 after its point');
    expect(() => calculate('decimal', '+', '1e999999', '1')).toThrow('1000 digits');
    expect(() => calculate('decimal', '/', '1', '0.00')).toThrow('division by zero');
    expect(() => calculate('decimal', '+', 'ten', '1')).toThrow('"ten" is not a decimal');
  });

  test('rounding is half even, at any place', () => {
    const { round } = arithmetic('decimal');
    expect(['0.125', '0.135', '-0.125', '2.5', '1250'].map((value) => round(value, 2))).toEqual([
      '0.12',
      '0.14',
      '-0.12',
      '2.5',
      '1250',
    ]);
    expect(round('2.5', 0)).toBe('2');
    expect(round('1250', -2)).toBe('1200');
    expect(arithmetic('double').round(1.005, 2)).toBe(1);
    expect(arithmetic('int').round(1250, -2)).toBe(1200);
  });

  test('are ordered by value, not by text', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        const [x, y] = [fraction(a), fraction(b)];
        const expected = x.over * y.under - y.over * x.under;
        expect(Math.sign(arithmetic('decimal').compare(a, b))).toBe(expected < 0n ? -1 : expected > 0n ? 1 : 0);
      }),
    );
  });
});

describe('whole numbers', () => {
  test('int is right or an error', () => {
    const near = fc.integer({ min: -64, max: 64 });
    const int = fc.oneof(
      fc.maxSafeInteger(),
      near,
      near.map((n) => Number.MAX_SAFE_INTEGER - Math.abs(n)),
    );
    fc.assert(
      fc.property(
        int,
        int,
        fc.constantFrom('+' as const, '-' as const, '*' as const),
        wholeNumberHolds('int', 2n ** 53n - 1n),
      ),
    );
  });

  test('long is right or an error', () => {
    const long = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String);
    fc.assert(
      fc.property(
        long,
        long,
        fc.constantFrom('+' as const, '-' as const, '*' as const),
        wholeNumberHolds('long', 2n ** 63n - 1n),
      ),
    );
    expect(calculate('long', '-', '-9223372036854775807', '1')).toBe('-9223372036854775808');
    expect(() => arithmetic('long').negate('-9223372036854775808')).toThrow('beyond the range of long');
  });

  test('no result is minus zero', () => {
    expect(Object.is(calculate('int', '*', -1, 0), 0)).toBe(true);
    expect(Object.is(arithmetic('int').negate(0), 0)).toBe(true);
    expect(Object.is(calculate('int', '%', -4, 2), 0)).toBe(true);
  });

  test('division by zero', () => {
    for (const [kind, zero] of [
      ['int', 0],
      ['long', '0'],
      ['double', 0],
      ['decimal', '0.0'],
    ] as const) {
      expect(() => calculate(kind, '/', zero, zero)).toThrow('division by zero');
      expect(() => calculate(kind, '%', zero, zero)).toThrow('division by zero');
    }
  });

  test('literals beyond the range are errors', () => {
    expect(() => numberValue('9007199254740993', 'int')).toThrow('beyond the range of int');
    expect(() => numberValue('9223372036854775808', 'long')).toThrow('beyond the range of long');
    expect(numberValue('9223372036854775807', 'long')).toBe('9223372036854775807');
    expect(numberValue('007.50', 'decimal')).toBe('7.5');
  });

  test('widening keeps the value', () => {
    expect(numberConversion('int', 'decimal')?.(12)).toBe('12');
    expect(numberConversion('int', 'long')?.(-12)).toBe('-12');
    expect(numberConversion('long', 'decimal')?.('9223372036854775807')).toBe('9223372036854775807');
    expect(numberConversion('int', 'double')).toBeUndefined();
  });
});

describe('doubles', () => {
  test('what JSON cannot write is an error', () => {
    expect(() => calculate('double', '*', 1e308, 10)).toThrow('beyond the range of double');
    expect(calculate('double', '/', 1, 4)).toBe(0.25);
  });
});

describe('order', () => {
  test('of strings is by code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const [x, y] = [[...a], [...b]].map((chars) => chars.map((char) => char.codePointAt(0) ?? 0)) as [
          number[],
          number[],
        ];
        const at = x.findIndex((point, i) => point !== y[i]);
        const expected = at < 0 ? x.length - y.length : at >= y.length ? 1 : (x[at] ?? 0) - (y[at] ?? 0);
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(expected));
        expect(textLength(a)).toBe([...a].length);
      }),
    );
    expect(compareText('\u{1f600}', '\uffff')).toBeGreaterThan(0);
  });

  test('of timestamps is by instant', () => {
    expect(compareTimestamps('2024-01-15T10:30:00Z', '2024-01-15T11:30:00.000+01:00')).toBe(0);
    expect(compareTimestamps('2024-01-15T10:30:00.09Z', '2024-01-15T10:30:00.1Z')).toBeLessThan(0);
    expect(compareTimestamps('2024-01-15T23:00:00-02:00', '2024-01-16T00:30:00Z')).toBeGreaterThan(0);
    expect(compareTimestamps('0099-01-01T00:00:00Z', '1900-01-01T00:00:00Z')).toBeLessThan(0);
    expect(epochMilliseconds('1970-01-01T00:00:01.5Z')).toBe(1500);
  });

  test('of durations is by length', () => {
    expect(compareDurations('PT24H', 'P1D')).toBe(0);
    expect(compareDurations('P12M', 'P1Y')).toBe(0);
    expect(compareDurations('PT1M', 'P1M')).toBeLessThan(0);
    expect([0, 200, 30_000, 90_061_001].map(durationText)).toEqual(['PT0S', 'PT0.2S', 'PT30S', 'P1DT1H1M1.001S']);
  });

  test('of numbers of two kinds is by value', () => {
    expect(ordering({ kind: 'int' }, { kind: 'decimal' })(10, '9.99')).toBeGreaterThan(0);
    expect(ordering({ kind: 'optional', type: { kind: 'long' } }, { kind: 'int' })('-5', 3)).toBeLessThan(0);
  });
});

describe('equality', () => {
  const field = (name: string, type: Type, optional = false) => ({
    name,
    type,
    optional,
    sensitive: false,
    node: undefined,
  });
  const money = {
    kind: 'record',
    fields: [field('value', { kind: 'decimal' }), field('note', { kind: 'string' }, true)],
  } as unknown as Type;
  const itself = (type: Type) => type;

  test('goes by type, at any depth', () => {
    const list = { kind: 'list', item: money } as Type;
    const same = equality(list, list, itself);
    expect(same([{ value: '1.0' }], [{ value: '1.00', note: null }])).toBe(true);
    expect(same([{ value: '1.0' }], [{ value: '1.0' }, { value: '1.0' }])).toBe(false);
    expect(equality({ kind: 'int' }, { kind: 'decimal' }, itself)(1, '1.00')).toBe(true);
    expect(equality({ kind: 'string' }, { kind: 'string' }, itself)('1.0', '1.00')).toBe(false);
  });

  test('null equals only null', () => {
    const same = equality({ kind: 'optional', type: { kind: 'decimal' } }, { kind: 'null' }, itself);
    expect(same(null, null)).toBe(true);
    expect(same('0', null)).toBe(false);
  });

  test('a recursive type ends', () => {
    const tree: Type = {
      kind: 'record',
      fields: [field('children', { kind: 'list', item: { kind: 'declared', key: 'Tree' } })],
    } as unknown as Type;
    const follow = (type: Type) => (type.kind === 'declared' ? tree : type);
    const value = { children: [{ children: [] }] };
    expect(equality(tree, tree, follow)(value, { children: [{ children: [] }] })).toBe(true);
    expect(equality(tree, tree, follow)(value, { children: [] })).toBe(false);
  });

  test('of JSON ignores the order of keys, and looks at own keys only', () => {
    expect(deepEqual({ a: 1, b: [null] }, { b: [null], a: 1 })).toBe(true);
    expect(deepEqual({}, { toString: null })).toBe(false);
    expect(deepEqual({ a: 1 }, { b: 1 })).toBe(false);
  });
});

function wholeNumberHolds(kind: 'int' | 'long', max: bigint) {
  return (a: Value, b: Value, operator: '+' | '-' | '*') => {
    const [x, y] = [BigInt(a as string), BigInt(b as string)];
    const exact = operator === '+' ? x + y : operator === '-' ? x - y : x * y;
    const min = kind === 'int' ? -max : -max - 1n;
    if (exact > max || exact < min)
      expect(() => calculate(kind, operator, a, b)).toThrow(`beyond the range of ${kind}`);
    else expect(String(calculate(kind, operator, a, b))).toBe(exact.toString());
  };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
