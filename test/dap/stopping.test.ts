import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const HELLO = resolve('examples/hello/hello.evflow');
const SCENARIO = 'what is in stock is reserved and paid';
const lineOf = (text: string) => readFileSync(HELLO, 'utf8').split(text)[0]!.split('\n').length;

describe('examples/hello', () => {
  test('stops at a breakpoint in a body, with the causes as the stack, and goes on to the end', async () => {
    const client = Client.inProcess();
    const line = lineOf('emit PaymentTaken');
    const [placed] = await client.launch({ program: HELLO, scenario: SCENARIO }, { [HELLO]: [line] });
    expect(placed).toMatchObject({ verified: true, line });
    const { reason, names, frames, threadId } = await client.stop();
    expect([reason, frames[0].line, frames[0].column]).toEqual(['breakpoint', line, 7]);
    expect(names).toEqual([
      'Payments on StockReserved',
      'caused by StockReserved, stock/0@0',
      'Inventory on OrderPlaced',
      'caused by OrderPlaced, orders/0@0',
      `scenario "${SCENARIO}"`,
    ]);
    expect(frames.map(({ presentationHint }) => presentationHint)).toEqual([
      undefined,
      'label',
      undefined,
      'label',
      undefined,
    ]);
    expect([frames[2].line, frames[4].line]).toEqual([lineOf('emit StockReserved'), lineOf('when OrderPlaced')]);
    const { threads } = await client.request('threads');
    expect(threads.map(({ name }: { name: string }) => name)).toEqual(['scenario', 'Inventory', 'Payments', 'Report']);
    expect(threads.find(({ id }: { id: number }) => id === threadId).name).toBe('Payments');

    await client.request('continue', { threadId });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
    await client.event('terminated');
    expect(client.output).toMatch(/published {2}OrderPlaced \{ orderId: uuid\("o-1"\), sku: "tea"/);
    expect(client.output).toMatch(/delivered {2}StockReserved, stock\/0@0, to Payments\n/);
    expect(client.output).toContain(`✓ passed  "${SCENARIO}"\n`);
  });

  test('a branch is told by its first line, not by all that it holds', async () => {
    const client = Client.inProcess();
    const line = lineOf('if left >=');
    await client.launch({ program: HELLO, scenario: SCENARIO }, { [HELLO]: [line] });
    const { frames } = await client.stop();
    expect(frames[0]).toMatchObject({ line, endLine: line, endColumn: '      if left >= order.quantity {'.length + 1 });
  });

  test('message, envelope, state, locals and broker; of a cause too', async () => {
    const client = Client.inProcess();
    await client.launch(
      { program: HELLO, scenario: SCENARIO },
      { [HELLO]: [lineOf('emit PaymentTaken'), lineOf('if left >=')] },
    );
    const { frames } = await client.stop();
    const id = frames[0].id;
    expect((await client.scope(id, 'Locals')).texts).toEqual(['left = 5']);
    const message = await client.scope(id, 'Message');
    expect(message.texts).toEqual(['orderId = uuid("o-1")', 'sku = "tea"', 'quantity = 2', 'price = 4.50']);
    expect(message.all[3]).toMatchObject({ type: 'decimal(8, 2)', evaluateName: 'order.price' });
    const state = await client.scope(id, 'State');
    expect(state.texts).toEqual(['stock = { "tea": 5 }']);
    expect((await client.values(state.all[0].variablesReference)).texts).toEqual(['tea = 5']);
    expect((await client.scope(id, 'Envelope')).texts).toEqual(
      expect.arrayContaining(['eventType = "OrderPlaced"', 'partition = 0', 'offset = 0', 'attempt = 1']),
    );
    const broker = await client.scope(id, 'Broker');
    const consumers = await client.values(broker.all.find(({ name }) => name === 'consumers').variablesReference);
    const inventory = await client.values(consumers.all[0].variablesReference);
    expect(inventory.texts).toContain('orders/0 = "0 of 1 read"');

    const { frames: later } = await client.go('continue');
    const cause = later[2].id;
    expect((await client.scope(cause, 'Message')).texts).toContain('quantity = 2');
    expect((await client.scope(cause, 'State')).texts).toEqual(['stock = { "tea": 3 }']);
    expect((await client.scope(later[4].id, 'State')).texts).toEqual(['Inventory = { stock: { "tea": 3 } }']);
    const label = await client.request('scopes', { frameId: later[1].id });
    expect(label.scopes).toEqual([]);
  });

  test('a run without debugging stops nowhere', async () => {
    const client = Client.inProcess();
    const launch = { program: HELLO, scenario: SCENARIO, noDebug: true, stopOnEntry: true };
    await client.launch(launch, { [HELLO]: [lineOf('emit PaymentTaken')] });
    await client.event('terminated');
    expect(client.has('stopped')).toBe(false);
    expect(client.output).toContain('✓ passed');
  });
});

const FLOW = `event A { n: int }
event B { n: int }

record Unrelated {
  x: int
}

/// Reads A.
consumer First {
  idempotent

  on A as a {
    let one = a.n
    let two = one + 1   let three = two + 1

    for x in [1, 2, 3] { emit B { n: x } }
    emit B {
      n: three
    }
    // the end
  }
}

consumer Second { idempotent, on B as b { let seen = b.n } }

projection Sums by n {
  state { sum: int = 0 }
  on B { sum += 1 }
}
`;
const SCENARIOS = `scenario "first" {
  when A { n: 1 }

  then B {
    n: 3
  }
}

scenario "second" { when A { n: 5 } then B }
`;

function flow() {
  const files = new Files({ 'flow.evflow': FLOW, 'scenarios.evflow': SCENARIOS });
  const launch = { program: files.path('scenarios.evflow'), scenario: 'first' };
  return { files, launch, flow: files.path('flow.evflow'), scenarios: files.path('scenarios.evflow') };
}

describe('breakpoints', () => {
  test.each([
    ['a handler', 'on A as', 'on A as'],
    ['a statement', 'let one', 'let one'],
    ['several statements', 'let two', 'let two'],
    ['an empty line in a body', 'for x in', 'for x in', -1],
    ['the inside of a statement', 'n: three', 'emit B {\n      n: three'],
    ['a doc comment above', '/// Reads A', undefined],
    ['the head of a consumer', 'consumer First', 'on A as'],
    ['the end of a consumer', 'on A as', undefined, 9],
    ['a record', 'x: int', undefined],
    ['a declaration', 'event A', undefined],
    ['a projection', 'sum += 1', 'sum += 1'],
  ])('on %s', async (_, text, expected, offset = 0) => {
    const { files, flow: path } = flow();
    const client = Client.inProcess();
    const [placed] = await client.breakpoints(path, [files.line('flow.evflow', text) + offset]);
    if (expected === undefined)
      expect(placed).toMatchObject({ verified: false, message: expect.stringMatching(/\.$/) });
    else expect(placed).toEqual({ verified: true, line: files.line('flow.evflow', expected) });
  });

  test('on a choreography say that nothing of it runs', async () => {
    const files = new Files({
      'contract.evflow': 'choreography Order by id {\n  start on A\n  A -> B\n  ends on B\n}\n',
    });
    const [placed] = await Client.inProcess().breakpoints(files.path('contract.evflow'), [2]);
    expect(placed).toMatchObject({
      verified: false,
      message: 'A choreography is a contract: nothing of it runs, so nothing stops here.',
    });
  });

  test('in a file that is not there', async () => {
    expect(await Client.inProcess().breakpoints('/nowhere.evflow', [1])).toEqual([
      { verified: false, message: 'This file cannot be read.' },
    ]);
  });

  test('of a scenario in one file and consumers in another', async () => {
    const { files, launch, flow: path, scenarios } = flow();
    const client = Client.inProcess();
    await client.launch(launch, { [path]: [files.line('flow.evflow', 'let one')], [scenarios]: [2, 5] });
    const stops = [await client.stop(), await client.go('continue'), await client.go('continue')];
    expect(stops.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'scenarios.evflow:2',
      'scenarios.evflow:4',
      'flow.evflow:13',
    ]);
    expect(stops[2]!.names.at(-1)).toBe('scenario "first"');
    expect(stops[2]!.frames.at(-1)).toMatchObject({ line: 2, source: { path: scenarios } });
  });

  test('several statements on a line are one stop, each turn of a loop is one of its own', async () => {
    const { files, launch, flow: path } = flow();
    const client = Client.inProcess();
    await client.launch(launch, {
      [path]: [files.line('flow.evflow', 'let two'), files.line('flow.evflow', 'for x in')],
    });
    const stops = [await client.stop()];
    for (let i = 0; i < 3; i++) stops.push(await client.go('continue'));
    expect(stops.map(({ frames }) => [frames[0].line, frames[0].column])).toEqual([
      [14, 5],
      [16, 5],
      [16, 26],
      [16, 26],
    ]);
    await client.request('continue', { threadId: 2 });
    await client.event('terminated');
  });

  test('a handler, its body and its end on one line stop once for each message', async () => {
    const { files, launch, flow: path } = flow();
    const client = Client.inProcess();
    await client.launch(launch, { [path]: [files.line('flow.evflow', 'consumer Second')] });
    const stops = [await client.stop()];
    for (let i = 0; i < 3; i++) stops.push(await client.go('continue'));
    expect(stops.map(({ names }) => names[1])).toEqual([0, 1, 2, 3].map((offset) => `caused by B, B/0@${offset}`));
    await client.request('continue', { threadId: 3 });
    await client.event('terminated');
  });

  test('may change while the run stands still', async () => {
    const { files, launch, flow: path } = flow();
    const client = Client.inProcess();
    await client.launch(launch, { [path]: [files.line('flow.evflow', 'let one')] });
    await client.stop();
    await client.breakpoints(path, [files.line('flow.evflow', 'consumer Second')]);
    expect((await client.go('continue')).names[0]).toBe('Second on B');
    await client.breakpoints(path, []);
    await client.request('continue', { threadId: 3 });
    await client.event('terminated');
  });

  test('in a file of another project are not of this run', async () => {
    const { launch } = flow();
    const other = new Files({ 'other.evflow': FLOW });
    const client = Client.inProcess();
    await client.launch({ ...launch, stopOnEntry: true });
    await client.stop();
    expect(await client.breakpoints(other.path('other.evflow'), [12])).toEqual([
      { verified: false, message: 'This file is no part of the project that runs.' },
    ]);
  });

  test('are all set before the run begins, however fast the client is', async () => {
    const { files, launch, flow: path, scenarios } = flow();
    const client = Client.inProcess();
    const requests = [
      client.request('initialize', { pathFormat: 'path' }),
      client.request('launch', launch),
      client.breakpoints(path, [files.line('flow.evflow', 'let one')]),
      client.breakpoints(scenarios, [1]),
      client.request('configurationDone'),
    ];
    await Promise.all(requests);
    expect((await client.stop()).line).toBe(2);
    expect((await client.go('continue')).line).toBe(13);
  });
});

test('on entry the run stands before the first line', async () => {
  const { launch } = flow();
  const client = Client.inProcess();
  await client.launch({ ...launch, stopOnEntry: true });
  const { reason, line, names } = await client.stop();
  expect([reason, line, names]).toEqual(['entry', 2, ['scenario "first"']]);
});

test('another scenario of the file, where two stand in a line', async () => {
  const { launch, scenarios } = flow();
  const client = Client.inProcess();
  await client.launch({ ...launch, scenario: 'second' }, { [scenarios]: [9] });
  expect((await client.stop()).frames[0]).toMatchObject({ line: 9, column: 21 });
  await client.request('continue', { threadId: 1 });
  await client.event('terminated');
});
