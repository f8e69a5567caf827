import { describe, expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `namespace shop
event Ordered@1 { id: uuid, amount: int(0..9), @sensitive card: string }
event Ordered@2 { id: uuid, upcast from @1 { } }
event Packed { id: uuid }
event Odd { code: string(1..2, "^[a-z]{5}$") }
event Ping { n: int }
command Pack { id: uuid }
consumer Packer { idempotent, on Ordered@1 as o emits Packed }
consumer Refuser by id { on Pack { reject "never" } }
consumer Loop { on Ping as p { if p.n >= 0 { emit Ping { n: p.n } } } }
consumer Reader { idempotent, on Packed, on Odd }
`;

const TAKES_MORE = /\nThe run takes more lines here: publish E [^\n]*\n$/;

/** An open run into which messages were published; it has come to rest. */
async function opened(publish: unknown, texts: { readonly [path: string]: string } = { 'flow.evflow': FLOW }) {
  const client = Client.inProcess();
  await client.launch({ program: new Files(texts).path('flow.evflow'), publish, noDebug: true });
  while (!TAKES_MORE.test(client.output) && !client.has('exited')) await client.event('output');
  return client;
}

/** Everything that is printed, and the exit code, where the run ends by itself. */
async function ended(publish: unknown) {
  const client = await opened(publish);
  const { exitCode } = await client.event('exited');
  await client.event('terminated');
  return { exitCode, output: client.output, outputs: client.outputs };
}

test('a message is sampled; what follows and how it ends are told, and nothing sensitive', async () => {
  const { output } = await opened(['shop.Ordered@1.0']);
  expect(output).toMatch(/published {2}Ordered \{ id: "[^"]+", amount: \d, card: \(hidden\) \}/);
  expect(output).toMatch(/published {2}Packed \{ id: "[^"]+" \} {2}to Packed\/0@0 {2}by Packer$/m);
  expect(output).toMatch(/^packer +Ordered +0 +1 +1 +0$/m);
  expect(output).toContain('Packer has no body for Ordered: a sampled Packed is its answer.\n');
  expect(output).toMatch(/The run stands still at 10:30:00\.000\.\n/);
});

test('a command is sent, and its rejection told', async () => {
  const { output } = await opened(['shop.Pack@1.0']);
  expect(output).toMatch(/sent {7}Pack [\s\S]*rejected {3}Pack to Refuser: never/);
});

test('what cannot be published says why', async () => {
  const { exitCode, outputs } = await ended(['shop.Odd@1.0']);
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject([
    {
      category: 'stderr',
      output: 'This cannot be published: shop.Odd@1.0\n  No value of /code could be found; give it one.\n',
    },
  ]);
});

test('a flow without end ends at the limit, and prints no endless list', async () => {
  const { exitCode, output } = await ended(['Ping']);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/Still turning after 100,000 steps: Loop on Ping emits Ping\.\n$/);
  expect(output).toContain('… and so on; the rest is not shown here.');
  expect(output.split('\n').length).toBeLessThan(11_000);
}, 30_000);

test('a project with errors is refused, and so is what is no list', async () => {
  const broken = { 'flow.evflow': FLOW, 'other.evflow': 'event X {\n  y: Nowhere\n}' };
  await expect(opened(['shop.Packed'], broken)).rejects.toThrow(/^The project cannot run\. other\.evflow:2: /);
  await expect(opened('shop.Packed')).rejects.toThrow('"publish" is a list of messages to be published.');
});

describe('an open run takes lines in the debug console', () => {
  const SHOP = `namespace shop
event Ordered { id: uuid, amount: int(0..9), @sensitive card: string = "4242" }
event Mailed { id: uuid }
command Reserve { id: uuid }
event Reserved { id: uuid }
topic orders { carries Ordered, key id }
topic dead { carries Ordered, key id, retain forever }
consumer Email on orders { on Ordered as o { emit Mailed { id: o.id } in 1h } }
consumer Strict on orders { idempotent, dead letter to dead, on Ordered as o { if o.amount == 0 { fail "empty" } } }
consumer Picky on orders { idempotent, on Ordered as o { if o.amount == 0 { fail "empty" } } }
projection Totals by id { state { count: int = 0 } on Ordered { count += 1 } }
saga Checkout by id {
  start on Ordered
  step Reserving { send Reserve { id: id } on Reserved -> done after 1h retry 0 }
}
consumer Stock { idempotent, on Reserve { reject "closed" } }
consumer Reader { idempotent, on Mailed, on Reserved }
`;
  const LOST = 'Ordered { id: uuid("o-1"), amount: 0 }';
  const open = (...publish: string[]) => opened(publish, { 'flow.evflow': SHOP });
  const evaluate = (client: Client, expression: string, context = 'repl') =>
    client.request('evaluate', { expression, context });

  /** What a line prints. */
  async function typed(client: Client, line: string) {
    const before = client.output.length;
    expect(await evaluate(client, line)).toEqual({ result: '', variablesReference: 0 });
    return client.output.slice(before);
  }

  test('operations, with all that follows, and how the run stands then', async () => {
    const client = await open(LOST);
    expect(client.output).toContain('The run stands still at 11:30:00.000.');
    expect(await typed(client, 'replay Email from earliest')).toMatch(
      /^11:30:00\.000 {2}replay {5}Email reads orders\/0 from 0 \(was 1\)\n[\s\S]*^12:30:00\.000 {2}published {2}Mailed [\s\S]*The run stands still at 12:30:00\.000\.\n$/m,
    );
    expect(await typed(client, '  redrive dead ')).toMatch(
      /^12:30:00\.000 {2}redriven {3}Ordered, orders\/0@0, to Strict/,
    );
    expect(await typed(client, 'rebuild shop.Totals')).toMatch(/^12:30:00\.000 {2}rebuilt/);
    expect(await typed(client, 'resume Checkout[uuid("o-1")]')).toMatch(/resumed[\s\S]*sent {7}Reserve/);
    expect(client.has('terminated')).toBe(false);
  });

  test('messages and time', async () => {
    const client = await open();
    expect(await typed(client, 'wait 1d')).toContain('The run stands still at 2024-01-16 10:30:00.000.');
    const told = await typed(client, 'publish Ordered { id: uuid("a"), amount: 3 }');
    expect(told).toMatch(
      /^2024-01-16 10:30:00\.000 {2}published {2}Ordered \{ id: uuid\("a"\), amount: 3, card: \(hidden\) \}/,
    );
    expect(await typed(client, 'send\tReserve')).toMatch(/sent {7}Reserve [\s\S]*rejected/);
    expect(client.output).not.toContain('4242');
  });

  test('one that does nothing says why, each in its turn', async () => {
    const client = await open();
    expect(await typed(client, 'redrive dead')).toContain('`redrive dead` does nothing: no dead letter lay there');
  });

  test.each([
    ['replay Emial from earliest', /^This cannot be done: replay Emial from earliest\n {2}There is no Emial here/],
    ['rebuild Email', /a projection is expected/],
    ['resume Checkout["x"]', /cannot be done/],
    ['publish Nothing', /^This cannot be published: Nothing\n {2}There is no Nothing here/],
    ['publish', /^This cannot be done: publish\n/],
    ['fault crash Email', /One operation is expected here/],
    ['amount', /^This cannot be done: amount\n/],
    ['', /One operation is expected here/],
  ])('what cannot be done is refused, and the run stays: %s', async (line, message) => {
    const client = await open();
    await expect(evaluate(client, line)).rejects.toThrow(message);
    expect(await typed(client, 'wait 1m')).toContain('stands still');
  });

  test('and nowhere else: a hover or a watch does nothing', async () => {
    const client = await open(LOST);
    for (const context of ['hover', 'watch']) {
      await expect(evaluate(client, 'redrive dead', context)).rejects.toThrow(
        'Nothing can be looked at in an open run',
      );
    }
    expect(client.output).not.toContain('redriven');
  });

  test('what an operation can be done to is asked for, and can be done', async () => {
    const client = await open(LOST);
    const choices = async (operation: string) => (await client.request('evflowOperations', { operation })).choices;
    expect(await choices('replay')).toEqual(
      ['Email', 'Strict', 'Picky', 'Stock', 'Reader'].map((label) => ({ label, line: `replay shop.${label} from` })),
    );
    expect(await choices('rebuild')).toEqual([{ label: 'Totals', line: 'rebuild shop.Totals' }]);
    expect(await choices('redrive')).toEqual([
      { label: 'dead', description: '1 dead letter', line: 'redrive shop.dead' },
      { label: 'orders', description: '1 dead letter', line: 'redrive shop.orders' },
    ]);
    const [checkout, ...others] = await choices('resume');
    expect(others).toEqual([]);
    expect(checkout.label).toBe('Checkout[uuid("o-1")]');
    expect(await typed(client, checkout.line)).toContain('resumed');
    expect(await typed(client, 'redrive shop.orders')).toContain('redriven');
    expect(await choices('bogus')).toEqual([]);
  });

  test('it ends when it is ended, and takes nothing after that', async () => {
    const client = await open();
    await client.request('terminate');
    await client.event('terminated');
    await expect(evaluate(client, 'wait 1m')).rejects.toThrow('The run is over.');
    await expect(client.request('evflowOperations', { operation: 'replay' })).rejects.toThrow('The run is over.');
  });

  test('what never comes to rest ends it', async () => {
    const client = await opened([]);
    await evaluate(client, 'publish Ping { n: 1 }');
    expect((await client.event('exited')).exitCode).toBe(1);
    expect(client.output).toContain('Still turning after 100,000 steps');
  }, 30_000);
});

describe('a scenario takes operations in the debug console', () => {
  const FLOW = `event Ordered { id: string }
event Mailed { id: string }
topic orders { carries Ordered, key id }
consumer Email on orders {
  on Ordered as o { emit Mailed { id: o.id } }
}
consumer Reader { idempotent, on Mailed }
scenario "mailed" {
  when Ordered { id: "a" }
  then Mailed
  wait 1h
  never Mailed { id: "b" }
}
`;

  async function stoppedAt(text: string) {
    const root = new Files({ 'flow.evflow': FLOW });
    const client = Client.inProcess();
    await client.launch(
      { program: root.path('flow.evflow'), scenario: 'mailed' },
      { [root.path('flow.evflow')]: [root.line('flow.evflow', text)] },
    );
    await client.stop();
    return client;
  }
  const replay = { expression: 'replay Email from earliest', context: 'repl' };

  test('at a line', async () => {
    const client = await stoppedAt('wait 1h');
    const before = client.output.length;
    await client.request('evaluate', replay);
    expect(client.output.slice(before)).toBe('10:30:00.000  replay     Email reads orders/0 from 0 (was 1)\n');
    expect((await client.request('evaluate', replay)).result).toBe(
      '`replay Email from earliest` does nothing: Email stood there already.',
    );
    expect((await client.request('evflowOperations', { operation: 'replay' })).choices[0].label).toBe('Email');
    await client.request('continue', { threadId: 1 });
    await client.event('terminated');
    expect(client.output.match(/delivered {2}Ordered, orders\/0@0, to Email/g)?.length).toBe(2);
    expect(client.output).toContain('✓ passed  "mailed"');
  });

  test('but not in the middle of a step, nor anywhere but in the console', async () => {
    const client = await stoppedAt('emit Mailed');
    await expect(client.request('evaluate', replay)).rejects.toThrow(
      'Email is in the middle of Ordered, and an operation comes between two steps. Go on to a line of the scenario',
    );
    await expect(client.request('evaluate', { ...replay, context: 'hover' })).rejects.toThrow(
      'There is no replay here.',
    );
    expect(client.output).not.toContain('replay ');
  });

  test('what is wrong with one is said', async () => {
    const client = await stoppedAt('wait 1h');
    const wrong = (expression: string) => client.request('evaluate', { expression, context: 'repl' });
    await expect(wrong('replay Emial from earliest')).rejects.toThrow('There is no Emial here');
    await expect(wrong('rebuild Email')).rejects.toThrow('a projection is expected');
    await expect(wrong('redrive orders wait 1h')).rejects.toThrow('One operation is expected here');
  });
});
