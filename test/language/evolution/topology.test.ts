import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { Project } from '../../../language/model/project.ts';
import { expectDiagnostics, fixed, projectOf } from '../harness.ts';

/** Of a part of a system, not all is said. */
const OPEN = ['EVF3001', 'EVF3002', 'EVF3003', 'EVF3011', 'EVF4053', 'EVF4054'];

/** Expects the marks in what is there now, after something else was published. */
function expectAfter(published: string, now: string): void {
  expectDiagnostics(`// published: main.evflow\n${published}\n// file: main.evflow\n${now}`, OPEN);
}

const EVENTS = `event Order { id: int, no: uuid, customer: { id: uuid } }
event Rated { id: int, by: uuid }
event Other { id: int }`;

describe('the key of a topic', () => {
  test('another one is told once, at `key` or at `by`', () => {
    expectAfter(
      `${EVENTS}\ntopic orders { carries Order, Rated by by, Other, key id }`,
      `${EVENTS}
topic orders {
  carries Order by no, Rated by id, Other
  //               ^^ error EVF4031 topic orders is keyed by \`no\` for Order and was by \`id\`
  //                            ^^ error EVF4031 keyed by \`id\` for Rated and was by \`by\`
  key id
}`,
    );
    expectAfter(
      `${EVENTS}\ntopic orders { carries Order, Other, key id }`,
      `${EVENTS}
topic orders {
  //  ^^^^^^ error EVF4031 is keyed by nothing and was by \`id\`
  carries Order, Other
}`,
    );
  });

  test('the same under another name, in another place of the text, or new is none', () => {
    expectAfter(`${EVENTS}\ntopic orders { carries Order, key id }`, `${EVENTS}\ntopic orders { carries Order by id }`);
    expectAfter(`${EVENTS}\ntopic orders { carries Order }`, `${EVENTS}\ntopic orders { carries Order, key id }`);
    expectAfter(
      'event Order { box: { id: uuid } }\ntopic orders { carries Order, key box.id }',
      'event Order { box: { id: uuid } }\nevent Order@2 { box: { number: uuid was id }, upcast from @1 { box: { number: old.box.id } } }\ntopic orders { carries Order@2 by box.number }',
    );
  });

  test('another type, in a newer major or under a policy that allows it', () => {
    expectDiagnostics(
      `event Order { id: int }
event Order@2 {
  id: uuid
  // <- error EVF4031 \`id\`, the key of topic orders and saga Flow, is uuid in Order@2.0 and int in @1.0
  upcast from @1 { id: "00000000-0000-0000-0000-000000000000" }
}
event Done { id: uuid }
topic orders { carries Order, Done, key id }
saga Flow by id { start on Order@2, step A { on Done -> done, after 1m -> abort "late" } }`,
      [...OPEN, 'EVF5009', 'EVF6004', 'EVF5005'],
    );
    expectDiagnostics(
      `event Order { id: int }
event Order@1.1 {
  id: string
  // <- error EVF4031 is string in Order@1.1 and int in @1.0
}
event Order@1.2 {
  id: string
}
topic orders { carries Order, key id, compatibility none }`,
      OPEN,
    );
  });

  test('what the policy forbids is told there, once', () => {
    expectDiagnostics(
      `event Order { id: int }
event Order@1.1 {
  id: string
  // <- error EVF4012
}
topic orders { carries Order, key id }`,
      OPEN,
    );
  });

  test.each([
    ['uuid', 'string', true],
    ['string(1..9)', 'string(1..99)', true],
    ['int', 'long', true],
    ['enum { a, b }', 'string', true],
    ['date', 'timestamp', false],
    ['int', 'string', false],
    ['decimal', 'string', false],
    ['boolean', 'string', false],
  ])('%s as %s', (before, after, isSame) => {
    const { project } = projectOf(
      `event Order { id: ${before} }\nevent Order@1.1 { id: ${after} }\ntopic orders { carries Order, key id, compatibility none }`,
    );
    const codes = diagnose(project, 'main.evflow').map(({ code }) => code);
    expect(codes.filter((code) => code === 'EVF4031')).toHaveLength(isSame ? 0 : 1);
  });

  test('one that may be absent', () => {
    expectDiagnostics(
      `event Order { id: uuid, box: { at: uuid } }
event Order@1.1 {
  id: uuid
  box?: { at: uuid }
  // <- error EVF4031 \`box.at\`, the key of topic orders, may be absent in Order@1.1, not in @1.0
}
topic orders { carries Order, key box.at, compatibility backward }`,
      OPEN,
    );
  });

  test('of a part', () => {
    expectAfter(
      'command Place { id: uuid, no: uuid }\nevent Placed { id: uuid, no: uuid }\ntopic orders { carries Placed, key no }\naggregate Order by id { }\nconsumer Sum by id { }',
      `command Place { id: uuid, no: uuid }
event Placed { id: uuid, no: uuid }
topic orders { carries Placed, key no }
aggregate Order by no {
//                 ^^ error EVF4031 aggregate Order is keyed by \`no\` and was by \`id\`
  handle Place as c { emit Placed { ...c } }
  apply Placed { }
}
consumer Sum by no { on Placed }`.replace(
        'topic orders { carries Placed, key no }',
        'topic orders { carries Placed, key no }',
      ),
    );
  });
});

