import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { projectOf } from './harness.ts';

const SHOP = (update: string, keyed = 'orderId') => `
event Placed { orderId: string, customerId: string, total: decimal, at: timestamp, sku: string, n: int }
event Paid { orderId: string, customerId: string, total: decimal, at: timestamp, sku: string, n: int }
topic orders { carries Placed, Paid, key ${keyed}, partitions 6 }
service Shop { publishes Placed, Paid }
projection Customers by customerId {
  state {
    orders: int = 0, spent: decimal = 0, last?: timestamp, first?: timestamp, name?: string
    status: enum { none, placed, paid } = none, vip: boolean = false
    stock: map<int> = {}, skus: string[] = [], who?: string
  }
  on Placed as e { ${update} }
}
scenario "s" { when Placed, expect Customers["a"].orders != 7 }
`;

function codes(text: string): string[] {
  const { project } = projectOf(text);
  const found = project.uris.flatMap((uri) => diagnose(project, uri).map(({ code }) => code));
  return found.filter((code) => code !== 'EVF3002');
}

describe('updates of a row whose messages come in no fixed order', () => {
  test.each([
    'orders += 1, spent -= e.total',
    'last = max(last, e.at), first = min(e.at, first)',
    'stock[e.sku] += e.n',
    'vip = true',
    'status = placed',
    'who = e.customerId',
    'who = customerId',
    'let twice = e.n * 2 orders += twice',
    'if e.n > 3 { orders += 1 }',
    'if orders > 3 { vip = true }',
  ])('commute: %s', (update) => {
    expect(codes(SHOP(update))).toEqual([]);
  });

  test.each([
    ['last = e.at', 1],
    ['name = e.sku', 1],
    ['skus += [e.sku]', 1],
    ['spent += orders * e.total', 1],
    ['stock[e.sku] = e.n', 1],
    ['remove stock[e.sku]', 1],
    ['last = max(e.at, first)', 1],
    ['orders += 1, if e.n > 9 { orders = 0 }', 2],
    ['status = placed } on Paid as e { status = paid', 2],
    ['if first == null { first = min(first, e.at) }', 1],
  ])('do not: %s', (update, count) => {
    expect(codes(SHOP(update))).toEqual(Array(count).fill('EVF3019'));
  });

  test('keep their order where the topic is keyed like the row', () => {
    expect(codes(SHOP('last = e.at, skus += [e.sku]', 'customerId'))).toEqual([]);
  });
});
