import { describe, expect, test } from 'vitest';
import { compare } from '../../../language/evolve/compare.ts';
import { Project } from '../../../language/model/project.ts';
import { declaredType } from '../../../language/model/schema/shapes.ts';

/** What is said of two versions of the event E. */
function compared(before: string, after: string) {
  const [old, now] = [before, after].map((source) => {
    const shapes = new Project();
    shapes.setFile('main.evflow', source);
    return { shapes, type: declaredType('E@1.0') };
  });
  const { backward, forward, changes } = compare(old!, now!);
  const first = changes.find(({ direction }) => direction === 'backward');
  return { backward, forward, path: first?.path, witness: first?.witness, why: first?.why };
}

/** Records R0 to R`length`, each with what `next` says of the one after it. */
function chain(length: number, last: string, next: (one: string, i: number) => string): string {
  const records = Array.from({ length }, (_, i) => `record R${i} { ${next(`R${i + 1}`, i)} }`);
  return `${records.join('\n')}\nrecord R${length} { ${last} }\nevent E { r: R0 }`;
}

describe('witnesses', () => {
  test('go the way that needs least around them, and so does the path', () => {
    const versions = (x: string) => `record A { x: ${x} }\nevent E { far?: { t: string(9..), a: A }[], b: A }`;
    expect(compared(versions('int'), versions('string'))).toMatchObject({ path: 'b.x', witness: { b: { x: 0 } } });
  });

  test('are not made where the smallest is huge, and the break is certain all the same', () => {
    const twice = (last: string) => chain(60, last, (one) => `a: ${one}, b: ${one}`);
    expect(compared(twice('x: int'), twice('x: string'))).toMatchObject({
      backward: false,
      forward: false,
      witness: undefined,
    });
    const endless = (last: string) => chain(1500, last, (one) => `a: ${one}, b: ${one}`);
    expect(compared(endless('x: int'), endless('x: string')).backward).toBe(false);
    const lists = (size: string) => `event E { f: int[${size}..] }`;
    expect(compared(lists('1000000'), lists('1000001'))).toMatchObject({ backward: false, witness: undefined });
    expect(compared(lists('1000000'), lists('1000000'))).toMatchObject({ backward: true });
  });

  test('stand beside texts of patterns that are not decided, where one is found', () => {
    const versions = (x: string, pattern: string) => `event E { x: ${x}, t: string(${pattern}) }`;
    const pattern = '"(.)\\\\1"';
    expect(compared(versions('int', pattern), versions('boolean', pattern))).toMatchObject({
      backward: false,
      witness: { x: 0, t: 'aa' },
    });
    const never = `..1, ${pattern}`;
    expect(compared(versions('int', never), versions('boolean', never))).toMatchObject({
      backward: 'unknown',
      why: 'whether anybody can write such a message',
    });
  });

  test('deeper than anybody writes show nothing', () => {
    const deep = (last: string) => chain(1200, last, (one) => `n: ${one}`);
    expect(compared(deep('x: int'), deep('x: string'))).toMatchObject({ backward: 'unknown', witness: undefined });
  });
});

describe('what has an end, however large', () => {
  test('records that each need the one before', () => {
    const both = (last: string) => chain(2000, last, (one, i) => (i === 0 ? `n?: ${one}` : `p: R${i - 1}, n?: ${one}`));
    expect(compared(both('x: int'), both('x: string')).backward).not.toBe(true);
  });

  test('enums and unions of thousands', () => {
    const numbers = (from: number) => Array.from({ length: 5000 }, (_, i) => `s${from + i}`);
    const symbols = (from: number) => `enum F { ${numbers(from).join(', ')} }\nevent E { f: F }`;
    expect(compared(symbols(0), symbols(1))).toMatchObject({ backward: false, witness: { f: 's0' } });
    const cases = (from: number) =>
      `record R { x: int }\nunion U { ${numbers(from)
        .slice(0, 1000)
        .map((name) => `${name}: R`)
        .join(', ')} }\nevent E { f: U }`;
    expect(compared(cases(0), cases(1))).toMatchObject({ backward: false, witness: { f: { type: 's0', x: 0 } } });
  });

  test('patterns on which RegExp takes for ever', () => {
    const long = `${'a'.repeat(50)}b`;
    const word = `event E { f: enum { ${long} } }`;
    expect(compared(word, 'event E { f: string("^(a+)+$") }')).toMatchObject({ backward: false, witness: { f: long } });
    const tag = `record R { x: int }\nunion U by t { ${long}: R, a: R } otherwise a\nevent E { f: U }`;
    expect(compared('event E { f: { t: string(1..80, "^(a+)+$"), x: int } }', tag).backward).toBe(true);
  });
});

test('digits after the point are counted from the first one that a double of a range can have', () => {
  const found = (scale: number) =>
    compared('event E { f: double(0.001..0.002) }', `event E { f: decimal(30, ${scale}) }`);
  expect([found(19).backward, found(15).backward]).toEqual([true, false]);
});
