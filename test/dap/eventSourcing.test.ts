import { describe, expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `command Deposit { id: string, amount: int, @sensitive pin: string }
event Deposited { id: string, cents: int }
topic accounts { carries Deposited, key id }

aggregate Account by id {
  state { cents: int(..1000) = 0 }
  handle Deposit as c {
    let inCents = c.amount * 100
    emit Deposited { id: c.id, cents: inCents }
  }
  apply Deposited as e {
    let added = e.cents
    cents += added
  }
}

projection Totals by id {
  state { times: int = 0 }
  on Deposited as e {
    times += 1
  }
}

scenario "s" {
  given Deposited { id: "a", cents: 1 }
  when Deposit { id: "a", amount: 5, pin: "9999" }
  then Deposited
  expect Account["a"].cents == 501
}
`;

async function at(...texts: string[]) {
  const files = new Files({ 'flow.evflow': FLOW });
  const client = Client.inProcess();
  const path = files.path('flow.evflow');
  await client.launch({ program: path }, { [path]: texts.map((text) => files.line('flow.evflow', text)) });
  return { client, line: (text: string) => files.line('flow.evflow', text), stop: await client.stop() };
}

describe('an aggregate under the debugger', () => {
  test('stops in handle and in apply, the handler and its cause below', async () => {
    const { client, stop, line } = await at('let inCents', 'let added');
    expect([stop.names, stop.line]).toEqual([
      ['Account on Deposit', 'caused by Deposit', 'scenario "s"'],
      line('let inCents'),
    ]);
    const { names, frames } = await client.go('continue');
    expect(names).toEqual(['Account applies Deposited', 'Account on Deposit', 'caused by Deposit', 'scenario "s"']);
    expect([frames[0].line, frames[1].line]).toEqual([line('let added'), line('emit Deposited')]);
  });

  test('shows in apply the event, its envelope and locals, the state, the stream and the outbox', async () => {
    const { client, stop } = await at('cents += added');
    const [frame] = stop.frames;
    expect((await client.scope(frame.id, 'Locals')).texts).toEqual(['added = 500']);
    expect((await client.scope(frame.id, 'Message')).texts).toEqual(['id = "a"', 'cents = 500']);
    expect((await client.scope(frame.id, 'Envelope')).texts).toContain('eventType = "Deposited"');
    expect((await client.scope(frame.id, 'State')).texts).toEqual(['id = "a"', 'cents = 1']);
    expect((await client.scope(frame.id, 'Stream')).texts).toEqual([
      'version = 1',
      'events = ["Deposited at 2024-01-15T10:30:00.000Z"]',
    ]);
    const { result } = await client.request('evaluate', { expression: 'e.cents', frameId: frame.id });
    expect(result).toBe('500');
    const below = await client.scope(stop.frames[1].id, 'Message');
    expect(below.texts).toEqual(['id = "a"', 'amount = 5', 'pin = (hidden)']);
  });

  test('steps from emit into apply, and from there on to who reads the event', async () => {
    const { client, stop, line } = await at('emit Deposited');
    const applied = await client.go('stepIn', stop.threadId);
    expect([applied.names[0], applied.line]).toEqual(['Account applies Deposited', line('apply Deposited')]);
    const next = await client.go('next', stop.threadId);
    expect(next.line).toBe(line('let added'));
    expect((await client.go('next', stop.threadId)).line).toBe(line('cents += added'));
    expect((await client.go('stepIn', stop.threadId)).line).toBe(line('expect Account'));
    const read = await client.go('stepIn', stop.threadId);
    expect([read.names[0], read.line]).toEqual(['Totals on Deposited', line('on Deposited')]);
    const broker = await client.scope(read.frames[0].id, 'Broker');
    expect(broker.texts).toContain('outboxes = []');
  });

  test('stops in a projection, history included', async () => {
    const { client, stop, line } = await at('times += 1');
    expect([stop.names[0], stop.line]).toEqual(['Totals on Deposited', line('times += 1')]);
    expect((await client.scope(stop.frames[0].id, 'State')).texts).toEqual(['id = "a"', 'times = 1']);
  });

  test('lists both as threads, and shows their rows in the scenario', async () => {
    const { client, stop } = await at('expect Account');
    const { threads } = await client.request('threads');
    expect(threads.map(({ name }: { name: string }) => name)).toEqual(['scenario', 'Account', 'Totals']);
    expect((await client.scope(stop.frames[0].id, 'State')).texts).toEqual([
      'Account = { "a": { cents: 501 } }',
      'Totals = { "a": { times: 1 } }',
    ]);
    await client.request('continue', { threadId: 1 });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
    expect(client.output).toContain('appended   Deposited to Account a, now 2');
  });
});
