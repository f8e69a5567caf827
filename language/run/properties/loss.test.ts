import { describe, expect } from 'vitest';
import { allBut } from './mishaps.fixture.ts';
import { laidAside, logOf, of, partsOf, placeOf, saidBy } from './observed.fixture.ts';
import { holds, tellTried } from './play.fixture.ts';

tellTried('what must hold: nothing is lost, nothing ends never');

describe('what must hold', () => {
  holds(
    'no acknowledged message is lost: every group is done with each, or keeps it as dead letter or behind one',
    { deliveries: ['at-least-once', 'exactly-once'], mishaps: allBut('drop') },
    (run, world) => {
      for (const { key, level } of partsOf(world)) {
        const answered = new Set(saidBy(run, key).map(({ causationId }) => causationId));
        const aside = laidAside(run, key);
        for (const message of logOf(run, level))
          expect(answered.has(message.eventId) || aside.has(placeOf(message))).toBe(true);
      }
      for (const { positions } of run.consumers()) expect(positions.every(({ lag }) => lag === 0)).toBe(true);
      expect(run.inboxes()).toEqual([]);
      for (const command of run.commands()) expect(command.answer).toBeDefined();
    },
  );

  holds('offsets are monotonic and skip nothing, but by a replay', {}, (run, world) => {
    for (const { key, level } of partsOf(world)) {
      const next = new Map<number, number>();
      for (const entry of run.trace) {
        if (entry.kind === 'replay' && entry.part === key)
          for (const { partition, from, to } of entry.positions) {
            expect(from).toBe(next.get(partition) ?? 0);
            next.set(partition, to);
          }
        if (entry.kind !== 'commit' || entry.part !== key || entry.topic !== `t${level}`) continue;
        const partition = entry.partition ?? -1;
        expect(entry.next).toBe((next.get(partition) ?? 0) + 1);
        next.set(partition, entry.next);
      }
    }
    for (const { logs } of run.topics())
      for (const log of logs) expect(log.map(({ offset }) => offset)).toEqual([...log.keys()]);
  });

  holds(
    'at-most-once never does anything twice',
    { deliveries: ['at-most-once'], repeats: false, mishaps: allBut('replay') },
    (run, world) => {
      for (const { key, level } of partsOf(world)) {
        if (level > 0) continue;
        const ids = saidBy(run, key).map(({ eventId }) => eventId);
        expect(new Set(ids).size).toBe(ids.length);
      }
    },
  );

  holds('retries end: no message has more attempts than it may', {}, (run, world) => {
    for (const { key, retries } of partsOf(world))
      for (const { attempt } of of(run, 'deliver', key)) expect(attempt).toBeLessThanOrEqual(retries + 1);
    expect(run.timers()).toEqual([]);
  });
});
