import { expect } from 'vitest';
import type { Case } from '../suite.ts';
import { failHundreds, noting, passing, publishAll, sorted, valuesOf } from './helpers.ts';

/** Attempts, and what comes after the last one. Values below 100 never fail, 1xx once, 9xx nine times. */
export const failures: readonly Case[] = [
  {
    name: 'a failed attempt leaves nothing behind and is made again',
    needs: ['retries'],
    async play(open) {
      const { notes, handle } = noting((received, effects) => {
        passing(received, effects);
        failHundreds(received);
      });
      const broker = await open({
        topics: { in: {}, out: {} },
        groups: { one: { topic: 'in', retries: 3, backoff: 100, handle } },
      });
      await broker.publish('in', { key: 'a', value: 200 });
      await broker.idle();
      expect(notes.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
      expect(valuesOf(await broker.log('out'))).toEqual([200]);
      expect(await broker.total('one', 'a')).toBe(200);
    },
  },
  {
    name: 'a retry holds the later messages of its key',
    needs: ['retries', 'keyOrder'],
    async play(open) {
      const { notes, handle } = noting(failHundreds);
      const broker = await open({
        topics: { in: { partitions: 2 } },
        groups: { one: { topic: 'in', retries: 3, backoff: 100, handle } },
      });
      await publishAll(broker, 'in', [
        { key: 'a', value: 201 },
        { key: 'a', value: 2 },
        { key: 'd', value: 3 },
      ]);
      await broker.idle();
      expect(valuesOf(notes, 'a')).toEqual([201, 201, 201, 2]);
      expect(valuesOf(notes, 'd')).toEqual([3]);
    },
  },
  {
    name: 'after the last attempt: the dead letter, with its error, attempts and origin; other keys go on',
    needs: ['retries', 'deadLetter'],
    async play(open) {
      const broker = await open({
        topics: { in: {}, out: {} },
        groups: {
          one: {
            topic: 'in',
            retries: 2,
            backoff: 100,
            handle: (received, effects) => {
              passing(received, effects);
              failHundreds(received);
            },
          },
        },
      });
      await publishAll(broker, 'in', [
        { key: 'a', value: 900 },
        { key: 'b', value: 2 },
      ]);
      await broker.idle();
      expect(await broker.deadLetters('in')).toEqual([
        { key: 'a', value: 900, group: 'one', topic: 'in', error: 'attempt 3 of 900', attempts: 3 },
      ]);
      expect(valuesOf(await broker.log('out'))).toEqual([2]);
      expect(valuesOf(await broker.log('in'))).toEqual([900, 2]);
    },
  },
  {
    name: 'one group gives up, another one goes on',
    needs: ['fanOut', 'deadLetter'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: {} },
        groups: { one: { topic: 'in', handle: failHundreds }, other: { topic: 'in', handle } },
      });
      await broker.publish('in', { key: 'a', value: 900 });
      await broker.idle();
      expect(valuesOf(notes)).toEqual([900]);
      expect((await broker.deadLetters('in')).map(({ group }) => group)).toEqual(['one']);
    },
  },
  {
    name: 'later messages of its key wait behind a dead letter',
    needs: ['deadLetter', 'park'],
    async play(open) {
      const { notes, handle } = noting(failHundreds);
      const broker = await open({ topics: { in: {} }, groups: { one: { topic: 'in', handle } } });
      await publishAll(broker, 'in', [
        { key: 'a', value: 900 },
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
        { key: 'a', value: 3 },
      ]);
      await broker.idle();
      expect(valuesOf(notes, 'a')).toEqual([900]);
      expect(valuesOf(notes, 'b')).toEqual([2]);
    },
  },
  {
    name: 'redriven: the dead letter, then what waited behind it, then what is new',
    needs: ['deadLetter', 'park', 'redrive', 'keyOrder'],
    async play(open) {
      let isMended = false;
      const { notes, handle } = noting((received) => {
        if (!isMended) failHundreds(received);
      });
      const broker = await open({ topics: { in: { partitions: 2 } }, groups: { one: { topic: 'in', handle } } });
      await publishAll(broker, 'in', [
        { key: 'a', value: 900 },
        { key: 'a', value: 1 },
        { key: 'a', value: 2 },
      ]);
      await broker.idle();
      isMended = true;
      await broker.redrive('in');
      await publishAll(broker, 'in', [
        { key: 'a', value: 3 },
        { key: 'd', value: 4 },
      ]);
      await broker.idle();
      expect(valuesOf(notes, 'a')).toEqual([900, 900, 1, 2, 3]);
      expect(valuesOf(notes, 'd')).toEqual([4]);
      expect(await broker.deadLetters('in')).toEqual([]);
    },
  },
  {
    name: 'redriven, it may fail again, and all behind it waits on',
    needs: ['deadLetter', 'park', 'redrive'],
    async play(open) {
      const { notes, handle } = noting(failHundreds);
      const broker = await open({ topics: { in: {} }, groups: { one: { topic: 'in', handle } } });
      await publishAll(broker, 'in', [
        { key: 'a', value: 900 },
        { key: 'a', value: 1 },
      ]);
      await broker.idle();
      await broker.redrive('in');
      await broker.publish('in', { key: 'a', value: 2 });
      await broker.idle();
      expect(valuesOf(notes)).toEqual([900, 900]);
      expect(await broker.deadLetters('in')).toHaveLength(1);
    },
  },
  {
    name: 'without a key nothing waits behind a dead letter',
    needs: ['deadLetter', 'park', 'redrive'],
    async play(open) {
      const { notes, handle } = noting(failHundreds);
      const broker = await open({ topics: { in: { partitions: 2 } }, groups: { one: { topic: 'in', handle } } });
      await publishAll(broker, 'in', [{ value: 901 }, { value: 902 }, { value: 3 }]);
      await broker.idle();
      expect(sorted(valuesOf(notes))).toEqual([3, 901, 902]);
      expect(sorted((await broker.deadLetters('in')).map(({ value }) => value))).toEqual([901, 902]);
    },
  },
];
