import { describe, expect, test } from 'vitest';
import { expectDiagnostics, fixed } from '../harness.ts';

const OPEN = ['EVF3001', 'EVF3002', 'EVF3003', 'EVF3011', 'EVF4053', 'EVF4054', 'EVF5001', 'EVF5009'];

function after(published: string, now: string): string {
  return `// published: main.evflow\n${published}\n// file: main.evflow\n${now}`;
}

const WORLD = `event Order { id: uuid, no: uuid }
event Paid { id: uuid, no: uuid }
topic all { carries Order, Paid, key id }`;
const saga = (steps: string, by = 'id') => `saga Flow by ${by} {\n  start on Order\n${steps}\n}`;
const step = (name: string, next = 'done') => `  step ${name} { on Paid -> ${next}, after 1m -> abort "late" }`;

describe('how a saga finds its instances', () => {
  test('by a field of another type, or one that may be absent', () => {
    expectDiagnostics(
      `event Order { id: int }
event Done@1 { id: int }
event Done@1.1 {
  id?: int
  // <- error EVF4037 \`id\`, the key of saga Flow, may be absent in Done@1.1, not in @1.0
}
topic orders { carries Order }
topic dones { carries Done, compatibility backward }
saga Flow by id { start on Order, step A { on Done -> done, after 1m -> abort "late" } }`,
      OPEN,
    );
  });

  test('by a field that only has another name', () => {
    expectDiagnostics(
      after(
        `${WORLD}\n${saga(step('A'))}`,
        `event Order { id: uuid, no: uuid }
event Order@2 { key: uuid was id, upcast from @1 { } }
event Paid { id: uuid, no: uuid }
event Paid@2 { key: uuid was id, upcast from @1 { } }
topic all { carries Order, Paid }
saga Flow by key { start on Order@2, step A { on Paid@2 -> done, after 1m -> abort "late" } }`,
      ),
      [...OPEN, 'EVF4031'],
    );
  });
});

describe('the steps of a saga', () => {
  test('one is gone, at the name of the saga', () => {
    expectDiagnostics(
      after(
        `${WORLD}\n${saga(`${step('A', 'B')}\n${step('B')}`)}`,
        `${WORLD}
saga Flow by id {
//   ^^^^ error EVF4038 Flow has no step \`B\` any more
  start on Order
${step('A')}
}`,
      ),
      OPEN,
    );
  });

  test('two were renamed, in a parallel too', () => {
    const parallel = (a: string, b: string) =>
      saga(`  parallel Both { ${step(a, 'joined')} ${step(b, 'joined')} } -> done`);
    const source = after(`${WORLD}\n${parallel('A', 'B')}`, `${WORLD}\n${parallel('C', 'D')}`);
    expect(fixed(source, 'Say that C was A')).toContain('step C was A {');
    expect(fixed(source, 'Say that D was B')).toContain('step D was B {');
    expectDiagnostics(after(`${WORLD}\n${parallel('A', 'B')}`, `${WORLD}\n${parallel('C was A', 'B')}`), OPEN);
  });

  test('moved into a parallel, or written in another order', () => {
    const before = saga(`${step('A', 'B')}\n${step('B')}`);
    const now = saga(`  parallel Both { ${step('B', 'joined')} ${step('A', 'joined')} } -> done`);
    expectDiagnostics(after(`${WORLD}\n${before}`, `${WORLD}\n${now}`), OPEN);
  });

  test('another saga is another matter', () => {
    expectDiagnostics(
      after(`${WORLD}\n${saga(step('A')).replace('Flow', 'Old')}`, `${WORLD}\n${saga(step('B'))}`),
      OPEN,
    );
  });

  test('several may have been renamed to what is new', () => {
    const source = after(`${WORLD}\n${saga(step('A'))}`, `${WORLD}\n${saga(`${step('B', 'C')}\n${step('C')}`)}`);
    expect(fixed(source, 'Say that B was A')).toContain('step B was A {');
    expect(fixed(source, 'Say that C was A')).toContain('step C was A {');
  });
});

describe('what an idempotent consumer remembers', () => {
  test.each([
    ['idempotent by id', 'idempotent', 'its eventId and did by `id`'],
    ['idempotent', 'idempotent by no', '`no` and did by its eventId'],
  ])('%s, then %s', (before, now, words) => {
    expectDiagnostics(
      after(
        `${WORLD}\nconsumer Mail { ${before} }`,
        `${WORLD}
consumer Mail {
  ${now}
  // <- error EVF4039 ${words}
  on Order
}`,
      ),
      OPEN,
    );
  });

  test('not at all, or for longer', () => {
    expectDiagnostics(
      after(`${WORLD}\nconsumer Mail { }`, `${WORLD}\nconsumer Mail { idempotent by id, on Order }`),
      OPEN,
    );
    expectDiagnostics(
      after(
        `${WORLD}\nconsumer Mail { idempotent by id }`,
        `${WORLD}\nconsumer Mail { idempotent by id for 1d, on Order }`,
      ),
      OPEN,
    );
  });

  test('by a field of another type', () => {
    expectDiagnostics(
      `event Order { id: uuid, no: int }
event Order@2 {
  id: uuid
  no: string
  // <- error EVF4039 \`no\`, the key of the memory of consumer Mail, is string in Order@2.0 and int in @1.0
  upcast from @1 { no: "" }
}
topic orders { carries Order, key id }
consumer Mail { idempotent by no, on Order@2 }`,
      OPEN,
    );
  });
});

describe('@sensitive', () => {
  test('in records, lists, maps and unions, under another name', () => {
    expectDiagnostics(
      `record Card@1 { @sensitive number: string }
record Card@1.1 {
  number: string
  // <- error EVF4040 \`number\` is @sensitive in @1.0 and not in Card@1.1
}
record Cash { @sensitive who: string }
record Coins { who: string }
union Way { card: Card@1.0, cash: Cash }
union Ways { card: Card@1.0, cash: Coins }
event Order { id: uuid, @sensitive mail: string, lists: { @sensitive x: string }[], names: map<{ @sensitive y: string }>, way: Way }
event Order@1.1 {
  id: uuid
  email: string was mail
  // <- error EVF4040 \`email\` is @sensitive in @1.0
  lists: { x: string }[]
  //       ^ error EVF4040 \`lists.x\`
  names: map<{ y: string }>
  //           ^ error EVF4040 \`names.y\`
  way: Ways
  // <- error EVF4040 \`way.who\`
}
topic orders { carries Order, key id, compatibility none }`,
      OPEN,
    );
  });

  test('marked further out or further in is marked', () => {
    expectDiagnostics(
      `event Order { id: uuid, a: { @sensitive x: string }, @sensitive b: { x: string, y: string[] } }
event Order@1.1 { id: uuid, @sensitive a: { x: string }, b: { @sensitive x: string, @sensitive y: string[] } }
event Order@1.2 {
  id: uuid
  @sensitive a: { x: string }
  b: { @sensitive x: string, y: string[] }
  //                         ^ error EVF4040 \`b.y\` is @sensitive in @1.1
}
topic orders { carries Order, key id }`,
      OPEN,
    );
  });

  test('in what was published; types that use themselves end', () => {
    const source = after(
      'record Node { @sensitive text: string, next?: Node }\nevent Order { id: uuid, node: Node }',
      `record Node { text: string, next?: Node }
//            ^^^^ error EVF4040 is @sensitive in evflow.lock and not in Node@1.0
event Order { id: uuid, node: Node }`,
    );
    expectDiagnostics(source, OPEN);
    expect(fixed(source, 'Mark it @sensitive')).toContain('{ @sensitive text: string');
  });
});
