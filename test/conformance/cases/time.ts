import { expect } from 'vitest';
import type { Case } from '../suite.ts';
import { inTurn, noting, passing, publishAll, sorted, valuesOf } from './helpers.ts';

/** What is kept, read again, or said later. */
export const time: readonly Case[] = [
  {
    name: 'a replay reads all again, in the order of each key, and says the same with the same ids',
    needs: ['replay', 'keyOrder'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open({
        topics: { in: { partitions: 2 }, out: {} },
        groups: { one: { topic: 'in', handle } },
      });
      await publishAll(broker, 'in', inTurn(['a', 'd'], 6));
      await broker.idle();
      const before = await broker.log('out');
      await broker.replay('one', 0);
      await broker.idle();
      expect(notes.map(({ replayed }) => replayed)).toEqual([...Array(6).fill(false), ...Array(6).fill(true)]);
      expect(valuesOf(notes.slice(6), 'a')).toEqual([1, 3, 5]);
      expect(valuesOf(notes.slice(6), 'd')).toEqual([2, 4, 6]);
      const ids = (await broker.log('out')).map(({ id }) => id);
      expect(ids.slice(6).sort()).toEqual(before.map(({ id }) => id).sort());
    },
  },
  {
    name: 'a replay of an idempotent consumer runs nothing again, and says what was said',
    needs: ['replay', 'idempotency'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open({
        topics: { in: {}, out: {} },
        groups: { one: { topic: 'in', idempotent: true, handle } },
      });
      await publishAll(broker, 'in', inTurn(['a'], 3));
      await broker.idle();
      await broker.replay('one', 0);
      await broker.idle();
      expect(valuesOf(notes)).toEqual([1, 2, 3]);
      expect(valuesOf(await broker.log('out'))).toEqual([1, 2, 3, 1, 2, 3]);
      expect(await broker.total('one', 'a')).toBe(6);
    },
  },
  {
    name: 'one group reads again, and no other one does',
    needs: ['replay', 'fanOut'],
    async play(open) {
      const [one, other] = [noting(), noting()];
      const broker = await open({
        topics: { in: {} },
        groups: { one: { topic: 'in', handle: one.handle }, other: { topic: 'in', handle: other.handle } },
      });
      await publishAll(broker, 'in', inTurn(['a'], 3));
      await broker.idle();
      await broker.replay('one', 0);
      await broker.idle();
      expect(valuesOf(one.notes)).toEqual([1, 2, 3, 1, 2, 3]);
      expect(valuesOf(other.notes)).toEqual([1, 2, 3]);
    },
  },
  {
    name: 'a replay from a time reads what was written then or later',
    needs: ['replayByTime'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({ topics: { in: {} }, groups: { one: { topic: 'in', handle } } });
      await broker.publish('in', { key: 'a', value: 1 });
      await broker.wait(1000);
      await broker.publish('in', { key: 'a', value: 2 });
      await broker.wait(1000);
      await broker.publish('in', { key: 'a', value: 3 });
      await broker.idle();
      await broker.replay('one', 500);
      await broker.idle();
      expect(valuesOf(notes)).toEqual([1, 2, 3, 2, 3]);
    },
  },
  {
    name: 'a replay brings what was given up, and what waits behind it',
    needs: ['replay', 'deadLetter', 'park'],
    async play(open) {
      let isMended = false;
      const { notes, handle } = noting(({ value }) => {
        if (!isMended && value === 1) throw new Error('broken');
      });
      const broker = await open({ topics: { in: {} }, groups: { one: { topic: 'in', handle } } });
      await publishAll(broker, 'in', inTurn(['a'], 2));
      await broker.idle();
      isMended = true;
      await broker.replay('one', 0);
      await broker.idle();
      expect(valuesOf(notes)).toEqual([1, 1, 2]);
      expect(await broker.deadLetters('in')).toEqual([]);
    },
  },
  {
    name: 'a delayed message comes when its time has come, and not before',
    needs: ['delay'],
    async play(open) {
      const broker = await open({
        topics: { in: {}, out: {} },
        groups: { one: { topic: 'in', handle: ({ value }, { say }) => say('out', value, value) } },
      });
      await publishAll(broker, 'in', [
        { key: 'a', value: 3000 },
        { key: 'a', value: 1000 },
      ]);
      await broker.wait(500);
      expect(await broker.log('out')).toEqual([]);
      await broker.wait(1000);
      expect(valuesOf(await broker.log('out'))).toEqual([1000]);
      await broker.idle();
      expect(valuesOf(await broker.log('out'))).toEqual([1000, 3000]);
    },
  },
  {
    name: 'who was away too long misses what is no longer retained, and goes on with the rest',
    needs: ['retention'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: { partitions: 2, retain: 2000 } },
        groups: { one: { topic: 'in', handle } },
      });
      await broker.disconnect('one', 4000);
      await publishAll(broker, 'in', inTurn(['a', 'd'], 2));
      await broker.wait(3000);
      await publishAll(broker, 'in', [
        { key: 'a', value: 3 },
        { key: 'd', value: 4 },
      ]);
      await broker.idle();
      expect(sorted(valuesOf(notes))).toEqual([3, 4]);
    },
  },
  {
    name: 'of each key the last message stays',
    needs: ['compaction', 'replay'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: { partitions: 2, compact: true } },
        groups: { one: { topic: 'in', handle } },
      });
      await publishAll(broker, 'in', inTurn(['a', 'b', 'd'], 9));
      await broker.idle();
      await broker.wait(1000);
      await broker.replay('one', 0);
      await broker.idle();
      expect(sorted(valuesOf(notes.slice(9)))).toEqual([7, 8, 9]);
    },
  },
];
