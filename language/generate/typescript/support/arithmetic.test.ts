import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arithmetic, type NumericKind, type NumericOperator } from '../../../run/values/numbers.ts';
import { compareNumbers, compute, negate } from './arithmetic.ts';

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));
const decimal = fc
  .tuple(fc.constantFrom('', '-'), digits(40), fc.option(digits(40)))
  .map(([sign, whole, fraction]) => `${sign}${BigInt(whole)}${fraction === null ? '' : `.${fraction}`}`);
const values: Record<NumericKind, fc.Arbitrary<number | string>> = {
  int: fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, 1, -1)),
  long: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -9n, max: 9n })).map(String),
  decimal: fc.oneof(decimal, fc.constantFrom('0', '1', '3', '-2', '0.5')),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }),
};

/** The result, or that there is none. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch {
    return 'error';
  }
}

test.each(Object.keys(values) as NumericKind[])('%s is computed as the runtime computes it', (kind) => {
  const numbers = arithmetic(kind);
  const operator = fc.constantFrom<NumericOperator[]>('+', '-', '*', '/', '%');
  fc.assert(
    fc.property(values[kind], operator, values[kind], (left, sign, right) => {
      expect(outcome(() => compute(kind, sign, left, right))).toEqual(
        outcome(() => numbers.operations[sign](left, right)),
      );
      expect(outcome(() => negate(kind, left))).toEqual(outcome(() => numbers.negate(left)));
      expect(Math.sign(compareNumbers(kind, left, right))).toBe(Math.sign(numbers.compare(left, right)));
    }),
    { numRuns: 1000 },
  );
});

test('a decimal has an end', () => {
  const long = '9'.repeat(1000);
  expect(() => compute('decimal', '*', long, long)).toThrow('1000 digits before');
  expect(compute('decimal', '-', long, long)).toBe('0');
});
