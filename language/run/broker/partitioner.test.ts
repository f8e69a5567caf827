import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignRanges } from './assign.ts';
import { murmur2, murmur2Of, partitionOf } from './partitioner.ts';

describe('partitioner', () => {
  test.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])("murmur2 of %s as in Kafka's own tests", (key, hash) => {
    expect(murmur2Of(key)).toBe(hash);
  });

  test.each([
    ['kafka', 0xd067cf64],
    ['giberish123456789', 0x8f552b0c],
    ['1234', 0x9fc97b14],
    ['234', 0xe7c009ca],
    ['34', 0x873930da],
    ['4', 0x5a4b5ca1],
    ['PreAmbleWillBeRemoved,ThePrePartThatIs', 0x78424f1c],
    ['reAmbleWillBeRemoved,ThePrePartThatIs', 0x4a62b377],
    ['eAmbleWillBeRemoved,ThePrePartThatIs', 0xe0e4e09e],
    ['AmbleWillBeRemoved,ThePrePartThatIs', 0x62b8b43f],
    ['', 0x106e08d9],
  ])("murmur2 of %s as in librdkafka's own tests", (key, hash) => {
    expect(murmur2Of(key) >>> 0).toBe(hash);
  });

  test('any text is hashed by its UTF-8 bytes, whatever was hashed before', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (key) => {
        const bytes = new TextEncoder().encode(key);
        expect(murmur2Of(key)).toBe(murmur2(bytes, bytes.length));
      }),
    );
  });

  test('a key has one partition, and all partitions are used', () => {
    const used = new Set(Array.from({ length: 200 }, (_, i) => partitionOf(`key-${i}`, 6)));
    expect([...used].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('range assignor', () => {
  test("Kafka's own example", () => {
    const topics = new Map([
      ['t0', 3],
      ['t1', 3],
    ]);
    expect(assignRanges(topics, 2)).toEqual([
      new Map([
        ['t0', [0, 1]],
        ['t1', [0, 1]],
      ]),
      new Map([
        ['t0', [2]],
        ['t1', [2]],
      ]),
    ]);
  });

  const shares = (sizes: Record<string, number>, members: number) =>
    assignRanges(new Map(Object.entries(sizes)), members).map((share) => Object.fromEntries(share));

  test("the cases of Kafka's own tests", () => {
    expect(shares({ topic: 3 }, 1)).toEqual([{ topic: [0, 1, 2] }]);
    expect(shares({ topic: 1 }, 2)).toEqual([{ topic: [0] }, {}]);
    expect(shares({ topic: 2 }, 2)).toEqual([{ topic: [0] }, { topic: [1] }]);
    expect(shares({ topic1: 1, topic2: 2 }, 1)).toEqual([{ topic1: [0], topic2: [0, 1] }]);
    expect(shares({ topic1: 3, topic2: 3 }, 2)).toEqual([
      { topic1: [0, 1], topic2: [0, 1] },
      { topic1: [2], topic2: [2] },
    ]);
    expect(shares({}, 1)).toEqual([{}]);
  });

  test('every partition has exactly one member', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        (sizes, members) => {
          const topics = new Map(sizes.map((size, i) => [`t${i}`, size]));
          for (const [topic, size] of topics) {
            const taken = assignRanges(topics, members).flatMap((share) => share.get(topic) ?? []);
            expect(taken).toEqual(Array.from({ length: size }, (_, i) => i));
          }
        },
      ),
    );
  });
});
