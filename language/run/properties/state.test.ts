import { describe, expect } from 'vitest';
import { allBut } from './mishaps.fixture.ts';
import { partsOf, saidBy, seenBy } from './observed.fixture.ts';
import { holds, played, tellTried } from './play.fixture.ts';
import type { World } from './world.fixture.ts';

tellTried('what must hold: state and outputs');

const calm = (world: World): World => ({ ...world, mishaps: [], schedule: undefined });

describe('what must hold', () => {
  holds(
    'state under duplicates, crashes and replays equals state without, where a consumer is idempotent',
    {
      acks: 'all',
      idempotent: true,
      deliveries: ['at-least-once', 'exactly-once'],
      mishaps: allBut('drop', 'reorder'),
    },
    (run, world) => {
      const without = played(calm(world));
      for (const { key, level } of partsOf(world)) {
        const [one, other] = [seenBy(run, key), seenBy(without, key)];
        // Several producers write to the later topics, in an order that is theirs.
        if (level > 0) for (const seen of [...one.values(), ...other.values()]) seen.sort();
        expect(Object.fromEntries(one)).toEqual(Object.fromEntries(other));
      }
    },
  );

  holds(
    'state under duplicates and crashes equals state without, where all is exactly-once',
    { acks: 'all', idempotent: false, deliveries: ['exactly-once'], mishaps: allBut('drop', 'reorder', 'replay') },
    (run, world) => {
      const without = played(calm(world));
      for (const { key, level } of partsOf(world)) {
        const [one, other] = [seenBy(run, key), seenBy(without, key)];
        if (level > 0) for (const seen of [...one.values(), ...other.values()]) seen.sort();
        expect(Object.fromEntries(one)).toEqual(Object.fromEntries(other));
      }
    },
  );

  holds(
    'exactly-once says each of its outputs once',
    { deliveries: ['exactly-once'], repeats: false, mishaps: allBut('replay') },
    (run, world) => {
      for (const { key } of partsOf(world)) {
        const ids = saidBy(run, key).map(({ eventId }) => eventId);
        expect(new Set(ids).size).toBe(ids.length);
      }
    },
  );

  holds('under duplicates an idempotent consumer does each eventId once', { idempotent: true }, (run, world) => {
    for (const { key } of partsOf(world)) {
      const all = [...seenBy(run, key).values()].flat();
      expect(new Set(all).size).toBe(all.length);
    }
  });

  holds(
    'a replay says the same again, with the same ids, and an idempotent consumer keeps its state',
    {
      acks: 'all',
      deliveries: ['at-least-once', 'exactly-once'],
      mishaps: ['redrive', 'join', 'leave', 'delay', 'lag'],
    },
    (run, world) => {
      const parts = partsOf(world).filter(({ level }) => level === 0);
      for (const { key, idempotent } of parts) {
        const before = saidBy(run, key).map(({ eventId }) => eventId);
        const state = JSON.stringify([...seenBy(run, key)]);
        run.control.replay(key, 'earliest');
        expect(run.runOut()).toBeUndefined();
        const after = saidBy(run, key).map(({ eventId }) => eventId);
        expect([...after.slice(before.length)].sort()).toEqual([...before].sort());
        if (idempotent) expect(JSON.stringify([...seenBy(run, key)])).toBe(state);
      }
    },
  );
});
