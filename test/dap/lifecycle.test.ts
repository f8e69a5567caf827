import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `event A { n: int }
event B { n: int }
consumer Ping { on A { emit B { n: 1 } } }
consumer Pong { on B { if n > 0 { emit A { n: 1 } } } }

scenario "for ever" { when A never B { n: 2 } }
scenario "fails" {
  when B { n: 0 }
  then B { n: 7 }
}
`;

const files = (texts: { readonly [path: string]: string } = { 'flow.evflow': FLOW }) => new Files(texts);
const HELLO = resolve('examples/hello/hello.evflow');

describe('a flow without end', () => {
  async function running() {
    const client = Client.inProcess();
    await client.launch({ program: files().path('flow.evflow'), scenario: 'for ever' });
    await client.event('output');
    return client;
  }

  test('can be paused, looked at, and gone on with', async () => {
    const client = await running();
    await client.request('pause', { threadId: 1 });
    const stop = await client.stop();
    expect(stop.reason).toBe('pause');
    expect(stop.names[0]).toMatch(/^(Ping on A|Pong on B)$/);
    expect(stop.names.length).toBeLessThan(250);
    expect(stop.names.at(-2)).toMatch(/^(caused by|and earlier causes)/);
    const { stackFrames, totalFrames } = await client.request('stackTrace', {
      threadId: stop.threadId,
      startFrame: 2,
      levels: 3,
    });
    expect([stackFrames.length, totalFrames, stackFrames[0].name]).toEqual([3, stop.names.length, stop.names[2]]);
    await client.request('pause', { threadId: 1 });
    await client.request('continue', { threadId: 1 });
    await client.request('pause', { threadId: 1 });
    expect((await client.stop()).reason).toBe('pause');
  });

  test('answers sanely what is asked while it runs', async () => {
    const client = await running();
    expect((await client.request('threads')).threads.length).toBe(3);
    for (const command of ['stackTrace', 'scopes', 'variables', 'evaluate', 'continue', 'next', 'stepIn', 'stepOut']) {
      const args = { threadId: 1, frameId: 1, variablesReference: 1, expression: 'x' };
      await expect(client.request(command, args), command).rejects.toThrow('The run does not stand still.');
    }
    await expect(client.request('bogus')).rejects.toThrow('unrecognized request');
    await client.request('terminate');
    await client.event('terminated');
  });

  test('ends when it is told to, once, and then says no more', async () => {
    const client = await running();
    await client.request('terminate');
    await client.event('terminated');
    await client.request('terminate');
    await client.request('disconnect');
    const count = client.messages.length;
    await new Promise((done) => setTimeout(done, 50));
    expect(client.messages.length).toBe(count);
    expect(client.messages.filter((one) => 'event' in one && one.event === 'terminated').length).toBe(1);
    await expect(client.request('continue', { threadId: 1 })).rejects.toThrow('The run is over.');
  });

  test('takes breakpoints while it runs', async () => {
    const root = files();
    const client = Client.inProcess();
    const path = root.path('flow.evflow');
    await client.launch({ program: path, scenario: 'for ever' });
    await client.event('output');
    await client.breakpoints(path, [root.line('flow.evflow', 'emit A')]);
    expect((await client.stop()).names[0]).toBe('Pong on B');
  });

  test('ends by itself at the limit, says what turns, and prints no endless list', async () => {
    const client = Client.inProcess();
    await client.launch({ program: files().path('flow.evflow'), scenario: 'for ever', noDebug: true });
    expect(await client.event('exited')).toEqual({ exitCode: 1 });
    expect(client.output).toMatch(/Still turning after 100,000 steps: .*Ping on A emits B/);
    expect(client.output).toContain('… and so on; the rest is not shown here.');
    expect(client.output.split('\n').length).toBeLessThan(11_000);
  }, 30_000);
});

test('is let go in the middle, and started again', async () => {
  const path = files().path('flow.evflow');
  for (const how of ['terminate', 'disconnect']) {
    const client = Client.inProcess();
    await client.launch({ program: path, scenario: 'for ever' }, { [path]: [3] });
    expect((await client.stop()).line).toBe(3);
    await client.request(how);
    await client.event('terminated');
  }
});

