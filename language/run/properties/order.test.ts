import { describe, expect } from 'vitest';
import { allBut } from './mishaps.fixture.ts';
import { of, partsOf } from './observed.fixture.ts';
import { holds, tellTried } from './play.fixture.ts';

tellTried('what must hold: order');

describe('what must hold', () => {
  holds(
    'order per key holds across retry, rebalance, crash, dead letter and redrive',
    { mishaps: allBut('reorder', 'replay') },
    (run, world) => {
      for (const { key: part } of partsOf(world)) {
        const reached = new Map<string, number>();
        for (const { eventId, topic, offset } of of(run, 'deliver', part)) {
          const message = run.message(eventId);
          if (message?.key === undefined) continue;
          const queue = `${topic} ${message.key}`;
          // A command stands where its number says.
          const place = offset ?? (message.data.n as number);
          expect(place).toBeGreaterThanOrEqual(reached.get(queue) ?? -1);
          reached.set(queue, place);
        }
      }
    },
  );

  holds(
    'what waits behind a dead letter is of its key, and in order',
    { mishaps: allBut('reorder', 'duplicate') },
    (run) => {
      for (const { message, parked } of run.deadLetters()) {
        expect(parked.every(({ key }) => key !== undefined && key === message.key)).toBe(true);
        const offsets = [message.headers?.offset ?? -1, ...parked.map(({ offset }) => offset)];
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
      }
    },
  );

  holds('a partition is read by one member at a time', {}, (run, world) => {
    for (const { key: part, concurrency, level } of partsOf(world)) {
      let members = new Set(Array(concurrency).keys());
      let owners: Map<number, number> | undefined;
      for (const entry of run.trace) {
        if (entry.kind === 'rebalance' && entry.part === part) {
          members = new Set(entry.members.map(({ member }) => member));
          const shares = entry.members.flatMap(({ member, partitions }) =>
            partitions.map(({ partition }) => [partition, member] as const),
          );
          owners = new Map(shares);
          expect(shares).toHaveLength(members.size > 0 ? (world.levels[level]?.partitions ?? 0) : 0);
          expect(owners.size).toBe(shares.length);
        }
        if (entry.kind !== 'deliver' || entry.part !== part) continue;
        expect(members.has(entry.member)).toBe(true);
        if (owners && entry.topic !== undefined) expect(owners.get(entry.partition ?? -1)).toBe(entry.member);
      }
    }
  });
});
