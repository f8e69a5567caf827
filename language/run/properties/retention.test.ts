import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, delivered, enter, entries, offsets, ranOut, reading } from '../reading.fixture.ts';
import type { Run } from '../run.ts';
import { noteTried, picker, tellTried } from './play.fixture.ts';

tellTried('what must hold: retention');

const RETAIN = 1000;

const incoming = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), pause: fc.integer({ min: 0, max: 700 }) }), {
  minLength: 1,
  maxLength: 25,
});
const anyTopic = fc.record({ partitions: fc.integer({ min: 1, max: 3 }), schedule: fc.nat() });

function published(run: Run, messages: readonly { readonly id: string; readonly pause: number }[]): void {
  messages.forEach(({ id, pause }, n) => {
    enter(run, { id, n });
    run.wait(pause);
  });
}

/** When each number was published, in milliseconds since 1970. */
function writtenAt(run: Run): Map<unknown, number> {
  return new Map(
    entries(run, 'publish')
      .filter(({ topic }) => topic === 'in')
      .map(({ data, time }) => [data.n, Date.parse(time)]),
  );
}

describe('what must hold', () => {
  test('by time: a consumer that falls behind reads what is retained, exactly, and knows how much it missed', () =>
    fc.assert(
      fc.property(anyTopic, incoming, fc.integer({ min: 0, max: 5000 }), ({ partitions, schedule }, messages, away) => {
        const run = reading({ topic: { partitions, retain: RETAIN }, options: { pick: picker(schedule) } });
        run.control.disconnect('C', away);
        published(run, messages);
        ranOut(run);
        noteTried(run);
        const back = Date.parse(entries(run, 'disconnect')[0]?.time ?? '') + away;
        const kept = [...writtenAt(run)].filter(([, written]) => Math.max(back, written) - written <= RETAIN);
        expect(delivered(run).sort()).toEqual(kept.map(([n]) => n).sort());
        const missed = entries(run, 'missed').reduce((sum, each) => sum + each.count, 0);
        expect(missed).toBe(messages.length - kept.length);
        expect(offsets(run).reduce((sum, offset) => sum + offset)).toBe(messages.length);
      }),
      { numRuns: 200 },
    ));

  test('by compaction: a replay reads the last message of each key', () =>
    fc.assert(
      fc.property(anyTopic, incoming, ({ partitions, schedule }, messages) => {
        const run = reading({ topic: { partitions, compact: true }, options: { pick: picker(schedule) } });
        published(run, messages);
        ranOut(run);
        expect(delivered(run)).toHaveLength(messages.length);
        run.wait(1);
        run.control.replay('C', 'earliest');
        ranOut(run);
        noteTried(run);
        const last = new Map(messages.map(({ id }, n) => [id, n]));
        expect(delivered(run).slice(messages.length).sort()).toEqual([...last.values()].sort());
        for (const [id] of last) expect(count(run, id)).toBe(messages.filter((each) => each.id === id).length + 1);
      }),
      { numRuns: 200 },
    ));
});
