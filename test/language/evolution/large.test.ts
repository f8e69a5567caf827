import { expect, test } from 'vitest';
import { compare } from '../../../language/evolve/compare.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';
import { projectOf } from '../harness.ts';

const sideOf = (body: string) => ({
  shapes: projectOf(`event E ${body}`).project,
  type: declaredType('E@1.0'),
});

function compared(before: string, after: string) {
  const { backward, forward, changes } = compare(sideOf(before), sideOf(after));
  return { backward, forward, codes: changes.map(({ code, direction }) => `${code} ${direction}`) };
}

test('a message that is too large to be put together is no example, and breaks all the same', () => {
  for (const type of ['int[2000000..]', 'string(2000000..)', 'int[2000000..][2000000..]']) {
    const same = compared(`{ a: ${type} }`, `{ a: ${type} }`);
    expect(same).toEqual({ backward: true, forward: true, codes: [] });
    const broken = compared(`{ a: ${type}, b: int }`, `{ a: ${type}, b: string }`);
    expect(broken).toEqual({
      backward: false,
      forward: false,
      codes: ['EVF4012 backward', 'EVF4012 forward'],
    });
  }
});

test('a list may be allowed to become longer than any example', () => {
  expect(compared('{ a: int[..2000001] }', '{ a: int[..2000000] }')).toEqual({
    backward: false,
    forward: true,
    codes: ['EVF4021 backward'],
  });
});

test('two enums of ten thousand symbols are compared symbol by symbol', () => {
  const symbols = Array.from({ length: 10_000 }, (_, i) => `S${i}`);
  const of = (names: readonly string[]) => `{ a: enum { ${names.join(', ')} } }`;
  expect(compared(of(symbols), of([...symbols, 'More']))).toEqual({
    backward: true,
    forward: false,
    codes: ['EVF4015 forward'],
  });
});

test('records that each have the next one twice have ways without number to the last one', () => {
  const nested = (last: string) => {
    const records = Array.from({ length: 40 }, (_, i) => {
      const next = i < 39 ? `R${i + 1}` : last;
      return `record R${i} { x?: ${next}, y?: ${next} }`;
    });
    return `{ r: R0 }\n${records.join('\n')}`;
  };
  const { backward, changes } = compare(sideOf(nested('int')), sideOf(nested('long')));
  const [change] = changes.filter(({ direction }) => direction === 'forward');
  expect([backward, change?.code, change?.ways.length]).toEqual([true, 'EVF4009', 16]);
  expect(change?.path).toBe(`r${'.x'.repeat(40)}`);
});
