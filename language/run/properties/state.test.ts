import { describe, expect } from 'vitest';
import type { Run } from '../run.ts';
import { allBut } from './mishaps.fixture.ts';
import { notedBy, of, partsOf, saidBy } from './observed.fixture.ts';
import { holds, played, tellTried } from './play.fixture.ts';
import type { World } from './world.fixture.ts';

tellTried('what must hold: state and outputs');

/** Nothing goes wrong, and everything comes in its turn. */
const calm = (world: World): World => ({ ...world, mishaps: [], schedule: undefined });

/** The same of each key, whatever the order where several producers write to one topic. */
function expectSame(run: Run, without: Run, world: World): void {
  for (const { key, level } of partsOf(world)) {
    const events = [notedBy(run, key), notedBy(without, key)] as const;
    if (level > 0) for (const seen of events.flatMap((each) => Object.values(each))) seen.sort();
    expect(events[0]).toEqual(events[1]);
    expect(notedBy(run, key, 'done')).toEqual(notedBy(without, key, 'done'));
  }
}

/** Ids of all that a consumer has noted. */
const noted = (run: Run, key: string) =>
  [notedBy(run, key), notedBy(run, key, 'done')].flatMap((each) => Object.values(each).flat());

describe('what must hold', () => {
  holds('state and outputs come from attempts that succeeded, each once', {}, (run, world) => {
    for (const { key, delivery } of partsOf(world)) {
      const crashed = of(run, 'crash', key).filter(({ member }) => member !== undefined).length;
      const repeated = of(run, 'duplicate', key).length;
      const succeeded = of(run, 'deliver', key).length - of(run, 'fail', key).length - crashed - repeated;
      expect(noted(run, key)).toHaveLength(succeeded);
      const said = saidBy(run, key).filter(({ data }) => !Object.hasOwn(data, 'also'));
      expect(said).toHaveLength(succeeded + repeated + (delivery === 'at-least-once' ? crashed : 0));
    }
  });

  holds(
    'state under duplicates, crashes and replays equals state without, where a consumer is idempotent',
    {
      acks: 'all',
      idempotent: true,
      deliveries: ['at-least-once', 'exactly-once'],
      mishaps: allBut('drop', 'reorder'),
    },
    (run, world) => expectSame(run, played(calm(world)), world),
  );

  holds(
    'state under duplicates and crashes equals state without, where all is exactly-once',
    { acks: 'all', idempotent: false, deliveries: ['exactly-once'], mishaps: allBut('drop', 'reorder', 'replay') },
    (run, world) => expectSame(run, played(calm(world)), world),
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
    for (const { key } of partsOf(world)) expect(new Set(noted(run, key)).size).toBe(noted(run, key).length);
  });

  holds(
    'a replay says the same again, with the same ids, and an idempotent consumer keeps its state',
    {
      acks: 'all',
      deliveries: ['at-least-once', 'exactly-once'],
      mishaps: ['redrive', 'join', 'leave', 'delay', 'lag'],
    },
    (run, world) => {
      const commands = new Set(run.commands().map(({ eventId }) => eventId));
      for (const { key, idempotent } of partsOf(world).filter(({ level }) => level === 0)) {
        const said = () => saidBy(run, key).filter(({ causationId }) => !commands.has(causationId ?? ''));
        const before = said().map(({ eventId }) => eventId);
        const state = notedBy(run, key);
        run.control.replay(key, 'earliest');
        expect(run.runOut()).toBeUndefined();
        const after = said().map(({ eventId }) => eventId);
        expect(after.slice(before.length).sort()).toEqual([...before].sort());
        if (idempotent) expect(notedBy(run, key)).toEqual(state);
      }
    },
  );
});
