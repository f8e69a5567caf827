import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed } from '../harness.ts';

const OF_THE_WHOLE = ['EVF3001', 'EVF3002', 'EVF3003', 'EVF3010', 'EVF3011', 'EVF3014', 'EVF3016', 'EVF3017'];
const expectThese = (source: string) => expectDiagnostics(source, OF_THE_WHOLE);

describe('what may stand where', () => {
  test('handlers of events and commands', () => {
    expectThese(`
event Done { id: uuid }
command Do { id: uuid }
topic done { carries Done, key id }
consumer Worker {
  idempotent
  on Do as d {
    require d.id != uuid("x") else "no"
    fail "no"
    // <- error EVF6015 Only the delivery
    dead letter "no"
    // <- error EVF6015 a command is answered with \`reject\`
  }
  on Done as d {
    fail "later"
    dead letter "never"
    require true else "no"
    // <- error EVF6015 an event has happened
    reject "no"
    // <- error EVF6015 an event has happened
  }
}`);
  });

  test('apply and projections say nothing and ask for nothing', () => {
    expectThese(`
event Done { id: uuid }
command Do { id: uuid }
topic done { carries Done, key id }
aggregate Work by id {
  state { count: int = 0, at?: timestamp }
  handle Do as d {
    count += 1
    // <- error EVF6019 in its \`apply\`
    emit Done { ...d }
  }
  apply Done as d {
    count += 1
    at = now()
    //   ^^^^^ error EVF6016 apply
    emit Done { ...d }
    // <- error EVF6015 A rebuild must give the same again
    either a { } or b { }
    // <- error EVF6015 A rebuild must give the same again
  }
}
projection Seen by id {
  state { count: int = 0, key?: uuid }
  on Done as d {
    key = uuid("x")
    //    ^^^^^^^^^ error EVF6016 a projection
    send Do { id: d.id }
    // <- error EVF6015 a projection
    fail "later"
  }
  query of(least: int, most?: int) where count >= least and count <= (most ?? 10) order by count desc limit 3
  query bad(least: Lust) where least order by cuont limit "3"
  //               ^^^^ error EVF2001 There is no Lust
  //                                          ^^^^^ error EVF2111 count
  //                                                      ^^^ error EVF6004 int is expected
}`);
  });

  test('a handler says what it declares', () => {
    const source = `
event Done { id: uuid }
event Undone { id: uuid }
command Do { id: uuid }
topic done { carries Done, Undone, key id }
consumer Reader { on Done, on Undone }
consumer Worker {
  on Do as d emits Done {
    emit Done { ...d }
    emit Undone { ...d }
    //   ^^^^^^ error EVF6017 Add Undone to its \`emits\`.
  }
}`;
    expectThese(source);
    expect(fixed(source, 'Add Undone to `emits`')).toContain('emits Done | Undone {');
  });

  test('a topic carries what is sent to it', () => {
    expectThese(`
event Done { id: uuid }
event Other { id: uuid }
command Do { id: uuid }
topic first { carries Done, key id }
topic second { carries Done, key id }
topic third { carries Other, key id }
consumer Reader { on Done, on Other }
consumer Worker {
  on Do as d {
    emit Done { ...d } to second in 5s
    emit Done { ...d } to third
    //                    ^^^^^ error EVF6018 first and second do.
    send Do { ...d } to first
    //                  ^^^^^ error EVF6032 Do is a command
    emit Done { ...d } to nowhere
    //                    ^^^^^^^ error EVF2001 There is no nowhere
  }
}`);
  });
});

