import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

const ORDER = `
event Order { orderId: uuid, customer: { id: uuid, tags: string[] }, weight: double }
topic orders { carries Order, key orderId }
service Shop { publishes Order }
`;

describe('a topic', () => {
  test('has defaults', () => {
    const { project } = projectOf(
      `${ORDER}topic audit "shop.audit" { carries Order by customer.id, partitions 6, retain 7d, acks leader, compatibility none }`,
    );
    expect(project.topic('orders')).toMatchObject({
      wireName: 'orders',
      partitions: 1,
      replicas: 1,
      acks: 'all',
      retain: undefined,
      compact: false,
      compatibility: 'full',
    });
    expect(project.topic('audit')).toMatchObject({
      wireName: 'shop.audit',
      partitions: 6,
      retain: 604_800_000,
      acks: 'leader',
      compatibility: 'none',
    });
    expect(project.topic('audit')?.carries.get('Order')).toEqual(['customer', 'id']);
    expect(project.topicsOf('Order').map(({ key }) => key)).toEqual(['audit', 'orders']);
  });

  test('is implicit where none is written, and gone when one is', () => {
    const { project } = projectOf('event Order { orderId: uuid }\ncommand Pay { orderId: uuid }');
    expect(project.topicsOf('Order')).toMatchObject([{ key: 'Order', node: undefined, partitions: 1 }]);
    expect(project.topicsOf('Pay')).toEqual([]);
    project.setFile('topic.evflow', 'topic orders { carries Order }');
    expect(project.topicsOf('Order')).toMatchObject([{ key: 'orders' }]);
    expect(project.topic('Order')).toBeUndefined();
  });

  test('says each thing once, with values that there are', () => {
    const source = `
event Order { orderId: uuid }
topic orders {
  carries Order, Order
  //             ^^^^^ error EVF2201 The message \`Order\` is in orders already.
  key orderId
  partitions 0
  //         ^ error EVF2208 from 1 to 10000
  replicas 101
  //       ^^^ error EVF2208 from 1 to 100
  acks none
  //   ^^^^ error EVF2207 It is all or leader.
  compatibility forwards
  //            ^^^^^^^^ error EVF2207 It is none, backward, forward or full.
  partitions 3
  // <- error EVF2201 The option \`partitions\` is in orders already.
}`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `forward`')).toContain('compatibility forward\n');
    expect(fixed(source, 'Remove this option')).not.toContain('partitions 3');
  });

  test('is keyed by fields that every carried version has', () => {
    expectDiagnostics(`
event Order@1 { id: uuid }
event Order@2 { orderId: uuid, upcast from @1 { orderId: old.id } }
event Rated { order: uuid, by: { name: string } }
topic orders {
  carries Order, Rated by order
  //      ^^^^^ error EVF3005 Order@1.0 has no field \`orderId\`
  carries Rated by by.nam
  //                  ^^^ error EVF2111 by has no field \`nam\`. It has name.
  //      ^^^^^ error EVF2201 The message \`Rated\` is in orders already.
  key orderId
}`);
  });

  test('is keyed by single values', () => {
    expectDiagnostics(`
event Order { id: { a: uuid }, size: double, tags: string[] }
topic a { carries Order, key id }
//                           ^^ error EVF2112 cannot be a key
topic b { carries Order, key id.a }
topic c { carries Order by size }
//                         ^^^^ error EVF2112 it is double
topic d { carries Order by tags.length }
//                              ^^^^^^ error EVF2111 It has no fields.`);
  });

  test('carries what has names of its own on the wire', () => {
    expectDiagnostics(`
event Paid "money" { id: uuid }
event Refunded "money" { id: uuid }
topic payments { carries Paid, Refunded }
//                             ^^^^^^^^ error EVF3013 are both "money" on the wire`);
  });
});

