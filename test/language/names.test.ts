import { describe, expect, test } from 'vitest';
import { diagnose } from '../../language/check/diagnose.ts';
import { expectDiagnostics, fixed, projectOf } from './harness.ts';

describe('a name', () => {
  test('of the same namespace is known across files, in any order', () => {
    expectDiagnostics(`
// file: b.evflow
namespace shop
event OrderPlaced { line: Line }
// file: a.evflow
namespace shop
record Line { sku: string }`);
  });

  test('that traces give to dead letters is met with what to write instead', () => {
    expectDiagnostics(`
event Booked { seat: string }
topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { idempotent, on Booked }
scenario "again" {
  when Booked
  redrive bookings.dlq
  //      ^^^^^^^^^^^^ error EVF2001 \`redrive bookings\` delivers them again.
}`);
  });

  test('of another namespace is known by its whole name', () => {
    expectDiagnostics(`
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders
event OrderPlaced { total: shop.common.Money }`);
  });

  test('of a file without namespace is known everywhere', () => {
    expectDiagnostics(`
// file: a.evflow
record Money { value: decimal }
// file: b.evflow
namespace shop.orders
event OrderPlaced { total: Money }`);
  });

  test('of the own namespace hides one without namespace', () => {
    const { project } = projectOf(`
// file: a.evflow
record Money { value: decimal }
// file: b.evflow
namespace shop
record Money { cents: int }
event OrderPlaced { total: Money }`);
    expect(project.shape('shop.OrderPlaced@1.0')).toMatchObject({
      fields: [{ type: { kind: 'declared', key: 'shop.Money@1.0' } }],
    });
  });

  test('of a part inside a service belongs to the namespace', () => {
    expectDiagnostics(`
// file: a.evflow
namespace shop
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId }
service Mailing { consumer Mail { idempotent, on OrderPlaced } }
// file: b.evflow
namespace tests
use shop.{Mail, OrderPlaced}
scenario "a crash" {
  fault crash Mail
  when OrderPlaced
}`);
  });

  test('that is contextual is a name like any other', () => {
    expectDiagnostics(`
record topic { event: uuid, state: string, from: string, map: map<int> }
record record { topic: topic }`);
  });

  test('is found in other namespaces, and the fix brings it in', () => {
    const source = `
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders

event OrderPlaced { total: Money }
//                         ^^^^^ error EVF2001 shop.common.Money exists: add a \`use\`.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Add `use shop.common.Money`')).toBe(
      `namespace shop.orders\n\nuse shop.common.Money\n\nevent OrderPlaced { total: Money }`,
    );
  });

  test('joins the list of names that are used already', () => {
    const source = `
// file: a.evflow
namespace shop.common
record Money { value: decimal }
record Line { sku: string }
// file: b.evflow
namespace shop.orders
use shop.common.{Line}
event OrderPlaced { total: Money, lines: Line[] }`;
    expect(fixed(source, 'Add `use shop.common.Money`')).toContain('use shop.common.{Line, Money}');
  });

  test('that is nearly there is offered', () => {
    const source = `
record Money { value: decimal }
event OrderPlaced { total: Mony, name: strng }
//                         ^^^^ error EVF2001 There is Money.
//                                     ^^^^^ error EVF2001 There is string.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `Money`')).toContain('total: Money');
  });

  test('that other languages give to a built-in type is offered as ours', () => {
    const source = 'record Line { quantity: integer, at: DateTime }';
    expect(fixed(source, 'Replace by `int`')).toContain('quantity: int,');
    expect(fixed(source, 'Replace by `timestamp`')).toContain('at: timestamp');
  });

  test('of a namespace is no declaration', () => {
    expectDiagnostics(`
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders
use shop.common
//  ^^^^^^^^^^^ error EVF2003 shop.common is a namespace`);
  });

  test('that a `use` misspells is looked for in its namespace', () => {
    const source = `
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders
use shop.common.{Mony}
//               ^^^^ error EVF2001 There is Money.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `Money`')).toContain('use shop.common.{Money}');
  });

  test('that a `use` looks for in the wrong namespace is found in the right one', () => {
    const source = `
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders
use shop.comon.Money
//  ^^^^^^^^^^^^^^^^ error EVF2001 shop.common.Money exists.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Replace by `shop.common.Money`')).toContain('use shop.common.Money');
  });

  test('are brought in below a comment that belongs to the line above', () => {
    const source = `
// file: a.evflow
namespace shop.common
record Money { value: decimal }
// file: b.evflow
namespace shop.orders // who orders
record Order { total: Money }
//                    ^^^^^ error EVF2001 shop.common.Money exists`;
    expectDiagnostics(source);
    expect(fixed(source, 'Add `use shop.common.Money`')).toContain(
      'shop.orders // who orders\n\nuse shop.common.Money\n',
    );
  });

  test('of another kind says what it is, and where', () => {
    const source = `
topic orders { carries OrderPlaced, key orderId }
event OrderPlaced { orderId: uuid, topic: orders }
//                                        ^^^^^^ error EVF2003 orders is a topic; a type is expected here.
service Shop { publishes OrderPlaced }
consumer Mail on OrderPlaced { idempotent, on OrderPlaced, ignore orders }
//               ^^^^^^^^^^^ error EVF2003 OrderPlaced is an event; a topic is expected here.
//                                                                ^^^^^^ error EVF2003 orders is a topic`;
    expectDiagnostics(source, ['EVF3011']);
    const { project } = projectOf(source);
    expect(diagnose(project, 'main.evflow')[0]?.related).toMatchObject([{ label: 'orders is declared here' }]);
  });
});

