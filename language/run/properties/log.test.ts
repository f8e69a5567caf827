import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from '../run.ts';
import { logOf } from './observed.fixture.ts';
import { holds, played, tellTried } from './play.fixture.ts';
import { type Incoming, type World, worlds } from './world.fixture.ts';

tellTried('what must hold: logs and traces');

/** What consumers may read of each partition. */
function readable(run: Run): Map<string, string[]> {
  const ends = run.consumers().flatMap(({ positions }) => positions);
  return new Map(
    ends.map(({ topic, partition, end }) => [
      `${topic}/${partition}`,
      (run.topics().find(({ info }) => info.key === topic)?.logs[partition] ?? [])
        .slice(0, end)
        .map(({ envelope, offset }) => JSON.stringify({ envelope, offset })),
    ]),
  );
}

describe('what must hold', () => {
  holds('what may be read in a log never changes, and always is its beginning', {}, (_, world) => {
    const seen: Map<string, string[]>[] = [];
    const run = played(world, { look: (each) => seen.push(readable(each)) });
    const last = readable(run);
    for (const each of seen)
      for (const [partition, log] of each) expect(last.get(partition)?.slice(0, log.length)).toEqual(log);
  });

  holds(
    'acks all loses nothing, whichever brokers stop',
    { acks: 'all', mishaps: ['stopBroker', 'crash', 'join'] },
    (run, world) => {
      const log = logOf(run, 0);
      expect(log.length + run.commands().length).toBe(world.messages.length);
      expect(run.trace.some(({ kind }) => kind === 'lost')).toBe(false);
      for (const { logs } of run.topics())
        for (const partition of logs) {
          const numbers = partition
            .filter(({ part, headers }) => !part && !headers)
            .map(({ data }) => data.n as number);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
    },
  );

  holds('acks leader loses exactly what only the stopped leader had', { mishaps: ['stopBroker'] }, (run) => {
    const written = run.trace.flatMap((entry) => (entry.kind === 'publish' ? [`${entry.topic} ${entry.eventId}`] : []));
    const lost = run.trace.flatMap((entry) => (entry.kind === 'lost' ? [`${entry.topic} ${entry.eventId}`] : []));
    const there = run.topics().flatMap(({ info, logs }) => logs.flat().map(({ eventId }) => `${info.key} ${eventId}`));
    expect([...there, ...lost].sort()).toEqual(written.sort());
  });

  holds('the same seed and schedule give the same trace, byte for byte', {}, (run, world) => {
    expect(JSON.stringify(played(world).trace)).toBe(JSON.stringify(run.trace));
  });

  holds('pausing before each statement changes nothing', {}, (run, world) => {
    const paused = played(world, { pausing: true });
    expect(JSON.stringify(paused.trace)).toBe(JSON.stringify(run.trace));
  });

  holds('without a trace the same happens', {}, (run, world) => {
    const ids = (each: Run) => each.topics().map(({ logs }) => logs.map((log) => log.map(({ eventId }) => eventId)));
    const silent = played(world, { trace: false });
    expect(ids(silent)).toEqual(ids(run));
    expect(silent.trace).toEqual([]);
  });

  test('another seed draws other jitter and choices', () => {
    const [world] = fc.sample(worlds({ mishaps: [] }), { numRuns: 1, seed: 5 });
    const failing: Incoming = { id: 'a', failures: 1, pause: 0, steps: undefined, repeated: false, command: false };
    const messages = Array.from({ length: 20 }, (_, n) => ({ ...failing, id: `${n}` }));
    const consumers = [{ level: 0, delivery: 'at-least-once', concurrency: 1, retries: 2, idempotent: false } as const];
    const traces = [1, 2].map((seed) =>
      JSON.stringify(played({ ...(world as World), messages, consumers, seed }).trace),
    );
    expect(traces[0]).not.toBe(traces[1]);
  });
});
