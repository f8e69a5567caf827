import { describe, expect, test } from 'vitest';
import type { Value } from '../../model/types.ts';
import type { Data } from '../program.ts';
import { publishInto } from '../text.fixture.ts';

const DATA: Data = {
  i: 7,
  l: '9223372036854775807',
  d: '2.50',
  x: 0.5,
  s: 'Grüße 👋',
  list: [3, 1, 2],
  items: [
    { sku: 'b', quantity: 2, price: '10' },
    { sku: 'a', quantity: 1, price: '0.5', note: 'fragile' },
  ],
  m: { é: 3, b: 2, a: 1, '10': 4, '9': 5 },
  at: '2024-01-15T10:30:00+01:00',
  took: 'PT90S',
  status: 'paid',
  j: { deep: [{ a: 1 }] },
  shape: { kind: 'circle', radius: 2 },
};

/** What an expression gives in a handler; an error's reason as a string that begins with `!`. */
function valueOf(expression: string): Value {
  const { said, errors } = publishInto(
    `
    enum Status { open, paid }
    record Item { sku: string, quantity: int, price: decimal, note?: string }
    record Circle { radius: int }
    record Square { side: int }
    union Shape by kind { circle: Circle, square: Square }
    event In {
      i: int, l: long, d: decimal, x: double, s: string, none?: string, nothing?: decimal, list: int[], items: Item[],
      m: map<int>, at: timestamp, took: duration, status: Status, j: json, shape: Shape
    }
    event Out { value: json }
    consumer C {
      on In as e {
        let v = ${expression}
        emit Out { value: v }
      }
    }
    `,
    ['In@1.0', DATA],
  );
  return errors[0] === undefined ? (said[0]?.data.value ?? null) : `!${errors[0]}`;
}

