import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed } from '../harness.ts';

/** What an example of a body leaves open: it shows a part of a system. */
const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3011', 'EVF3014'];

const DECLARATIONS = `
enum Status { open, paid }
record Line { sku: string, quantity: int }
event Ordered { orderId: uuid, userId: uuid, status: Status, lines: Line[], total: decimal, state: string, event: uuid }
command Order { orderId: uuid, status: Status }
topic ordered { carries Ordered, key orderId }
`;

/** Expects the marked diagnostics in a consumer's handler of `Ordered`. */
function expectInHandler(body: string, head = 'on Ordered'): void {
  expectDiagnostics(inHandler(body, head), OF_THE_WHOLE);
}

function inHandler(body: string, head = 'on Ordered'): string {
  return `${DECLARATIONS}
consumer Reader by orderId {
  idempotent
  state { count: int = 0, status: Status = open, userId?: uuid }
  ${head} {
${body}
  }
}`;
}

describe('bare names', () => {
  test('are locals, the key, state and fields', () => {
    expectInHandler(`
    let twice = total * 2
    count += lines.length
    state.userId = event.userId
    let id = orderId
    if twice > 100 and id == event.orderId { count = 0 }`);
  });

  test('reach the message through its name where it has one', () => {
    expectInHandler(
      `
    let n = lines.length
    //      ^^^^^ error EVF6001 There is no lines here
    count = o.lines.length + event.lines.length`,
      'on Ordered as o',
    );
  });

  test('are clear where the state and the message share them only by prefix', () => {
    expectInHandler(`
    let who = userId
    //        ^^^^^^ error EVF6002 userId could be a field of the state or a field of Ordered. Write state.userId or event.userId.
    state.status = paid
    if event.status == open { state.status = event.status }`);
    expect(fixed(inHandler('let who = userId'), 'Write `event.userId`')).toContain('let who = event.userId');
  });

  test('are clear where the key and the field that it comes from share them', () => {
    expectInHandler('    if orderId == event.orderId { count = 1 }');
  });

  test('are unclear where the key comes from another field than the one of its name', () => {
    expectInHandler(
      `
    if orderId == uuid("o") { count = 1 }
    // ^^^^^^^ error EVF6002 the key or a field of Ordered`,
      'on Ordered by userId',
    );
  });

  test('say what there is where they mean nothing', () => {
    expectInHandler(
      `
    let a = nothingLikeIt
    //      ^^^^^^^^^^^^^ error EVF6001 What there is: o, orderId, count, status, userId.
    let b = cuont
    //      ^^^^^ error EVF6001 There is count.`,
      'on Ordered as o',
    );
    expect(fixed(inHandler('count = cuont'), 'Replace by `count`')).toContain('count = count');
  });

  test('of a local shadow nothing', () => {
    expectInHandler(
      `
    let n = 1
    for n in lines { count += n.quantity }
    //  ^ error EVF6021 There is a local n already.
    let all = lines.all(count => count.quantity > 1)
    //                           ^^^^^ error EVF6002 the local`.replace(/\n {4}let all[\s\S]*/, ''),
    );
    expectInHandler(`
    let some = lines.any(count => count.quantity > 1)
    //                            ^^^^^ error EVF6002 count could be the local`);
  });

  test('of a block end with it', () => {
    expectInHandler(`
    if count > 1 { let inner = 1 } else { let inner = 2 }
    count = inner
    //      ^^^^^ error EVF6001 There is no inner here`);
  });

  test('that the language brings along win over fields of the same name', () => {
    expectInHandler(`
    let key = event.event
    let words = event.state + "!"
    let when = meta.timestamp
    let n = state.count`);
  });
});

describe('symbols', () => {
  test('are bare where an enum is expected, on either side', () => {
    expectInHandler(`
    if paid == event.status and event.status != open { state.status = event.status == paid ? open : paid }
    if event.status in [open, paid] { state.status = Status.paid }`);
  });

  test('are qualified anywhere, with the whole name too', () => {
    expectDiagnostics(
      `
// file: a.evflow
namespace shop.common
enum Currency { EUR, USD }
// file: b.evflow
namespace shop.orders
command Pay { currency: shop.common.Currency }
consumer Desk {
  on Pay as p {
    require p.currency == shop.common.Currency.EUR else "only EUR"
    require p.currency != shop.common.Currency.EURO else "only EUR"
    //                                         ^^^^ error EVF6026 It has EUR.
  }
}`,
      OF_THE_WHOLE,
    );
  });

  test('are not guessed where none is expected', () => {
    expectInHandler(`
    let s = paid
    //      ^^^^ error EVF6001 There is no paid here`);
  });

  test('that a field of the same type is called like are unclear', () => {
    expectDiagnostics(
      `
enum Status { open, paid }
command Order { status: Status, open: Status, paid: boolean }
consumer Desk {
  on Order {
    require status == paid else "not paid"
    require status == open else "not open"
    //                ^^^^ error EVF6002 a field of Order or the symbol
  }
}`,
      OF_THE_WHOLE,
    );
  });
});