describe('a consumer', () => {
  test('has defaults and says what it wants', () => {
    const { project } = projectOf(`${ORDER}
topic dead { }
service MailService "mailer" {
  consumer OrderMail { on Order }
  consumer Other by orderId on orders {
    group "g", offset latest, delivery exactly-once, idempotent by orderId for 7d, retry 5 backoff 200ms..30s
    dead letter to dead, concurrency 4, on Order by customer.id emits Order, ignore Order
  }
}`);
    expect(project.part('OrderMail')).toMatchObject({
      kind: 'consumer',
      producer: 'mailer',
      group: 'mail-service-order-mail',
      offset: 'earliest',
      delivery: 'at-least-once',
      idempotent: undefined,
      retry: { count: 0 },
      deadLetterTo: undefined,
      concurrency: 1,
      single: false,
      topics: ['orders'],
      handlers: [{ message: 'Order@1.0', messageName: 'Order', major: 1, by: undefined, emits: [] }],
      ignores: [],
    });
    expect(project.part('Other')).toMatchObject({
      by: ['orderId'],
      group: 'g',
      offset: 'latest',
      delivery: 'exactly-once',
      idempotent: { by: ['orderId'], window: 604_800_000 },
      retry: { count: 5, backoff: 200, backoffMax: 30_000 },
      deadLetterTo: 'dead',
      concurrency: 4,
      topics: ['orders'],
      handlers: [{ by: ['customer', 'id'], emits: ['Order@1.0'] }],
      ignores: ['Order'],
    });
  });

  test('is told of wrong and repeated options', () => {
    expectDiagnostics(`${ORDER}
consumer C {
  offset newest
  //     ^^^^^^ error EVF2207 It is earliest or latest.
  delivery at-least-twice
  //       ^^^^^^^^^^^^^^ error EVF2207 at-most-once, at-least-once or exactly-once
  retry 3 backoff 30s..200ms
  //                   ^^^^^ error EVF2102 the longest wait is shorter than the first
  concurrency 0
  //          ^ error EVF2208 from 1 to 1000
  single
  idempotent
  idempotent by orderId
  // <- error EVF2201 The option \`idempotent\` is in C already.
  on Order
}`);
  });

  test('keeps state with one key, or is single', () => {
    const state = (head: string, items = '') =>
      `${ORDER}consumer C ${head} { idempotent, ${items} state { n: int = 0 }, on Order { n += 1 } }`;
    expectDiagnostics(state('by orderId'));
    expectDiagnostics(state('', 'single,'));
    expectDiagnostics(
      `${state('')}\n//                         ^^^^^^^^^^^^^^^^^^^^ error EVF3007 split over its partitions`,
    );
    expect(fixed(state(''), 'Make the consumer `single`')).toContain('single');
  });

  test('reads topics that carry what it handles', () => {
    expectDiagnostics(
      `${ORDER}
event Paid { orderId: uuid }
command Pay { orderId: uuid }
service Bank { publishes Paid, Pay }
consumer C on orders { idempotent, on Order, on Pay, on Paid }
//                                                      ^^^^ error EVF3008 C reads orders, and Paid is not on it. No topic carries it.`,
      ['EVF3011'],
    );
  });

  test('reads from a dead letter topic what may be given up there, carried or not', () => {
    const shared = `
event Placed { id: uuid, left?: int }
event Other { id: uuid }
command Place { id: uuid }
topic orders { carries Placed, Other, key id }
consumer Shop { idempotent, on Place as c { emit Placed { id: c.id }, emit Other { id: c.id } } }
consumer Ship on orders { idempotent, dead letter to dead, on Placed { fail "no" } }
`;
    const reader = 'consumer Mender on dead { idempotent, on Placed }';
    expectDiagnostics(`${shared}topic dead { }\n${reader}`, ['EVF3002']);
    expectDiagnostics(`${shared}topic dead { carries Placed, key id }\n${reader}`, ['EVF3002']);
    expectDiagnostics(
      `${shared}topic dead { carries Other, key id }\n${reader}\nconsumer More on dead { idempotent, on Other }`,
    );
    expectDiagnostics(`${shared}topic dead { }
consumer Mender on dead { idempotent, on Placed, on Other }
//                                                  ^^^^^ error EVF3008 It is on orders.`);
    const { project } = projectOf(`${shared}topic dead { carries Placed, key id }`);
    expect(project.topicsOf('Placed').map(({ key }) => key)).toEqual(['orders']);
  });

  test('meets dead letters from the moment that another file sends them, and no longer', () => {
    const { project } = projectOf('event A { id: uuid }\ntopic as { carries A }\ntopic dead { carries A }');
    const ways = () => project.topicsOf('A').map(({ key }) => key);
    expect(ways()).toEqual(['as', 'dead']);
    project.setFile('ship.evflow', 'consumer C on as { dead letter to dead, on A }');
    expect(ways()).toEqual(['as']);
    project.setFile('ship.evflow', 'consumer C on as { on A }');
    expect(ways()).toEqual(['as', 'dead']);
  });

  test('has one handler for each major', () => {
    expectDiagnostics(`
event Order@1 { id: uuid }
event Order@1.1 { id: uuid, note?: string }
event Order@2 { id: uuid, reserved note, upcast from @1 { } }
topic orders { carries Order, key id }
service Shop { publishes Order@1, Order@2 }
consumer C { idempotent, on Order@1, on Order@1.0, on Order@2 }
//                                      ^^^^^^^^^ error EVF3009 C handles Order@1 already.`);
  });

  test('has several handlers of one major where all but the last are guarded', () => {
    const shared = `
event Order { id: uuid, n: int }
command Place { id: uuid }
topic orders { carries Order, key id }
service Shop { publishes Order }
aggregate Orders by id { handle Place, handle Place }
//                                            ^^^^^ error EVF3009 already. Put the two handlers together.
`;
    expectDiagnostics(`${shared}
consumer A { idempotent, on Order as o when o.n > 1 { }, on Order as o when o.n < 1 { } }
consumer B { idempotent, on Order as o when o.n > 1 { }, on Order@1.0 }
projection P by id { state { n: int = 0 }, on Order as o when o.n > 1 { n += 1 }, on Order as o { n += 2 } }
consumer C { idempotent, on Order { }, on Order as o when o.n > 1 { } }
//                                        ^^^^^ error EVF3009 say with \`when\` which messages the first one takes
consumer D { idempotent, on Order as o when o.n > 1 { }, on Order, on Order }
//                                                                    ^^^^^ error EVF3009`);
  });

  test('reads every major that is published, or says that it does not', () => {
    const shared = `
event Order@1 { id: uuid }
event Order@2 { id: uuid }
event Order@3 { id: uuid, upcast from @2 { } }
topic orders { carries Order, key id }
`;
    expectDiagnostics(`${shared}
service Shop { publishes Order@1, Order@2, Order@3 }
consumer New { idempotent, on Order@3 }
//                            ^^^^^^^ error EVF3015 Write how it reads: \`upcast from @1\` in Order@3.
consumer Old { idempotent, on Order@2, ignore Order@1, Order@3 }
consumer All { idempotent, on Order@1, on Order@3 }`);
    expectDiagnostics(`${shared}
service Shop { publishes Order@2 }
consumer New { idempotent, on Order@3, ignore Order@1 }
consumer Old { idempotent, on Order@1 }
//                            ^^^^^^^ error EVF3015 Handle Order@2, or \`ignore Order@2\`.`);
  });
});

