import { expect, test } from 'vitest';
import { projectOf } from '../../../test/language/harness.ts';
import { type Strategy, subjectsOf } from './subjects.ts';

const SOURCE = `
namespace shop
event Ordered@1 { id: uuid }
event Ordered@1.1 { id: uuid, note?: string }
event Ordered@2 { key: uuid }
event Paid { id: uuid }
event Alone { id: uuid }
command Order { id: uuid }
topic orders "shop.orders" { carries Ordered, Paid, compatibility backward }
topic audit { carries Paid, compatibility forward }
`;

const shown = (source: string, strategy?: Strategy) =>
  subjectsOf(projectOf(source).project, strategy).map(
    ({ name, minors, policy }) => `${name}: ${minors.map(({ key }) => key).join(' ')} ${policy}`,
  );

test('a subject is a topic and a record: each major is one, each topic of a message too, a command has no topic', () => {
  expect(shown(SOURCE)).toEqual(
    [
      'audit-shop.Paid: shop.Paid@1.0 forward',
      'Alone-shop.Alone: shop.Alone@1.0 full',
      'shop.Order: shop.Order@1.0 full',
      'shop.orders-shop.Ordered: shop.Ordered@1.0 shop.Ordered@1.1 backward',
      'shop.orders-shop.OrderedV2: shop.Ordered@2.0 backward',
      'shop.orders-shop.Paid: shop.Paid@1.0 backward',
    ].sort(),
  );
});

test('by records alone a message has one subject, under what all its topics promise', () => {
  expect(shown(SOURCE, 'record')).toEqual([
    'shop.Alone: shop.Alone@1.0 full',
    'shop.Order: shop.Order@1.0 full',
    'shop.Ordered: shop.Ordered@1.0 shop.Ordered@1.1 backward',
    'shop.OrderedV2: shop.Ordered@2.0 backward',
    'shop.Paid: shop.Paid@1.0 full',
  ]);
});

test('by topics alone a topic has room for one major of one message', () => {
  expect(() => shown(SOURCE, 'topic')).toThrow(
    'shop.Ordered@1.0 and shop.Ordered@2.0 would both be versions of the subject shop.orders-value, and held against each other. Use the strategy topic-record',
  );
  expect(shown('event Paid { id: uuid }\ntopic pay { carries Paid }', 'topic')).toEqual(['pay-value: Paid@1.0 full']);
});

test('names that fall together are told', () => {
  const source = 'event E@1 { a: int }\nevent E@2 { b: int }\nevent EV2 { c: int }\ntopic t { carries E, EV2 }';
  expect(() => shown(source)).toThrow(
    'E@2.0 and EV2@1.0 would both be versions of the subject t-EV2, and held against each other. Rename one',
  );
});