describe('duplicates', () => {
  test('are errors across files and kinds, each with its place', () => {
    expectDiagnostics(`
// file: a.evflow
event Order { orderId: uuid }
// file: b.evflow
topic Order { carries Order, key orderId }
//    ^^^^^ error EVF2002 Order is declared already, as an event.`);
  });

  test('of a version are errors, other versions are not', () => {
    expectDiagnostics(`
event Order@1 { orderId: uuid }
event Order@1.1 { orderId: uuid, note?: string }
event Order@1.0 { orderId: uuid }
//    ^^^^^ error EVF2002 Order@1.0 is declared already
command Order@2 { orderId: uuid }
//      ^^^^^ error EVF2002 as an event`);
  });

  test('of parts in different services are errors', () => {
    expectDiagnostics(`
event Order { orderId: uuid }
topic orders { carries Order, key orderId }
service A { publishes Order, consumer Mail { idempotent, on Order } }
service B { consumer Mail { idempotent, on Order } }
//                   ^^^^ error EVF2002 declared already, as a consumer`);
  });

  test('of scenarios are errors, and a scenario may be called like a part', () => {
    expectDiagnostics(`
event Order { orderId: uuid }
scenario "Order" { }
scenario "Order" { }
//       ^^^^^^^ error EVF2002 declared already, as a scenario`);
  });
});