describe('commands', () => {
  test('have one handling part; a scenario or an entry point is no finding', () => {
    expectDiagnostics(`
command Pay { id: uuid }
command Ship { id: uuid }
//      ^^^^ error EVF3003 The command Ship is sent, but nobody handles it.
command Stop { id: uuid }
//      ^^^^ error EVF3004 A and B
command Draft { id: uuid }
event Done { id: uuid }
topic done { carries Done, key id }
consumer A { idempotent, on Pay as p { send Ship { id: p.id } }, on Stop emits Done }
consumer B { idempotent, on Stop, on Done emits Pay }`);
  });
});

describe('aggregates', () => {
  test('alone emit what they apply', () => {
    expectDiagnostics(`
command Place { id: uuid }
event Placed { id: uuid }
topic orders { carries Placed, key id }
aggregate Order by id {
  state { placed: boolean = false }
  handle Place { emit Placed { id } }
  apply Placed { placed = true }
}
command Cheat { id: uuid }
consumer Cheater { idempotent, on Cheat emits Placed }
//                                            ^^^^^^ error EVF3010 Send Order a command instead.`);
  });

  test('handle commands and apply events that have their key', () => {
    expectDiagnostics(
      `
command Place { id: uuid }
command Pay { orderId: uuid }
event Placed { id: uuid }
event Order { id: uuid }
topic orders { carries Placed, key id }
aggregate Orders by id {
  state { placed: boolean = false }
  handle Place { emit Placed { id } }
  handle Pay
  //     ^^^ error EVF3006 Orders is an aggregate by \`id\`, but Pay has no field \`id\`
  handle Order
  //     ^^^^^ error EVF2003 Order is an event; a command is expected here.
  apply Placed { placed = true }
  apply Place { placed = true }
  //    ^^^^^ error EVF2003 Place is a command; an event is expected here.
}`,
      ['EVF6001'],
    );
  });
});

