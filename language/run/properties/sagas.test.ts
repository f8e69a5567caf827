import { describe, expect } from 'vitest';
import { keyText } from '../broker/keys.ts';
import type { Run } from '../run.ts';
import { Instance } from '../saga/instance.ts';
import { of } from './observed.fixture.ts';
import { tellTried } from './play.fixture.ts';
import { COMPENSATED, played, SERVICES, type Service, sagasHold } from './sagas.fixture.ts';

tellTried('what must hold: sagas');

const instancesOf = (run: Run) => [...(run.saga('Trip')?.instances ?? [])];
const entriesOf = (run: Run, { key }: Instance) =>
  of(run, 'saga', 'Trip').filter(({ instance }) => instance === keyText(key));
const effectsOf = (run: Run, name: Service, { key }: Instance) =>
  run.state(`${name}s`, key) ?? { booked: 0, done: 0, undone: 0 };

/** What an instance is, without what led there. */
function standing(instance: Instance) {
  const { key, state, locals, status, active, outcomes, path, compensated, reason, entries, shownStatus } = instance;
  return {
    key,
    state,
    locals,
    status,
    active,
    outcomes,
    path,
    compensated,
    reason,
    entries,
    shownStatus,
    standing: instance.standing,
  };
}

describe('what must hold', () => {
  sagasHold('every saga instance ends done, aborted or parked', (run) => {
    for (const instance of instancesOf(run)) expect(['done', 'aborted', 'parked']).toContain(instance.shownStatus);
    expect(run.timers()).toEqual([]);
    expect(run.findings).toEqual([]);
  });

  sagasHold('every trip that was read has an instance, and only one', (run, { trips }) => {
    const dropped = new Set(
      of(run, 'fault', 'Trip')
        .filter(({ fault }) => fault === 'drop')
        .map(({ eventId }) => eventId),
    );
    const keys = instancesOf(run).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    if (dropped.size === 0) expect(new Set(keys)).toEqual(new Set(trips.map(({ id }) => id)));
    for (const instance of instancesOf(run))
      expect(entriesOf(run, instance).filter(({ what }) => what === 'started')).toHaveLength(1);
  });

  sagasHold(
    'each completed step is compensated exactly once in effect, in reverse order, before the abort ends',
    (run, { shape }) => {
      for (const instance of instancesOf(run).filter(({ status }) => status === 'aborted')) {
        const entries = entriesOf(run, instance);
        const left = (name: string) =>
          entries.filter(({ what, step, compensating }) => what === 'left' && step === name && !compensating);
        const toUndo = (COMPENSATED[shape] ?? []).filter((name) =>
          left(name).some(({ outcome }) => outcome === 'completed' || outcome === 'unknown'),
        );
        const abort = entries.slice(entries.findIndex(({ what }) => what === 'aborting'));
        const undoing = abort.flatMap(({ what, step, compensating }) =>
          compensating && (what === 'entered' || what === 'left') ? [`${what} ${step}`] : [],
        );
        expect(undoing).toEqual(toUndo.flatMap((name) => [`entered ${name}`, `left ${name}`]));
        expect(abort.filter(({ what }) => what !== 'ignored').at(-1)?.what).toBe('ended');
        for (const name of SERVICES) {
          const { undone } = effectsOf(run, name, instance);
          expect([name, undone]).toEqual([name, toUndo.includes(name) ? 1 : 0]);
        }
      }
    },
  );

  sagasHold(
    'whatever comes too late, nothing stays booked where a trip has aborted, and all does where it is done',
    (run) => {
      for (const instance of instancesOf(run)) {
        if (instance.status === 'running') continue;
        for (const name of SERVICES) {
          const { booked, done } = effectsOf(run, name, instance);
          expect([name, booked]).toEqual([name, instance.status === 'done' ? 1 : 0]);
          expect(done).toBeLessThanOrEqual(1);
        }
      }
    },
  );

  sagasHold('no assignment runs twice: the log of an instance is its history', (run) => {
    for (const instance of instancesOf(run)) {
      const expected = entriesOf(run, instance).flatMap(({ what, step, compensating, message }) => {
        if (what === 'entered' && !compensating) return [`+${step}`];
        if (what !== 'came' || message?.endsWith('Full@1.0')) return [];
        return [compensating ? `-${step}` : step];
      });
      expect(instance.state.log).toEqual(expected);
    }
  });

  sagasHold('an instance follows from its history', (run) => {
    for (const instance of instancesOf(run)) {
      const again = new Instance();
      for (const event of instance.history) again.apply(event);
      expect(standing(again)).toEqual(standing(instance));
    }
  });

  sagasHold("no reply to a saga's command is dropped silently", (run) => {
    const told = new Set(
      instancesOf(run).flatMap(({ history }) =>
        history.flatMap((event) => ('message' in event ? [event.message.eventId] : [])),
      ),
    );
    const dropped = new Set(
      of(run, 'fault', 'Trip')
        .filter(({ fault }) => fault === 'drop')
        .map(({ eventId }) => eventId),
    );
    const ours = new Set(of(run, 'send', 'Trip').map(({ eventId }) => eventId));
    const replies = run.trace.flatMap((entry) =>
      entry.kind === 'publish' && entry.part !== 'Trip' && ours.has(entry.causationId ?? '') ? [entry.eventId] : [],
    );
    for (const reply of replies) expect(told.has(reply) || dropped.has(reply)).toBe(true);
    expect(of(run, 'unwanted', 'Trip')).toEqual([]);
    expect(run.deadLetters()).toEqual([]);
  });

  sagasHold(
    'the same world gives the same trace',
    (run, world) => {
      expect(played(world).trace).toEqual(run.trace);
    },
    150,
  );

  sagasHold(
    'standing still wherever a debugger may changes nothing',
    (run, world) => {
      expect(played(world, { pausing: true }).trace).toEqual(run.trace);
    },
    150,
  );

  sagasHold(
    'crashes at every boundary change nothing of how it ends',
    (run, world) => {
      const calm = { ...world, mishaps: [], schedule: undefined };
      const crashed = played(calm, { crashing: true });
      const without = played(calm);
      expect(run).toBeDefined();
      for (const instance of instancesOf(without)) {
        const other = crashed.saga('Trip')?.instance(instance.key);
        expect(other?.shownStatus).toBe(instance.shownStatus);
        for (const name of SERVICES)
          expect(effectsOf(crashed, name, instance).booked).toBe(effectsOf(without, name, instance).booked);
      }
    },
    150,
  );

  sagasHold('what is parked is resumed, and ends as well', (run) => {
    const parked = instancesOf(run).filter(({ shownStatus }) => shownStatus === 'parked');
    for (const { key } of parked) run.control.resume('Trip', key);
    expect(run.runOut()).toBeUndefined();
    for (const instance of instancesOf(run)) expect(['done', 'aborted', 'parked']).toContain(instance.shownStatus);
  });
});
