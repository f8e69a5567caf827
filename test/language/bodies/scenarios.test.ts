import { expect, test } from 'vitest';
import { expectDiagnostics, fixed } from '../harness.ts';

const OF_THE_WHOLE = [
  'EVF3001',
  'EVF3002',
  'EVF3003',
  'EVF3010',
  'EVF3011',
  'EVF3014',
  'EVF3016',
  'EVF3017',
  'EVF7014',
];

const SHOP = `
enum Status { none, placed }
record Line { sku: string, quantity: int(1..9) }
command Place { orderId: uuid, lines: Line[1..] }
command Charge { orderId: uuid, total: decimal }
event Placed@1 { orderId: uuid, total: decimal }
event Placed@2 { orderId: uuid, userId: uuid, amount: decimal, upcast from @1 { userId: old.orderId, amount: old.total } }
event Paid { orderId: uuid }
event Refused { orderId: uuid, reason: string }
topic orders { carries Placed, Paid, Refused, key orderId }
aggregate Order by orderId {
  state { status: Status = none, total: decimal = 0 }
  handle Place as p { emit Placed@2 { ...p, userId: uuid(), amount: 1 } }
  apply Placed@2 as p { status = placed, total = p.amount }
}
consumer Payments { on Charge emits Paid | Refused }
consumer Stock {
  single
  state { stock: map<int(0..)> = {}, names: string[] = [] }
  on Paid { remove stock["a"] }
}
projection Buyers by userId {
  state { spent: decimal = 0, last?: timestamp }
  on Placed@2 as p { spent += p.amount }
  query big(min: decimal, most?: int) where spent >= min order by spent limit 3
}
saga Checkout by orderId {
  start on Placed@2 as order
  step Pay { send Charge { orderId, total: order.amount } on Paid -> done on Refused as r -> abort r.reason after 1m retry 5 }
  done { }
  abort { }
}
choreography Flow by orderId { start on Placed, Placed -> Paid, ends on Paid }
`;

const expectLines = (lines: string) => expectDiagnostics(`${SHOP}\nscenario "it" {\n${lines}\n}`, OF_THE_WHOLE);

test('what is right', () => {
  expectLines(`
  given Stock.stock["a"] = 5
  given Stock.stock = { "a": 1, b: 2 }
  given Buyers[uuid("b")].spent = 5
  given Buyers[uuid("b")] = { last: "2024-01-15T10:30:00Z" }
  given Placed@2 { orderId: uuid("o") } meta { correlationId: "c", eventId: uuid("e"), timestamp: "2024-01-15T10:30:00Z" }
  given Placed@1 { total: 5 }
  stub Charge -> Paid | Refused { reason: "no" } | rejected "broken"
  stub Payments on Charge -> Paid
  stub Stock on Paid -> rejected "x"
  //                    ^^^^^^^^^^^^ error EVF7006 only a command can be rejected
  when Place { orderId: uuid("o"), lines: [{ sku: "a" }] } meta { producer: "web" }
  then Placed { amount: 5 }
  then Placed { total: 5 } meta { topic: "orders", attempt: 1 }
  then Placed@1 { total: 5 }
  then rejected "why"
  never Refused { reason: "no" }
  fault duplicate every Placed
  wait 5m
  expect Checkout[uuid("o")] is parked
  expect Flow[uuid("o")] is stuck
  expect Order[uuid("o")].status == placed
  expect Order[uuid("o")].at(1).status == placed and Order[uuid("o")].at("2024-01-15T10:30:00Z") == null
  expect Order[uuid("o")].history.length == 3
  expect Stock.stock["a"] == 3
  expect Stock.stock["a"] ?? 0 < 3
  expect Buyers[uuid("u")].spent == 20
  expect Buyers.big(100).isEmpty
  expect Buyers.big(100, 3).all(b => b.spent >= 100 and b.userId != uuid("x"))
  replay Stock from "2024-01-15T10:30:00Z"
  replay Stock from 3
  rebuild Buyers
  resume Checkout[uuid("o")]`);
});

test('what is wrong with messages', () => {
  expectLines(`
  when Place { orderId: "o", lines: [] }
  //                    ^^^ error EVF6012 uuid
  //                                ^^ error EVF6012 at least 1
  when Place { orderId: uuid() }
  //                    ^^^^^^ error EVF7009 uuid("o-1")
  when Place { lines: [{ sku: "a", quantity: 10 }], order: 1 }
  //                                         ^^ error EVF6012 it is more than 9
  //                                                ^^^^^ error EVF6007 Place has no field order.
  when Place meta { attempt: 3 }
  //                ^^^^^^^ error EVF6007 has no field attempt
  then Placed { total: 1, amount: 1 }
  //            ^^^^^ error EVF6007 Placed@2.0 has no field total.
  then Refused { reason: missing }
  //                     ^^^^^^^ error EVF6001 There is no missing here`);
});