describe('sagas and choreographies', () => {
  test('find their key in what they wait for', () => {
    expectDiagnostics(`
event Started { id: uuid }
event Answered { other: uuid }
topic all { carries Started, Answered by other, key id }
service S { publishes Started, Answered }
command Ask { id: uuid }
consumer Q { idempotent, on Ask emits Answered }
saga Flow by id {
  start on Started
  step One {
    send Ask { id }
    on Answered -> done
    // ^^^^^^^^ error EVF5008 Answered has no field \`id\`
    after 1m retry 5
  }
  step One { on Started -> done }
  //   ^^^ error EVF2201 The step \`One\` is in Flow already.
}
choreography Chain by id {
  start on Started
  Started -> Answered
  //         ^^^^^^^^ error EVF5008 Chain is a choreography by \`id\`
  ends on Answered
}`);
  });
});

describe('comments that silence', () => {
  test('speak of the line below, one code each', () => {
    expectDiagnostics(`
event A { id: uuid }
topic a { carries A, key id }
service S { publishes A }
// evflow-ignore EVF3011: for the test
// evflow-ignore EVF3002: another system reads it
event B { id: uuid }
service T { publishes B }
// evflow-ignore EVF2001: not there yet
record R { a: Missing, b: Gone, @sensitiv c: int }
//                               ^^^^^^^^ hint EVF2204 Is @sensitive meant?
consumer C { idempotent, on A }`);
  });

  test('that silence nothing are reported and can be removed', () => {
    const source = `
  // evflow-ignore EVF2001
  // <- warning EVF2901 There is no EVF2001 on the line below.
record A { a: int }
  // evflow-ignore EVF2O01: a slip
  // <- warning EVF2902 There is no diagnostic EVF2O01. EVF2001 is probably meant.
record B { a: int }
  // evflow-ignore
  // <- warning EVF2902 Name the diagnostic to ignore
record C { a: int }`;
    expectDiagnostics(source);
    expect(fixed(source, 'Remove the comment')).toMatch(/^record A/);
    expect(fixed(source, 'Replace by EVF2001')).toContain('// evflow-ignore EVF2001: a slip');
  });
});

describe('a key that no message has', () => {
  test('is wrong itself, and said once', () => {
    const source = `
event Order { orderId: uuid }
event Paid { orderId: uuid }
topic orders { carries Order, Paid, key order_id }
//                                      ^^^^^^^^ error EVF2111 Order has no field \`order_id\`. It has orderId.
service Shop { publishes Order, Paid }
projection Orders by orderID {
  //                 ^^^^^^^ error EVF2111 Order has no field \`orderID\`.
  state { n: int = 0 }
  on Order { n += 1 }
  on Paid { n += 1 }
}`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `orderId`')).toContain('key orderId }');
  });
});

test('periods of no time at all', () => {
  expectDiagnostics(`
event Booked { seat: string }
topic bookings { carries Booked, key seat, retain 0s }
//                                                ^^ warning EVF2211 0s is no time at all, so nothing is kept.
service Web { publishes Booked }
consumer Mail { idempotent for 0ms, retry 3 backoff 0s, on Booked }
//                             ^^^ warning EVF2211 nothing is remembered
scenario "nothing" {
  fault lag Mail 0s
  fault delay 0s Booked
  //          ^^ warning EVF2211 this line does nothing
  fault stop broker 1 for 0s
  //                      ^^ warning EVF2211 this line does nothing
  when Booked
  wait 0s
  //   ^^ warning EVF2211 this line does nothing
}`);
});

test('names in quotes are not empty', () => {
  expectDiagnostics(`
event Booked "" { seat: string }
//           ^^ error EVF2212 A message on the wire cannot be called nothing. Write a name between the quotes, or leave them out.
topic bookings " " { carries Booked, key seat }
//             ^^^ error EVF2212 A topic on the wire cannot be called nothing.
service Web "" {
  //        ^^ error EVF2212 A service on the wire cannot be called nothing.
  publishes Booked
  consumer Mail { idempotent, group "", on Booked }
  //                                ^^ error EVF2212 A group cannot be called nothing.
}
consumer Desk { idempotent, group "desk", on Booked }
scenario "" { when Booked }
//       ^^ error EVF2212 A scenario cannot be called nothing. Say between the quotes what it shows.
`);
});