describe('where a message travels', () => {
  const TWO = `${EVENTS}\ntopic orders { carries Order, Rated, key id }`;

  test('it moved, left one of two, or got one more', () => {
    expectAfter(
      `${EVENTS}\ntopic orders { carries Order, key id }\ntopic all "all" { carries Order, Rated, key id }`,
      `${EVENTS}
topic orders { carries Order, key id }
//                     ^^^^^ error EVF4032 Order is on orders and was on all
topic everything "all" { carries Rated, key id }`,
    );
    expectAfter(TWO, `${TWO}\ntopic copies { carries Order, key id }`);
  });

  test('to no topic at all', () => {
    expectAfter(
      TWO,
      `event Order { id: int, no: uuid, customer: { id: uuid } }
event Rated { id: int, by: uuid }
//    ^^^^^ error EVF4032 is on a topic of its own name, \`Rated\` and was on orders
event Other { id: int }
topic orders { carries Order, key id }`,
    );
  });

  test('from a topic of its own name; who keeps that name stays', () => {
    expectAfter(
      `${EVENTS}\nservice Shop { publishes Order }`,
      `${EVENTS}
topic orders { carries Order, key id }
//                     ^^^^^ error EVF4032 was on a topic of its own name`,
    );
    expectAfter(
      `${EVENTS}\nservice Shop { publishes Order }`,
      `${EVENTS}\ntopic orders "Order" { carries Order, key id }`,
    );
  });

  test('a baseline of bare shapes says nothing of topics', () => {
    expectAfter(EVENTS, `${EVENTS}\ntopic orders { carries Order, key id }`);
  });

  test('several baselines give one report, of the first', () => {
    const { project } = projectOf(`${EVENTS}\ntopic new { carries Order, key id }`);
    const before = new Project();
    before.setFile('main.evflow', `${EVENTS}\ntopic old { carries Order, key id }`);
    project.compareWith([
      { name: 'evflow.lock', project: before },
      { name: 'git:origin/main', project: before },
    ]);
    const found = diagnose(project, 'main.evflow').filter(({ code }) => code === 'EVF4032');
    expect(found.map(({ message }) => /as (\S+) has it/.exec(message)?.[1])).toEqual(['evflow.lock']);
    project.compareWith([]);
    expect(diagnose(project, 'main.evflow').filter(({ code }) => code === 'EVF4032')).toEqual([]);
  });
});

describe('names on the wire', () => {
  test('of a topic, and of a published version', () => {
    expectAfter(
      'event Order@1 "order" { id: uuid }\nevent Rated { id: uuid }\ntopic orders "shop.orders" { carries Order, Rated, key id }',
      `event Order@1 "ordered" { id: uuid }
//            ^^^^^^^^^ error EVF4033 Order@1.0 is \`ordered\` on the wire and was \`order\`, as evflow.lock has it
event Order@1.1 "order" { id: uuid, note?: string }
event Rated { id: uuid }
topic orders { carries Order, Rated, key id }
//    ^^^^^^ error EVF4033 topic orders is \`orders\` on the wire and was \`shop.orders\``,
    );
  });

  test('a new major may have another', () => {
    expectDiagnostics(
      'event Order { id: uuid }\nevent Order@2 "order-2" { id: uuid, upcast from @1 { } }\ntopic orders { carries Order, key id }',
      OPEN,
    );
  });

  test('they are kept by a fix', () => {
    const minors = 'event Order "order" { id: uuid }\nevent Order@1.1 { id: uuid }\ntopic t { carries Order, key id }';
    expect(fixed(minors, 'Keep "order" on the wire')).toContain('event Order@1.1 "order" {');
    expect(fixed(minors.replace('@1.1', '@1.1 "x"'), 'Keep "order" on the wire')).toContain(
      'event Order@1.1 "order" {',
    );
    const topic =
      '// published: a.evflow\nevent A { id: uuid }\ntopic t "the" { carries A }\n// file: a.evflow\nevent A { id: uuid }\ntopic t { carries A }';
    expect(fixed(topic, 'Keep "the" on the wire')).toContain('topic t "the" {');
  });
});