describe('the result', () => {
  test('of a failure leads to its line, with what was expected and what there was', async () => {
    const root = files();
    const client = Client.inProcess();
    await client.launch({ program: root.path('flow.evflow'), scenario: 'fails', noDebug: true });
    expect(await client.event('exited')).toEqual({ exitCode: 1 });
    expect(client.output).toContain('✗ failed  "fails"');
    const failure = client.outputs.find(({ output }) => output.includes('Expected'));
    expect(failure).toMatchObject({
      category: 'stderr',
      line: root.line('flow.evflow', 'then B { n: 7 }'),
      source: { name: 'flow.evflow', path: root.path('flow.evflow') },
    });
    expect(client.output).toMatch(/\n {2}Expected B \{ n: 7 \}[\s\S]*\n {6}[^\n]*n is \d+ instead of 7/);
    expect(client.outputs.filter(({ line }) => line !== undefined)).toEqual([failure]);
  }, 30_000);
});

describe('a launch is refused', () => {
  const refused = async (args: object) => {
    const client = Client.inProcess();
    return client.launch(args).then(
      () => 'launched',
      (error: Error) => error.message,
    );
  };

  test.each<[string, object, RegExp]>([
    ['without a program', {}, /names no \.evflow file in "program"/],
    ['of a missing file', { program: '/nowhere.evflow' }, /There is no file at \/nowhere\.evflow/],
    ['of a folder', { program: resolve('examples') }, /There is no file at/],
    ['of another kind of file', { program: resolve('package.json') }, /is no \.evflow file of a project/],
    [
      'of a missing scenario',
      { program: HELLO, scenario: '{_x}' },
      /There is no scenario "\{_x\}" here\. There are: "what is in stock/,
    ],
    ['of a file with several', { program: HELLO }, /Say which scenario to run: "what is in stock/],
  ])('%s', async (_, args, expected) => {
    expect(await refused(args)).toMatch(expected);
  });

  test('of a file without a scenario', async () => {
    expect(await refused({ program: files({ 'a.evflow': 'event A { n: int }' }).path('a.evflow') })).toMatch(
      /a\.evflow has no scenario to run\. Write one: scenario "what it shows" \{/,
    );
  });

  test('of a project with errors, in whichever file', async () => {
    const root = files({ 'flow.evflow': FLOW, 'other.evflow': 'event X {\n  y: Nowhere\n}' });
    expect(await refused({ program: root.path('flow.evflow'), scenario: 'fails' })).toMatch(
      /^The project cannot run\. other\.evflow:2: .*Nowhere.* \(EVF2\d+\)$/,
    );
  });

  test('of a project whose evflow.json is broken', async () => {
    const root = files({ 'flow.evflow': FLOW, 'evflow.json': '{\n  "brokers": 0\n}' });
    expect(await refused({ program: root.path('flow.evflow'), scenario: 'fails' })).toMatch(
      /evflow\.json:2: .*\(EVF2903\)$/,
    );
  });
});

describe('the project', () => {
  const texts = {
    'shape/a.evflow': 'event A { n: int }\nconsumer Reader { on A }',
    'scenarios/s.evflow': 'scenario "s" { when A }',
  };

  test('is that of the evflow.json above the file', async () => {
    const client = Client.inProcess();
    await client.launch({ program: files({ ...texts, 'evflow.json': '{}' }).path('scenarios/s.evflow') });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
  });

  test("else the workspace's folder", async () => {
    const root = files(texts);
    const client = Client.inProcess();
    await client.launch({ program: root.path('scenarios/s.evflow'), folder: root.root });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
  });

  test("else the file's own folder", async () => {
    const root = files({ ...texts, 'shape/t.evflow': 'scenario "t" { when A }' });
    const client = Client.inProcess();
    await client.launch({ program: root.path('shape/t.evflow'), folder: root.path('scenarios') });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
  });
});

test('as a process of its own, as editors start it', async () => {
  const adapter = spawn(process.execPath, [resolve('server/dap/main.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void adapter.kill());
  const exited = new Promise((done) => adapter.on('exit', done));
  const client = Client.of(adapter);
  await client.launch({ program: HELLO, scenario: 'what is not in stock is refused', stopOnEntry: true });
  expect((await client.stop()).reason).toBe('entry');
  await client.request('continue', { threadId: 1 });
  expect(await client.event('exited')).toEqual({ exitCode: 0 });
  await client.request('disconnect');
  expect(await exited).toBe(0);
}, 30_000);