describe('assignments', () => {
  const inBody = (body: string) => `
record Line { sku: string, count: int }
command Do { id: uuid, line: Line, lines: Line[], more?: int }
consumer Worker by id {
  idempotent
  state { count: int = 0, total: decimal = 0, note?: string, stock: map<int> = {}, lines: Line[] = [], byName: map<Line> = {}, held: map<Line[]> = {} }
  on Do as d {
${body}
  }
}`;

  test('go to locals and state', () => {
    expectThese(
      inBody(`
    let n = d.line.count
    n = n + 1
    n += 2
    count = n
    total += n
    total -= 1.5
    note = d.line.sku
    note = null
    state.note = "x"
    stock["a"] = 1
    stock["a"] += n
    lines += d.lines
    lines += [{ sku: "a", count: 1 }]
    held["a"] += d.lines
    byName["a"] = d.line
    byName["a"].count += 1
    lines[0].count = 3
    lines[0] = { sku: "b", count: 2 }
    remove stock["a"]
    remove state.byName["a"]`),
    );
  });

  test('go nowhere else', () => {
    expectThese(
      inBody(`
    d = d
    // <- error EVF6019 A message never changes.
    d.line.count = 1
    // <- error EVF6019 A message never changes.
    id = uuid("x")
    // <- error EVF6019 One cannot change the key.
    meta.attempt = 1
    // <- error EVF6019 One cannot change this.
    for l in d.lines { l.count = 1 }
    //                 ^^^^^^^ error EVF6019 made by \`let\`
    let line = d.line
    line.count = 1
    // <- error EVF6019 line = { ...line, … }
    nothing = 1
    // <- error EVF6001 There is no nothing
    state = 1
    // <- error EVF6019 the state as a whole
    remove note
    //     ^^^^ error EVF6020 = null
    remove lines[0]
    //     ^^^^^^^^ error EVF6020 a key out of a map`),
    );
  });

  test('take what fits', () => {
    expectThese(
      inBody(`
    count = 1.5
    //      ^^^ error EVF6012 it is no whole number
    count = total
    //      ^^^^^ error EVF6004 This is decimal, and int is expected.
    count += total
    //       ^^^^^ error EVF6004 This is decimal, and int is expected.
    total = count
    count = d.more
    //      ^^^^^^ error EVF6005 ?? 0
    note += "x"
    // <- error EVF6010 starts at 0
    stock["a"] = "b"
    //           ^^^ error EVF6004 int is expected
    stock[1] = 1
    //    ^ error EVF6004 string is expected
    lines -= d.lines
    // <- error EVF6010 two numbers
    byName["a"] = { sku: "a" }
    //            ^^^^^^^^^^^^ error EVF6006 Line also needs count: int.`),
    );
  });
});

describe('sagas', () => {
  test('have the starting message, the reply and the reason at hand', () => {
    expectThese(`
event Ordered { orderId: uuid, total: decimal }
event Reserved { orderId: uuid, total: decimal, place: string }
event Refused { orderId: uuid, why: string }
command Reserve { orderId: uuid, total: decimal }
command Release { orderId: uuid }
command Cancel { orderId: uuid, reason: string }
command Complete { orderId: uuid }
topic orders { carries Ordered, Reserved, Refused, key orderId }
consumer Stock {
  idempotent
  on Reserve emits Reserved | Refused
  on Release
  on Cancel
  on Complete
}
saga Checkout by orderId {
  start on Ordered when total > 0
  state { place?: string, tries: int = 0 }
  step First {
    send Reserve { orderId, total }
    tries += 1
    on Reserved when event.total > 5 { state.place = event.place } -> Second
    on Reserved as r when r.total <= total { place = r.place } -> Second
    on Refused -> abort why
    on rejected as no -> abort "rejected: " + no.reason
    after 5m -> abort reason
    //                ^^^^^^ error EVF6001 There is no reason here
    compensate { send Release { orderId } on Reserved -> compensated after 1m retry 5 }
  }
  step Second {
    send Reserve { orderId, total: place }
    //                             ^^^^^ error EVF6004 This is string?, and decimal is expected.
    on Reserved -> abort total
    //                   ^^^^^ error EVF6002 total could be a field of Ordered or a field of Reserved. Write event.total.
    on Reserved -> done
    after 5m retry 1
    reject "no"
    // <- error EVF6015 a saga
  }
  done { send Complete { orderId } }
  abort { send Cancel { orderId, reason } }
}`);
  });
});

describe('upcasts', () => {
  test('carry over what is the same and make what is not', () => {
    expectThese(`
record Money { value: decimal, currency: string }
record Line@1.0 { sku: string }
record Line@2.0 { sku: string, note: string = "" }
event Paid@1 { id: uuid, userId: uuid, amount: decimal, note?: string, lines: Line@1.0[] }
event Paid@1.1 { id: uuid, userId: uuid, amount: decimal, note?: string, lines: Line@1.0[], at?: timestamp }
event Paid@2 {
  id: uuid
  customerId: uuid was userId
  total: Money
  note: string
  lines: Line@2.0[]
  at?: timestamp
  upcast from @1 { total: { value: old.amount, currency: "EUR" }, note: old.note ?? "", lines: old.lines.map(l => { ...l }), at: old.at }
}
event Paid@3 {
  id: uuid
  total: decimal
  lines: Line@2.0[]
  note: string
  who: uuid
  reserved at
  upcast from @1 { total: old.amount, note: old.note, tutal: 1, lines: amount }
  //          ^^ error EVF6023 who: uuid
  //                                        ^^^^^^^^ error EVF6005 string?
  //                                                  ^^^^^ error EVF6007 It has total.
  //                                                                   ^^^^^^ error EVF6001 There is no amount here
  upcast from @2 { total: old.total.value, who: old.customerId }
}
topic paid { carries Paid, key id }
service Web { publishes Paid@3 }
consumer Books { on Paid@3 }`);
  });
});
