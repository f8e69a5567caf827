import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fifo } from './fifo.ts';
import { deriveId, hashText, Id, nameUuid } from './ids.ts';
import { Random } from './random.ts';
import { Timers } from './timers.ts';

const V8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids', () => {
  test('a name always has the same UUID of version 8, another name another', () => {
    expect(nameUuid('o-1')).toMatch(V8);
    expect(nameUuid('o-1')).toBe(nameUuid('o-1'));
    const names = Array.from({ length: 20_000 }, (_, i) => nameUuid(`o-${i}`));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(['', 'a', 'a\0', '\0', 'aa'].map(nameUuid)).size).toBe(5);
  });

  test('deriving is the same whether the cause is known or read from its text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (cause, part, counter) => {
        const derived = deriveId(hashText(cause), hashText(part), 1, counter);
        expect(derived.text).toMatch(V8);
        expect(deriveId(Id.of(derived.text), hashText(part), 2, 0).text).toBe(
          deriveId(derived, hashText(part), 2, 0).text,
        );
      }),
    );
  });

  test('a text that is no UUID is kept as it was written', () => {
    expect(Id.of('order-1').text).toBe('order-1');
    expect(deriveId(Id.of('order-1'), hashText('p'), 1, 0).text).toBe(
      deriveId(Id.of('order-1'), hashText('p'), 1, 0).text,
    );
  });
});

describe('random', () => {
  test('the same seed and purpose draw the same, another purpose something else', () => {
    const draw = (seed: number, purpose: string) => {
      const random = Random.of(seed, purpose);
      return [random.next(), random.next()];
    };
    expect(draw(1, 'sample')).toEqual(draw(1, 'sample'));
    expect(new Set([draw(1, 'sample'), draw(2, 'sample'), draw(1, 'jitter')].flat()).size).toBe(6);
  });

  test('indices follow their weights', () => {
    const random = Random.of(7, 'either');
    const drawn = Array.from({ length: 10_000 }, () => random.index([90, 0, 10]));
    expect(drawn).not.toContain(1);
    expect(drawn.filter((index) => index === 2).length / drawn.length).toBeCloseTo(0.1, 1);
    expect(Random.of(1, 'x').index([0, 0])).toBeLessThan(2);
  });
});

describe('queues', () => {
  test('a Fifo behaves like an array', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant('shift'), fc.constant('unshift'), fc.constant('push')), { maxLength: 200 }),
        (turns) => {
          const fifo = new Fifo<number>();
          const array: number[] = [];
          turns.forEach((turn, i) => {
            if (turn === 'shift') expect(fifo.shift()).toBe(array.shift());
            else {
              fifo[turn as 'push'](i);
              array[turn as 'push'](i);
            }
            expect([...fifo]).toEqual(array);
          });
        },
      ),
    );
  });

  test('timers fire by time, then in the order in which they were set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const timers = new Timers();
        const what = { kind: 'emit', message: '', eventId: '', part: '' } as const;
        for (const at of times) timers.set(at, what, () => {});
        const pending = timers.pending();
        const fired = times.map(() => timers.take());
        expect(fired).toEqual(pending);
        expect(fired).toEqual([...fired].sort((a, b) => a.at - b.at || a.order - b.order));
        expect(timers.next).toBeUndefined();
      }),
    );
  });
});
