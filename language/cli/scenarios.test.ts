import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const FLOW = `
event Ordered { id: uuid, @sensitive card: string, buyer: Buyer, quantity: int(1..9) }
record Buyer { name: string, @sensitive street: string }
event Packed { id: uuid, quantity: int }
consumer Packer {
  idempotent
  on Ordered as ordered { emit Packed { ...ordered } }
}
consumer Reader { idempotent, on Packed }
`;

const SCENARIOS = `
scenario "is packed" {
  when Ordered { quantity: 3, card: "4242-4242", buyer: { name: "Ada", street: "Rue Secrete" } }
  then Packed { quantity: 3 }
}
scenario "is packed twice" {
  when Ordered { quantity: 3 }
  then Packed
  then Packed
}
`;

const project = () => folder({ 'flow.evflow': FLOW, 'scenarios.evflow': SCENARIOS });

describe('evflow test', () => {
  test('says which pass, and of the others where and why', async () => {
    const root = project();
    const { code, out, err } = await evflow('test', root);
    expect([code, err]).toEqual([1, '']);
    expect(out.replaceAll(root, '')).toBe(`✓ passed  "is packed"
✗ failed  "is packed twice"
  /scenarios.evflow:9  Expected Packed, but nothing more happens.
      It happened earlier, before what an earlier line matched: \`then\` lines follow the order of publication.
      Nothing was published since what the line above matched.

1 passed, 1 failed
`);
  });

  test('exits with 0 where all pass', async () => {
    const { code, out } = await evflow('test', 'examples/hello');
    expect([code, out.split('\n').at(-2)]).toEqual([0, '3 passed, 0 failed']);
  });

  test('notes an instance of a choreography that is stuck, once', async () => {
    const { code, out } = await evflow('test', 'examples/fulfilment');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.startsWith('note: '))).toEqual([
      expect.stringMatching(/^note: Fulfilment \S+ is stuck: its time is up, and OrderShipped was to come\.$/),
    ]);
  });

  test('JSON has each scenario with its failures and their places', async () => {
    const root = project();
    const found = JSON.parse((await evflow('test', root, '--format=json')).out);
    expect(found.map(({ scenario, line, outcome }: Record<string, unknown>) => [scenario, line, outcome])).toEqual([
      ['is packed', 2, 'passed'],
      ['is packed twice', 6, 'failed'],
    ]);
    expect(found[1]).toMatchObject({ seed: 1, virtualMilliseconds: 0, path: `${root}/scenarios.evflow` });
    expect(found[1].failures).toMatchObject([
      { path: `${root}/scenarios.evflow`, line: 9, expected: 'Packed', message: expect.any(String) },
    ]);
  });

  test('what differs is told in text and JSON, field by field', async () => {
    const text =
      'scenario "differs" { when Ordered { quantity: 3, id: uuid("a") } then Packed { quantity: 12, id: uuid("b") } }';
    const root = folder({ 'flow.evflow': FLOW, 'scenarios.evflow': text });
    const { out } = await evflow('test', root, '--seed', '7');
    expect(out).toContain(`      quantity  expected 12         happened 3
      id        expected uuid("b")  happened uuid("a")
`);
    const [{ seed, outcome, failures }] = JSON.parse((await evflow('test', root, '--format=json', '--seed=7')).out);
    expect([seed, outcome]).toEqual([7, 'failed']);
    expect(failures).toMatchObject([
      {
        line: 1,
        expected: 'Packed { quantity: 12, id: uuid("b") }',
        actual: 'Packed { id: uuid("a"), quantity: 3 }',
        differences: [
          { path: 'quantity', expected: '12', actual: '3' },
          { path: 'id', expected: 'uuid("b")', actual: 'uuid("a")' },
        ],
      },
    ]);
  });

  test('one scenario by its name; another name lists what there is', async () => {
    const root = project();
    expect((await evflow('test', root, '--scenario', 'is packed')).out).toContain('1 passed, 0 failed');
    const { code, err } = await evflow('test', root, '--scenario', 'is paked');
    expect(code).toBe(2);
    expect(err).toContain('There is no scenario "is paked"');
    expect(err).toContain('\n  is packed twice\n');
  });

  test('of one file only its scenarios, of a file without one says what to write', async () => {
    const root = folder({ 'evflow.json': '{}', 'flow.evflow': FLOW, 'scenarios.evflow': SCENARIOS });
    expect((await evflow('test', `${root}/scenarios.evflow`)).out).toContain('1 passed, 1 failed');
    const { code, err } = await evflow('test', `${root}/flow.evflow`);
    expect(code).toBe(2);
    expect(err).toMatch(/There is no scenario at or below .*flow\.evflow\. Write one: scenario "what it shows" \{/);
  });
});

