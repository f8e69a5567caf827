import { expect } from 'vitest';
import type { GroupSpec, System } from '../broker.ts';
import type { Case } from '../suite.ts';
import { inTurn, noting, passing, publishAll, sorted, valuesOf } from './helpers.ts';

const between = (group: Omit<GroupSpec, 'topic'>): System => ({
  topics: { in: { partitions: 2 }, out: {} },
  groups: { one: { topic: 'in', ...group } },
});

/** What a crash between effect and commit costs, and what it repeats. */
export const guarantees: readonly Case[] = [
  {
    name: 'at-least-once: what was not committed is done again, with the same ids',
    needs: ['atLeastOnce'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open(between({ handle }));
      await broker.crashBeforeCommit('one');
      await broker.publish('in', { key: 'a', value: 1 });
      await broker.idle();
      await broker.publish('in', { key: 'a', value: 2 });
      await broker.idle();
      expect(valuesOf(notes)).toEqual([1, 1, 2]);
      const out = await broker.log('out');
      expect(valuesOf(out)).toEqual([1, 1, 2]);
      expect(out[1]?.id).toBe(out[0]?.id);
      expect(await broker.total('one', 'a')).toBe(3);
    },
  },
  {
    name: 'exactly-once: nothing is shown before it is committed, and nothing twice',
    needs: ['exactlyOnce'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open(between({ delivery: 'exactly-once', handle }));
      await broker.crashBeforeCommit('one');
      await publishAll(broker, 'in', inTurn(['a', 'd'], 6));
      await broker.idle();
      expect(notes).toHaveLength(7);
      expect(sorted(valuesOf(await broker.log('out')))).toEqual([1, 2, 3, 4, 5, 6]);
      expect((await broker.total('one', 'a')) + (await broker.total('one', 'd'))).toBe(21);
    },
  },
  {
    name: 'at-most-once: what a member had when it crashed is lost, and nothing is done twice',
    needs: ['atMostOnce'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open(between({ delivery: 'at-most-once', handle }));
      await broker.crashBeforeCommit('one');
      await publishAll(broker, 'in', inTurn(['a', 'd'], 6));
      await broker.idle();
      expect(sorted(valuesOf(notes))).toEqual([1, 2, 3, 4, 5, 6]);
      const out = valuesOf(await broker.log('out'));
      expect(out).toHaveLength(5);
      expect(new Set(out).size).toBe(5);
      expect((await broker.total('one', 'a')) + (await broker.total('one', 'd'))).toBe(
        out.reduce((sum, value) => sum + value),
      );
    },
  },
  {
    name: 'an idempotent consumer does each id once, and says what it said again',
    needs: ['idempotency'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open(between({ idempotent: true, handle }));
      await broker.publish('in', { key: 'a', value: 1, id: 'same' });
      await broker.publish('in', { key: 'a', value: 1, id: 'same' });
      await broker.publish('in', { key: 'a', value: 2, id: 'other' });
      await broker.idle();
      expect(valuesOf(notes)).toEqual([1, 2]);
      const out = await broker.log('out');
      expect(valuesOf(out)).toEqual([1, 1, 2]);
      expect(out[1]?.id).toBe(out[0]?.id);
      expect(await broker.total('one', 'a')).toBe(3);
    },
  },
  {
    name: 'idempotent and at-least-once: a crash changes nothing in the end',
    needs: ['idempotency', 'atLeastOnce'],
    async play(open) {
      const broker = await open(between({ idempotent: true, handle: passing }));
      await broker.crashBeforeCommit('one');
      await publishAll(broker, 'in', inTurn(['a', 'd'], 6));
      await broker.idle();
      const out = await broker.log('out');
      expect(new Set(out.map(({ id }) => id)).size).toBe(6);
      expect((await broker.total('one', 'a')) + (await broker.total('one', 'd'))).toBe(21);
    },
  },
  {
    name: 'a producer that was not answered and says it again is heard once',
    needs: ['publishDedup'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({ topics: { in: { replicas: 3 } }, groups: { one: { topic: 'in', handle } } });
      await broker.publish('in', { key: 'a', value: 1 });
      await broker.publishUnanswered('in', { key: 'a', value: 2 });
      await broker.publish('in', { key: 'a', value: 3 });
      await broker.idle();
      expect(valuesOf(await broker.log('in'))).toEqual([1, 2, 3]);
      expect(valuesOf(notes)).toEqual([1, 2, 3]);
    },
  },
  {
    name: 'a broker stops: no acknowledged message is lost, and order per key holds',
    needs: ['failover', 'keyOrder'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: { replicas: 3, partitions: 3 } },
        groups: { one: { topic: 'in', handle } },
      });
      const keys = ['a', 'b', 'd'];
      const messages = inTurn(keys, 18);
      await publishAll(broker, 'in', messages.slice(0, 6));
      await broker.stopBroker(1000);
      await publishAll(broker, 'in', messages.slice(6, 12));
      await broker.wait(2000);
      await publishAll(broker, 'in', messages.slice(12));
      await broker.idle();
      for (const key of keys)
        expect(valuesOf(notes, key)).toEqual(messages.filter((each) => each.key === key).map(({ value }) => value));
    },
  },
];
