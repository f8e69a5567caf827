import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed } from '../harness.ts';

const HEAD = `
command Book { seat: string, guests?: int, price: decimal }
event Booked { seat: string, guests: int, price: decimal, by: uuid }
topic bookings { carries Booked, key seat }
consumer Mail { on Booked }
`;
const handler = (body: string, head = 'on Book as b') => `${HEAD}\nconsumer Booking {\n  ${head} {\n${body}\n  }\n}`;

describe('missing fields', () => {
  test('are added with what has the same name and fits', () => {
    const source = handler('    emit Booked { seat: b.seat }');
    expect(fixed(source, 'Add guests, price and by')).toContain(
      'emit Booked { seat: b.seat, guests: , price: b.price, by:  }',
    );
  });

  test('are added in the short form where a name of the body fits', () => {
    const source = handler('    let by = uuid()\n    emit Booked { guests: 1 }', 'on Book');
    expect(fixed(source, 'Add seat, price and by')).toContain('emit Booked { guests: 1, seat, price, by }');
  });

  test('are added on lines of their own where the others stand so', () => {
    const source = handler('    emit Booked {\n      ...b\n      by: uuid()\n    }');
    expect(fixed(source, 'Add guests')).toContain('      by: uuid()\n      guests: \n    }');
  });

  test('are added to an empty literal, and to none', () => {
    expect(fixed(handler('    emit Booked { }'), 'Add seat, guests, price and by')).toContain(
      'emit Booked { seat: b.seat, guests: ,',
    );
    expect(fixed(handler('    emit Booked'), 'Add seat, guests, price and by')).toContain(
      'emit Booked { seat: b.seat, guests: ,',
    );
  });
});

test('what may be absent falls back, in parentheses only beside an operator', () => {
  expect(fixed(handler('    let n = b.guests + 1'), 'Take 0 where it is absent')).toContain(
    'let n = (b.guests ?? 0) + 1',
  );
  const emit = handler('    emit Booked { ...b, guests: b.guests, by: uuid() }');
  expect(fixed(emit, 'Take 0 where it is absent')).toContain('guests: b.guests ?? 0,');
  const conditional = handler('    emit Booked { ...b, guests: b.price > 1 ? b.guests : null, by: uuid() }');
  expect(fixed(conditional, 'Take 0 where it is absent')).toContain('guests: (b.price > 1 ? b.guests : null) ?? 0,');
});

test('a needless fallback goes', () => {
  expect(fixed(handler('    let n = b.price ?? 0'), 'Remove `??` and what follows it')).toContain('let n = b.price\n');
});

test('a part of another namespace is brought in', () => {
  const source = `
// file: a.evflow
namespace shop.stock
command Add { sku: string }
consumer Stock { single, idempotent, state { count: int = 0 } on Add { count += 1 } }
// file: b.evflow
namespace shop.tests
use shop.stock.Add
scenario "it" {
  when Add
  expect Stock.count == 1
  //     ^^^^^ error EVF6001 There is no Stock here. shop.stock.Stock exists: add a \`use\`.
}`;
  expectDiagnostics(source);
  expect(fixed(source, 'Add `use shop.stock.Stock`')).toContain('use shop.stock.Add\nuse shop.stock.Stock');
});

test('a field that an upcast leaves out is added to it', () => {
  const source = `
event Paid@1 { id: uuid }
event Paid@2 { id: uuid, total: decimal, upcast from @1 { } }`;
  expect(fixed(source, 'Add total')).toContain('upcast from @1 { total:  }');
});
