import { expect } from 'vitest';
import type { Case } from '../suite.ts';
import { inTurn, noting, passing, publishAll, sorted, valuesOf } from './helpers.ts';

const KEYS = ['a', 'b', 'c', '__proto__', 'constructor', '10'];

/** Who gets what, and in which order. */
export const delivery: readonly Case[] = [
  {
    name: 'every group gets every message once',
    needs: ['fanOut'],
    async play(open) {
      const [one, other] = [noting(), noting()];
      const broker = await open({
        topics: { in: { partitions: 3 } },
        groups: { one: { topic: 'in', handle: one.handle }, other: { topic: 'in', handle: other.handle } },
      });
      await publishAll(broker, 'in', inTurn(KEYS, 20));
      await broker.idle();
      const all = Array.from({ length: 20 }, (_, i) => i + 1);
      expect(sorted(valuesOf(one.notes))).toEqual(all);
      expect(sorted(valuesOf(other.notes))).toEqual(all);
    },
  },
  {
    name: 'the members of a group share its messages',
    needs: ['sharing'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: { partitions: 4 } },
        groups: { one: { topic: 'in', members: 3, handle } },
      });
      await publishAll(broker, 'in', inTurn(KEYS, 20));
      await broker.idle();
      expect(sorted(valuesOf(notes))).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    },
  },
  {
    name: 'messages of a key are handled in their order, whatever the key is called',
    needs: ['keyOrder'],
    async play(open) {
      const { notes, handle } = noting();
      const broker = await open({
        topics: { in: { partitions: 3 } },
        groups: { one: { topic: 'in', members: 2, handle } },
      });
      const messages = inTurn(KEYS, 40);
      await publishAll(broker, 'in', messages);
      await broker.idle();
      for (const key of KEYS)
        expect(valuesOf(notes, key)).toEqual(messages.filter((each) => each.key === key).map(({ value }) => value));
    },
  },
  {
    name: 'members come and go: nothing is lost, nothing is done twice, order per key holds',
    needs: ['rebalance', 'keyOrder'],
    async play(open) {
      const { notes, handle } = noting(passing);
      const broker = await open({
        topics: { in: { partitions: 4 }, out: {} },
        groups: { one: { topic: 'in', handle } },
      });
      const messages = inTurn(KEYS, 36);
      await publishAll(broker, 'in', messages.slice(0, 12));
      await broker.join('one');
      await publishAll(broker, 'in', messages.slice(12, 24));
      await broker.join('one');
      await broker.leave('one');
      await publishAll(broker, 'in', messages.slice(24));
      await broker.idle();
      for (const key of KEYS)
        expect(valuesOf(notes, key)).toEqual(messages.filter((each) => each.key === key).map(({ value }) => value));
      expect(sorted(valuesOf(await broker.log('out')))).toEqual(messages.map(({ value }) => value));
    },
  },
  {
    name: 'a command is handled by its part, in the order of its key, and answered',
    needs: ['commands', 'keyOrder'],
    async play(open) {
      const { notes, handle } = noting(({ value }, { say, reject }) => {
        if (value % 2 === 0) reject(`${value} is even`);
        say('out', value);
      });
      const broker = await open({
        topics: { in: {}, out: {} },
        groups: { one: { topic: 'in', handle: () => undefined, execute: handle } },
      });
      const answers: (() => Promise<unknown>)[] = [];
      for (const command of inTurn(['a', 'b'], 6)) answers.push(await broker.send('one', command));
      await broker.idle();
      expect(await Promise.all(answers.map((answer) => answer()))).toEqual([
        'accepted',
        { rejected: '2 is even' },
        'accepted',
        { rejected: '4 is even' },
        'accepted',
        { rejected: '6 is even' },
      ]);
      expect(valuesOf(notes, 'a')).toEqual([1, 3, 5]);
      expect(valuesOf(notes, 'b')).toEqual([2, 4, 6]);
      expect(sorted(valuesOf(await broker.log('out')))).toEqual([1, 3, 5]);
    },
  },
];