describe('evflow run', () => {
  test('prints each message on its way, but nothing that is sensitive', async () => {
    const root = project();
    const { code, out } = await evflow('run', root, '--scenario', 'is packed');
    expect(code).toBe(0);
    expect(out).toMatch(/published {2}Ordered \{ .*quantity: 3.* \} {2}to Ordered\/0@0$/m);
    expect(out).toMatch(/delivered {2}Ordered, Ordered\/0@0, to Packer$/m);
    expect(out).toMatch(/published {2}Packed \{ .*quantity: 3.* \} {2}to Packed\/0@0 {2}by Packer$/m);
    expect(out).toContain('✓ passed  "is packed"');
    expect(out).toContain('name: "Ada", street: (hidden)');
    expect(out).not.toMatch(/4242|Secrete/);
  });

  test('of a group with several members it says which one reads, and what becomes of one that crashes', async () => {
    const { out } = await evflow(
      'run',
      'examples/keyed-order',
      '--scenario=a member crashes, its group rebalances, and nothing is skipped or counted twice',
    );
    expect(out).toMatch(/delivered {2}ParcelCollected, scans\/0@0, to Tracking, member 0$/m);
    expect(out).toMatch(/delivered {2}ParcelCollected, scans\/1@0, to Tracking, member 1$/m);
    expect(out).toMatch(/crashed {4}Tracking, member 0: /m);
    expect(out).toMatch(/delivered {2}ParcelMoved, moves\/0@0, to Board$/m);
  });

  test('a message that comes twice counts once for who commits before or with its work', async () => {
    const { out } = await evflow(
      'run',
      'examples/delivery-guarantees',
      '--scenario=the broker delivers a message twice',
    );
    expect(out).toMatch(/fault {6}OrderPaid, orders\/2@0, to Receipts: comes twice$/m);
    for (const part of ['Screen', 'Loyalty'])
      expect(out).toMatch(
        new RegExp(`to ${part}: comes twice, and counts once: its offset is committed by then$`, 'm'),
      );
  });

  test('an aggregate and a projection tell of streams, repeated commands, duplicates and a rebuild', async () => {
    const bank = await evflow(
      'run',
      'examples/event-sourcing',
      '--scenario=a command that comes twice is done once, and answered twice',
    );
    expect(bank.out).toMatch(/appended {3}Deposited to Account DE01, now 2$/m);
    expect(bank.out).toMatch(/duplicate {2}Deposit to Account: changes nothing, and says again what it said$/m);
    const shop = await evflow('run', 'examples/cqrs', '--scenario=a message that comes twice, and a crash, count once');
    expect(shop.out).toMatch(/duplicate {2}OrderPlaced, orders\/\d@0, to Customers: changes nothing$/m);
    const view = await evflow(
      'run',
      'examples/cqrs',
      '--scenario=a view is dropped, built again from the log, and is the same',
    );
    expect(view.out).toMatch(/rebuilt {4}Customers drops its rows and reads again what is retained$/m);
  });

  test('of handlers in a circle the beginning is printed', async () => {
    const root = folder({
      'evflow.json': '{}',
      'a.evflow': `event A { id: uuid }
event B { id: uuid }
consumer Turns { idempotent, on A emits A | B }
scenario "turns" {
  stub Turns on A -> A
  when A
}`,
    });
    const { code, out } = await evflow('run', root);
    expect(code).toBe(1);
    expect(out).toMatch(
      /\n {2}… and \d+ more; --traces saves them all\n✗ failed {2}"turns"\n.*Still turning after 100,000/,
    );
    const [{ trace, omitted }] = JSON.parse((await evflow('run', root, '--format=json')).out);
    expect([trace.length, omitted > 100_000]).toEqual([10_000, true]);
  }, 30_000);

  test('JSON has the trace, without what is sensitive', async () => {
    const { out } = await evflow('run', project(), '--scenario', 'is packed', '--format=json');
    const [{ trace, outcome }] = JSON.parse(out);
    expect(outcome).toBe('passed');
    expect(trace[0]).toMatchObject({
      kind: 'publish',
      message: 'Ordered@1.0',
      data: { card: '(hidden)', buyer: { name: 'Ada', street: '(hidden)' }, quantity: 3 },
    });
    expect(out).not.toMatch(/4242|Secrete/);
  });

  test('the same seed gives the same output, another one another', async () => {
    const root = project();
    const [first, again, other] = await Promise.all([
      evflow('run', root),
      evflow('run', root, '--seed', '1'),
      evflow('run', root, '--seed', '2'),
    ]);
    expect(again).toEqual(first);
    expect(other.out).not.toBe(first.out);
  });
});

test.each(['run', 'test'])('evflow %s does not run a project with errors', async (name) => {
  const root = folder({ 'flow.evflow': FLOW, 'scenarios.evflow': `${SCENARIOS} event X { y: Nowhere }` });
  const { code, out } = await evflow(name, root);
  expect(code).toBe(1);
  expect(out).toMatch(/error EVF2\d+ [\s\S]*1 error, [\s\S]*A project with errors is not run\.\n$/);
  expect(JSON.parse((await evflow(name, root, '--format=json')).out)).toMatchObject([{ severity: 'error' }]);
});