test('what is wrong with states', () => {
  expectLines(`
  given Stock.stock["a"] = -1
  //                       ^^ error EVF6012 it is less than 0
  given Stock.stok["a"] = 1
  //          ^^^^ error EVF6003 It has stock.
  given Order.status = placed
  //    ^^^^^^^^^^^^ error EVF6028 write Order[orderId].status
  given Buyers["b"].spent = 5
  //           ^^^ error EVF6012 uuid
  given Order[uuid("o")].status = gone
  //    ^^^^^^^^^^^^^^^^^^^^^^^ error EVF7014 Give it Placed@2 instead: \`given Placed@2 { … }\`.
  //                              ^^^^ error EVF6026 It has none.
  given Order[uuid("o")] = { total: 5 }
  //    ^^^^^^^^^^^^^^^^ error EVF7014 The state of Order follows from its events alone.
  given Stock.names.length = 1
  //    ^^^^^^^^^^^^^^^^^^ error EVF7008 Part.field
  expect Stock["a"] == 1
  //     ^^^^^^^^^^ error EVF6028 has no keys
  expect Order[uuid("o")].status
  //     ^^^^^^^^^^^^^^^^^^^^^^^ error EVF6004 This is Status?, and boolean is expected.
  expect Stock.stock["a"] < 3
  //     ^^^^^^^^^^^^^^^^ error EVF6005 ?? 0
  expect Buyers.bigg(1).isEmpty
  //            ^^^^ error EVF6003 It has big.
  expect Buyers.big("x").isEmpty
  //                ^^^ error EVF6004 decimal is expected
  expect Buyers.big.isEmpty
  //            ^^^ error EVF6029 It is called: Buyers.big(…).
  expect Buyers.big().isEmpty
  //     ^^^^^^^^^^^^ error EVF6014 It is called: Buyers.big(min: decimal, most?: int).
  expect Ordr[uuid("o")].status == placed
  //     ^^^^ error EVF6001 There is Order.`);
});

test('what is wrong with instances, stubs and operations', () => {
  const source = `
  expect Order[uuid("o")] is done
  //     ^^^^^^^^^^^^^^^^ error EVF7001 This is state of Order?
  expect Checkout is done
  //     ^^^^^^^^ error EVF7001 This is Checkout
  expect Checkout[uuid("o")] is stuck
  //                            ^^^^^ error EVF7002 running, done, aborted or parked
  expect Checkout[uuid("o")] is dune
  //                            ^^^^ error EVF7002 running
  stub Placed@2 -> Paid
  //   ^^^^^^^^ error EVF7003 Name the part
  stub Payments on Placed@2 -> Paid
  //               ^^^^^^^^ error EVF7004 It handles Charge.
  stub Charge -> Placed@2
  //             ^^^^^^^^ warning EVF7005 It may say Paid or Refused.
  replay Stock from start
  //                ^^^^^ error EVF7007 earliest
  replay Stock from "yesterday"
  //                ^^^^^^^^^^^ error EVF6012 "yesterday" is no timestamp, such as "2024-01-15T10:30:00Z".
  resume Checkout["o"]
  //              ^^^ error EVF6012 uuid`;
  expectLines(source);
  expect(fixed(`${SHOP}\nscenario "it" {\n${source}\n}`, 'Replace by `done`')).toContain('is done\n  stub');
});

test('what a saga cannot take in lies in the dead letter topic of what it reads', () => {
  expectDiagnostics(
    `
event Asked { id: string }
event Said { id: string }
command Do { id: string }
topic asked { carries Asked, key id }
topic said { carries Said, key id }
topic others { carries Other, key id }
event Other { id: string }
service Web { publishes Asked, Other }
consumer Doer { idempotent, on Do as c { emit Said { ...c } } }
saga Flow by id {
  start on Asked
  step One { send Do { id } on Said -> done after 1m -> abort "slow" compensate { } }
}
scenario "it" {
  when Asked
  redrive asked
  redrive said
  redrive others
  //      ^^^^^^ warning EVF7012 there is nothing to redrive
}`,
    ['EVF3002'],
  );
});

test('a required field takes no null, wherever in the state it lies', () => {
  expectDiagnostics(`
event Booked { seat: string }
topic bookings { carries Booked, key seat, retain 7d }
service Web { publishes Booked }
consumer Seats by seat {
  idempotent
  state { total: int = 0, note?: string, box: { n: int, m?: int } = { n: 1 }, boxes: map<{ n: int }> = {} }
  on Booked {
    total += 1
    boxes["a"].n = null
    //             ^^^^ error EVF6004 This is null, and int is expected.
    box.m = null
  }
}
consumer Hall {
  single
  idempotent
  state { total: int = 0, note?: string }
  on Booked { total += 1 }
}

scenario "null" {
  given Seats["a"].total = null
  //                       ^^^^ error EVF6004 This is null, and int is expected.
  given Seats["a"].note = null
  given Seats["a"].box.n = null
  //                       ^^^^ error EVF6004 This is null, and int is expected.
  given Seats["a"].box.m = null
  given Seats["a"].boxes["x"].n = null
  //                              ^^^^ error EVF6004 This is null, and int is expected.
  given Hall.total = null
  //                 ^^^^ error EVF6004 This is null, and int is expected.
  given Hall.note = null
  when Booked
}`);
});

test('a saga has no state but that of instances that have begun', () => {
  expectDiagnostics(`
event Ordered { id: string }
command Reserve { id: string }
event Reserved { id: string }
topic orders { carries Ordered, Reserved, key id, retain 7d }
service Web { publishes Ordered }
consumer Stock { idempotent, on Reserve as r { emit Reserved { id: r.id } } }
saga Checkout by id {
  start on Ordered
  state { total: int = 1 }
  step Reserving {
    send Reserve { id: id }
    on Reserved -> done
    after 1h -> abort "late"
    compensate { }
  }
}
scenario "given" {
  given Checkout["a"].total = 5
  //    ^^^^^^^^^^^^^^^^^^^ error EVF7008 A scenario cannot start from the state of saga Checkout. An instance begins with the message that starts it
  given Checkout["a"] = { total: 5 }
  //    ^^^^^^^^^^^^^ error EVF7008
  when Ordered { id: "a" }
}`);
});