describe('partitions, retention and compaction', () => {
  const WAS = `${EVENTS}\ntopic orders { carries Order, key id, partitions 6, retain 30d, compact }`;

  test('partitions', () => {
    expectAfter(
      WAS,
      `${EVENTS}
topic orders { carries Order, key id, retain 30d, compact }
//    ^^^^^^ error EVF4034 orders has 1 and had 6 partitions`,
    );
    expectAfter(
      `${EVENTS}\ntopic orders { carries Order, partitions 6 }`,
      `${EVENTS}\ntopic orders { carries Order, partitions 3 }`,
    );
    expect(fixed(`// published: a.evflow\n${WAS}\n// file: a.evflow\n${WAS.replace('6', '7')}`, 'Leave it at 6')).toBe(
      WAS,
    );
  });

  test('compact', () => {
    expectAfter(
      WAS,
      `${EVENTS}
topic orders { carries Order, key id, partitions 6, retain 30d }
//    ^^^^^^ error EVF4036 orders is not compacted any more`,
    );
    const plain = `${EVENTS}\ntopic orders {\n  carries Order\n  key id\n}`;
    const compacted = plain.replace('key id', 'key id\n  compact');
    expect(fixed(`// published: a.evflow\n${plain}\n// file: a.evflow\n${compacted}`, 'Take `compact` out')).toBe(
      plain,
    );
  });

  test.each([
    ['projection P by id { state { n: int = 0 }, on Order { n += 1 } }', 'the projection P is rebuilt from it'],
    ['consumer C { offset earliest, on Order }', 'the consumer C begins at the earliest message'],
    ['consumer C { idempotent, on Order }', 'the consumer C remembers what it has handled'],
    ['consumer C { retry 20 backoff 1h..1d, on Order }', 'the retries of the consumer C take longer'],
    ['consumer C { dead letter to orders, on Rated }', 'dead letters lie there'],
    ['consumer C { on Order }', undefined],
    ['consumer C { offset latest, on Order }', undefined],
    ['consumer C { idempotent for 1d, on Order }', undefined],
    ['consumer C { retry 3, on Order }', undefined],
    ['consumer C { retry 2000000000 backoff 10d..10d, on Order }', undefined],
    ['consumer C { idempotent, on Rated }', undefined],
  ])('%s', (part, need) => {
    const source = `// published: a.evflow\n${EVENTS}\ntopic orders { carries Order, key id, retain 30d }
// file: a.evflow\n${EVENTS}\ntopic orders { carries Order, key id, retain 7d }\n${part}`;
    const { project } = projectOf(source);
    const found = diagnose(project, 'a.evflow').filter(({ code }) => code === 'EVF4035');
    expect(found.map(({ message }) => message.includes(need ?? ''))).toEqual(need ? [true] : []);
    if (need) expect(fixed(source, 'Retain 30d')).toContain('retain 30d }');
  });

  test('longer is fine, and so is forever', () => {
    const part = 'consumer C { idempotent, on Order }';
    expectAfter(WAS, `${EVENTS}\ntopic orders { carries Order, key id, partitions 6, retain 60d, compact }\n${part}`);
    expectAfter(WAS, `${EVENTS}\ntopic orders { carries Order, key id, partitions 6, compact }\n${part}`);
    expectAfter(WAS.replace('retain 30d', 'retain forever'), `${WAS.replace('retain 30d, ', '')}\n${part}`);
  });

  test('one can be waived, on its own line', () => {
    expectAfter(
      WAS,
      `${EVENTS}
// evflow-ignore EVF4034: it was read to its end
topic orders { carries Order, key id, retain 30d, compact }`,
    );
  });
});
