import { describe, expect, test } from 'vitest';
import { Client, Files, type Stop } from './client.fixture.ts';

const FLOW = `event Ordered { id: string }
event Packed { id: string }
event Sent { id: string }
event Unread { id: string }
event Later { id: string }
topic all { carries Ordered, Packed, Sent, Unread, Later, key id }

consumer Packer {
  idempotent
  on Ordered as ordered {
    let id = ordered.id
    emit Packed { id }
    emit Unread { id }
    emit Later { id } in 5s
    let done = true
  }
}
consumer Sender {
  idempotent
  on Packed as packed { emit Sent { id: packed.id } }
  on Later
}
consumer Audit { idempotent, on Sent, on Packed when event.id == "nobody" { let never = 1 } }

scenario "one" {
  when Ordered { id: "a" }
  then Packed
  then Sent
  wait 1m
}
scenario "two" {
  when Ordered { id: "a" }
  when Ordered { id: "b" }
  then Sent { id: "b" }
}
`;

async function at(text: string, scenario = 'one') {
  const files = new Files({ 'flow.evflow': FLOW });
  const client = Client.inProcess();
  const path = files.path('flow.evflow');
  await client.launch({ program: path, scenario }, { [path]: [files.line('flow.evflow', text)] });
  const stop = await client.stop();
  await client.breakpoints(path, []);
  return { client, stop, lineOf: (wanted: string) => files.line('flow.evflow', wanted) };
}

const top = ({ names }: Stop) => names[0];

describe('over', () => {
  test('goes from statement to statement, and from the end of a handler to the next line of the scenario', async () => {
    const { client, stop, lineOf } = await at('on Ordered');
    const lines = [stop.line];
    let last = stop;
    for (let i = 0; i < 6; i++) lines.push((last = await client.go('next', last.threadId)).line);
    expect(lines).toEqual(
      ['on Ordered', 'let id', 'emit Packed', 'emit Unread', 'emit Later', 'let done', 'then Sent'].map(lineOf),
    );
    expect(last.reason).toBe('step');
  });

  test('or to the next message of this consumer', async () => {
    const { client, stop } = await at('let done', 'two');
    const next = await client.go('next', stop.threadId);
    expect(next.names.slice(0, 2)).toEqual(['Packer on Ordered', 'caused by Ordered, all/0@1']);
  });

  test('a line of the scenario goes to the next one', async () => {
    const { client, lineOf } = await at('when Ordered');
    expect((await client.go('next')).line).toBe(lineOf('then Packed'));
    expect((await client.go('next')).line).toBe(lineOf('then Sent'));
    expect((await client.go('next')).line).toBe(lineOf('wait 1m'));
    await client.request('next', { threadId: 1 });
    await client.event('terminated');
  });

  test('stops at a breakpoint on the way', async () => {
    const files = new Files({ 'flow.evflow': FLOW });
    const client = Client.inProcess();
    const path = files.path('flow.evflow');
    const lines = ['then Sent', 'emit Sent'].map((text) => files.line('flow.evflow', text));
    await client.launch({ program: path, scenario: 'one' }, { [path]: lines });
    await client.stop();
    const next = await client.go('next');
    expect([next.reason, next.line]).toEqual(['breakpoint', lines[1]]);
  });
});

describe('in', () => {
  test('goes from an emit into the handler that it causes', async () => {
    const { client, stop, lineOf } = await at('emit Packed');
    const next = await client.go('stepIn', stop.threadId);
    expect([top(next), next.line, next.reason]).toEqual(['Sender on Packed', lineOf('on Packed as'), 'step']);
    expect(next.frames[2].line).toBe(lineOf('emit Packed'));
  });

  test('from an emit in 5s as well, once that time is over', async () => {
    const { client, stop } = await at('emit Later');
    expect(top(await client.go('stepIn', stop.threadId))).toBe('Sender on Later');
    expect(client.output).toContain('10:30:05.000  delivered  Later');
  });

  test('from an emit that nobody reads to whatever comes after', async () => {
    const { client, stop, lineOf } = await at('emit Unread');
    expect((await client.go('stepIn', stop.threadId)).line).toBe(lineOf('then Sent'));
  });

  test('from any other statement to the next place', async () => {
    const { client, stop, lineOf } = await at('on Ordered');
    expect((await client.go('stepIn', stop.threadId)).line).toBe(lineOf('let id'));
    expect((await client.go('stepIn', stop.threadId)).line).toBe(lineOf('emit Packed'));
  });

  test('from a `when` into the handler of its message', async () => {
    const { client } = await at('when Ordered { id: "b" }', 'two');
    const next = await client.go('stepIn');
    expect(next.names.slice(0, 2)).toEqual(['Packer on Ordered', 'caused by Ordered, all/0@1']);
  });

  test('from the first of two `when`s too, past the second', async () => {
    const { client, lineOf } = await at('scenario "two"', 'two');
    const next = await client.go('stepIn');
    expect(next.names.at(1)).toBe('caused by Ordered, all/0@0');
    expect(next.frames.at(-1)!.line).toBe(lineOf('scenario "two"') + 1);
  });
});

describe('out', () => {
  test('goes on until all is done that the first cause led to, delays included', async () => {
    const { client, stop } = await at('emit Sent');
    await client.request('stepOut', { threadId: stop.threadId });
    await client.event('terminated');
    expect(client.output).toContain('delivered  Later');
  });

  test('and stops at what has another cause', async () => {
    const files = new Files({ 'flow.evflow': FLOW.replace(' in 5s', '') });
    const client = Client.inProcess();
    const path = files.path('flow.evflow');
    await client.launch({ program: path, scenario: 'two' }, { [path]: [files.line('flow.evflow', 'let id')] });
    const first = await client.stop();
    await client.breakpoints(path, []);
    const next = await client.go('stepOut', first.threadId);
    expect(next.names.at(-2)).toBe('caused by Ordered, all/0@1');
  });

  test('in the scenario goes to the end', async () => {
    const { client } = await at('when Ordered');
    await client.request('stepOut', { threadId: 1 });
    await client.event('terminated');
    expect(client.output).toContain('✓ passed');
  });
});