describe('versions', () => {
  const two = `
event Order@1 { orderId: uuid }
event Order@1.1 { orderId: uuid, note?: string }
event Order@2 { orderId: uuid, reserved note, upcast from @1 { } }
topic orders { carries Order, key orderId }
`;

  test('a bare name stands for one major and asks to be pinned from the second on', () => {
    const source = `${two}
service Shop { publishes Order }
//                       ^^^^^ error EVF2004 Order has the majors @1 and @2.
consumer Mail { idempotent, on Order emits Order, ignore Order }
//                             ^^^^^ error EVF2004 Say which one is meant.
//                                         ^^^^^ error EVF2004 Say which one is meant.
choreography Flow by orderId { start on Order, ends on Order, Order -> Order }
//                                                            ^^^^^^^^^^^^^^ warning EVF5105 Order ends Flow, so nothing follows it
scenario "some" { when Order, then Order, never Order, fault drop Order }
//                     ^^^^^ error EVF2004 Say which one is meant.`;
    expectDiagnostics(source, ['EVF7005']);
    expect(fixed(source, 'Pin to @2')).toContain('publishes Order@2 }');
    expect(fixed(source, 'Pin to @1')).toContain('publishes Order@1 }');
  });

  test('@1 is the newest minor, @1.0 exactly that one', () => {
    const { project } = projectOf(
      `${two}consumer A { on Order@1 }\nconsumer B { on Order@1.0 }\nconsumer C { on Order@2 }`,
    );
    const read = ['A', 'B', 'C'].map((key) => {
      const part = project.part(key);
      return part?.kind === 'consumer' ? part.handlers[0]?.message : undefined;
    });
    expect(read).toEqual(['Order@1.1', 'Order@1.0', 'Order@2.0']);
  });

  test('one that is not there names those that are', () => {
    const source = `${two}
service Shop { publishes Order@3, Order@1.2 }
//                            ^^ error EVF2006 There is no Order@3. There is @1.0, @1.1 and @2.0.
//                                     ^^^^ error EVF2006 There is no Order@1.2.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Use @2.0')).toContain('Order@2.0, Order@1.2');
  });

  test('of types are exact', () => {
    const types =
      'record Line@1 { sku: string }\nrecord Line@1.1 { sku: string, note?: string }\nrecord Line@2 { id: uuid }\n';
    const source = `${types}event Order { a: Line, b: Line@1, c: Line@1.1, d: Line@2, e: map<Line>[] }
//               ^^^^ error EVF2005 The record Line has the versions @1.0, @1.1 and @2.0.
//                        ^^^^^^ error EVF2005 @1.0 and @1.1
//                                                               ^^^^ error EVF2005 Name one exactly.`;
    expectDiagnostics(source);
    expect(fixed(source, 'Use @2.0')).toContain('a: Line@2.0,');
  });

  test('keep their numbers when the first minor is gone after it was published', () => {
    expectDiagnostics(
      `
// published: then.evflow
event Paid { orderId: uuid }
event Paid@1.1 { orderId: uuid }
// file: now.evflow
event Paid@1.1 { orderId: uuid }
event Paid@2.1 { orderId: uuid, upcast from @1 {} }
//    ^^^^ error EVF4001 declared no more
//        ^^^^ error EVF2205 there is no @2.0`,
      ['EVF3001', 'EVF3002', 'EVF3011'],
    );
  });

  test('have a first minor, begin at 1, and stand only where there are some', () => {
    expectDiagnostics(`
event Order@0 { orderId: uuid }
//         ^^ error EVF2205 versions begin with @1
event Paid@1.1 { orderId: uuid }
//        ^^^^ error EVF2205 there is no @1.0
record Line { sku: string@1, at: timestamp@2 }
//                 ^^^^^^^^ error EVF2007 Remove the version.
//                               ^^^^^^^^^^^ error EVF2007 Remove the version.`);
  });
});

describe('use', () => {
  test('is a warning where it is not used, also for a name that is only nearly used', () => {
    const source = `
// file: a.evflow
namespace a
record A { x: int }
record B { x: int }
record C { x: int }
// file: b.evflow
namespace b
use a.A
use a.B
//  ^^^ warning EVF2008 B is not used in this file.
use a.{C}
//     ^ warning EVF2008 C is not used in this file.
event E { a: A, b: a.B }`;
    expectDiagnostics(source);
    expect(fixed(source, 'Remove the `use` of B')).toBe('namespace b\nuse a.A\nuse a.{C}\nevent E { a: A, b: a.B }');
    expect(fixed(source, 'Remove the `use` of C')).toBe('namespace b\nuse a.A\nuse a.B\nevent E { a: A, b: a.B }');
  });

  test('twice, or of the own namespace, is needless', () => {
    expectDiagnostics(`
// file: a.evflow
namespace a
record A { x: int }
// file: b.evflow
namespace b
use a.A
use a.{A}
//     ^ error EVF2009 A is known here without this \`use\`. Remove it.
use b.E
//  ^^^ error EVF2009 E is known here without this \`use\`. Remove it.
event E { a: A }`);
  });
});