describe.each<[string, [string, Value][]]>([
  [
    'numbers',
    [
      ['e.i + 1', 8],
      ['e.i - 10', -3],
      ['e.i * e.i', 49],
      ['e.i / 2', '3.5'],
      ['1 / 3', '0.3333333333333333333333333333333333'],
      ['e.i % 4', 3],
      ['-e.i', -7],
      ['-9007199254740991', -9007199254740991],
      ['9007199254740991 + 0', 9007199254740991],
      ['9007199254740991 + 1', '!the result is beyond the range of int, ±(2^53−1)'],
      ['e.i / 0', '!division by zero'],
      ['e.i % 0', '!division by zero'],
      ['e.l + 1', '!the result is beyond the range of long, 64 bit'],
      ['e.l - e.i', '9223372036854775800'],
      ['e.d + 0.1 + 0.2', '2.8'],
      ['e.d * e.i', '17.5'],
      ['e.d - e.d', '0'],
      ['e.i + e.d', '9.5'],
      ['e.l + e.d', '9223372036854775809.5'],
      ['e.x + e.i', 7.5],
      ['e.x / 0', '!division by zero'],
      ['round(e.d)', '2'],
      ['round(e.d / 3, 2)', '0.83'],
      ['round(e.x)', 0],
      ['4.50', '4.50'],
    ],
  ],
  [
    'logic and comparison',
    [
      ['e.i > 6 and e.i < 8', true],
      ['e.i > 7 or not (e.d == 2.5)', false],
      ['e.d == 2.5', true],
      ['e.d < e.i', true],
      ['e.l > 1', true],
      ['e.s < "H"', true],
      ['e.at == "2024-01-15T09:30:00Z"', true],
      ['e.at < meta.timestamp', true],
      ['e.took > 1m', true],
      ['e.took == 90s', true],
      ['e.status == paid', true],
      ['e.status != Status.open', true],
      ['e.list == [3, 1, 2]', true],
      ['e.none == null', true],
      ['e.nothing != null', false],
      ['2 in e.list', true],
      ['"zz" in e.m', false],
      ['"a" in e.m', true],
      ['e.i > 0 ? "yes" : "no"', 'yes'],
      ['e.none ?? "else"', 'else'],
      ['e.nothing ?? e.i', '7'],
      ['e.i == 7 ? 1 : 2.5', '1'],
    ],
  ],
  [
    'lists',
    [
      ['e.list.all(n => n > 0)', true],
      ['e.list.any(n => n > 3)', false],
      ['e.list.count()', 3],
      ['e.list.count(n => n > 1)', 2],
      ['e.list.filter(n => n > 1)', [3, 2]],
      ['e.list.map(n => n * 2)', [6, 2, 4]],
      ['e.list.map(n => n + e.d)', ['5.5', '3.5', '4.5']],
      ['e.list.sum()', 6],
      ['e.list.min() ?? 0', 1],
      ['e.list.max() ?? 0', 3],
      ['e.list.first ?? 0', 3],
      ['e.list.last ?? 0', 2],
      ['e.list.contains(2)', true],
      ['e.list.length', 3],
      ['e.list.isEmpty', false],
      ['e.list[1] ?? 0', 1],
      ['e.list[9] ?? -1', -1],
      ['sum(e.items, i => i.price * i.quantity)', '20.5'],
      ['e.items.sum(i => i.quantity)', 3],
      ['e.items.filter(i => i.quantity > 5).sum(i => i.price)', '0'],
      ['e.items.filter(i => i.quantity > 5).max(i => i.price) ?? -1', '-1'],
      ['min(e.items, i => i.price) ?? 0', '0.5'],
      ['max(e.i, e.d, 3)', '7'],
      ['min(e.nothing, 3.5)', '3.5'],
      ['e.items.first.sku ?? ""', 'b'],
      ['e.items.filter(i => i.note == null).map(i => i.sku)', ['b']],
      ['[2.5, 1, e.i]', ['2.5', '1', '7']],
      ['e.list + [9]', [3, 1, 2, 9]],
    ],
  ],
  [
    'maps',
    [
      ['e.m["a"] ?? 0', 1],
      ['e.m["constructor"] ?? 0', 0],
      ['e.m["__proto__"] ?? 0', 0],
      ['e.m.keys', ['10', '9', 'a', 'b', 'é']],
      ['e.m.values', [4, 5, 1, 2, 3]],
      ['e.m.values.sum()', 15],
      ['e.m.contains("b")', true],
      ['e.m.length', 5],
      ['e.m.isEmpty', false],
    ],
  ],
  [
    'texts',
    [
      ['e.s.length', 7],
      ['e.s.contains("üße")', true],
      ['e.s.startsWith("Gr")', true],
      ['e.s.endsWith("x")', false],
      ['e.s.upper', 'GRÜSSE 👋'],
      ['e.s.lower', 'grüße 👋'],
      ['"  a ".trim', 'a'],
      ['"n: " + e.s', 'n: Grüße 👋'],
    ],
  ],
  [
    'times',
    [
      ['max(e.at, meta.timestamp)', '2024-01-15T10:30:00.000Z'],
      ['7d', 'P7D'],
      ['now()', '2024-01-15T10:30:00.000Z'],
    ],
  ],
  [
    'json and unions',
    [
      ['e.j', { deep: [{ a: 1 }] }],
      ['e.shape.kind == circle', true],
      ['e.shape.radius ?? 0', 2],
      ['e.shape.side ?? 0', 0],
    ],
  ],
  [
    'ids',
    [
      ['uuid("a") == uuid("a")', true],
      ['uuid("a") == uuid("b")', false],
      ['uuid() == uuid()', false],
    ],
  ],
  [
    'the envelope',
    [
      ['meta.attempt', 1],
      ['meta.topic', 'In'],
      ['meta.offset', 0],
      ['meta.eventType + meta.eventVersion', 'In1.0'],
      ['meta.correlationId == meta.eventId', true],
      ['meta.causationId == null', true],
      ['meta.replayed', false],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });
});

test('a chain of 10,000 operands runs', () => {
  expect(valueOf(Array.from({ length: 10_000 }, () => 'e.i').join(' + '))).toBe(70_000);
  expect(valueOf(`${Array.from({ length: 10_000 }, () => 'e.nothing').join(' ?? ')} ?? 1`)).toBe('1');
  expect(valueOf(Array.from({ length: 10_000 }, () => 'e.i == 7').join(' and '))).toBe(true);
});
