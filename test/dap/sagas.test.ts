import { describe, expect, test } from 'vitest';
import { Client, Files } from './client.fixture.ts';

const FLOW = `event Ordered { id: string, n: int }
event Failed { id: string, why: string }
command Book { id: string, n: int }
command Cancel { id: string }
command Pay { id: string }
event Booked { id: string, seat: int }
event Cancelled { id: string }
event Paid { id: string }
topic t { carries Ordered, Failed, Booked, Cancelled, Paid, key id }
consumer Seats { idempotent
  on Book as b { emit Booked { id: b.id, seat: 7 } }
  on Cancel as c { emit Cancelled { id: c.id } }
}
consumer Bank { idempotent, on Pay as p { emit Paid { id: p.id } } }

saga Trip by id {
  start on Ordered as order
  state { seat: int = 0 }
  step Flight {
    let twice = order.n * 2
    send Book { id, n: twice }
    on Booked as b {
      seat = b.seat
    } -> Money
    after 1m -> abort "late"
    compensate {
      send Cancel { id }
      on Cancelled -> compensated
      after 1m retry 1
    }
  }
  step Money {
    send Pay { id }
    on Paid -> done
    after 5m -> abort "no money"
    compensate { }
  }
  abort {
    emit Failed { id, why: reason }
  }
}

scenario "s" {
  fault drop every Pay
  when Ordered { id: "a", n: 2 }
  then Failed
  expect Trip["a"] is aborted
}
`;

const line = (text: string) => FLOW.split(text)[0]?.split('\n').length ?? 0;

async function at(...texts: string[]) {
  const client = Client.inProcess();
  const path = new Files({ 'flow.evflow': FLOW }).path('flow.evflow');
  await client.launch({ program: path }, { [path]: texts.map(line) });
  return { client, stop: await client.stop() };
}

describe('a saga under the debugger', () => {
  test('stops at its start, in its steps, where a reply comes, and where a timeout leads to', async () => {
    const texts = [
      'start on',
      'let twice',
      'send Book',
      'on Booked',
      'seat = b.seat',
      'send Pay',
      'send Cancel',
      'emit Failed',
    ];
    const { client, stop } = await at(...texts);
    const lines = [stop.line];
    for (let n = 1; n < texts.length; n++) lines.push((await client.go('continue')).line);
    expect(lines).toEqual(texts.map(line));
    await client.request('continue', { threadId: 1 });
    expect(await client.event('exited')).toEqual({ exitCode: 0 });
  });

  test('stops on the lines of a step and a compensation', async () => {
    const { client, stop } = await at('step Flight', 'compensate {\n');
    expect(stop.line).toBe(line('step Flight'));
    expect((await client.go('continue')).line).toBe(line('compensate {'));
  });

  test('shows the message, locals, state, and where the instance stands', async () => {
    const { client, stop } = await at('seat = b.seat');
    const [frame] = stop.frames;
    expect((await client.scope(frame.id, 'Message')).texts).toEqual(['id = "a"', 'seat = 7']);
    expect((await client.scope(frame.id, 'State')).texts).toEqual(['id = "a"', 'seat = 0']);
    expect((await client.scope(frame.id, 'Instance')).texts).toEqual([
      'status = "running"',
      'waits = ["Trip[\\"a\\"] waits in Flight for Booked."]',
      'outcomes = {}',
      'compensated = []',
      'timers = ["2024-01-15T10:31:00.000Z: Trip[\\"a\\"]: time is up for Flight"]',
    ]);
    const next = await client.go('next', stop.threadId);
    expect(next.line).toBe(line('step Money'));
    const state = await client.scope(next.frames[0].id, 'State');
    expect(state.texts).toEqual(['id = "a"', 'seat = 7']);
    expect((await client.scope(next.frames[0].id, 'Message')).texts).toEqual(['id = "a"', 'n = 2']);
  });

  test('shows the locals of a step', async () => {
    const { client, stop } = await at('send Book');
    expect((await client.scope(stop.frames[0].id, 'Locals')).texts).toEqual(['twice = 4']);
  });

  test('is a thread', async () => {
    const { client, stop } = await at('send Book');
    const { threads } = await client.request('threads');
    const thread = threads.find(({ id }: { id: number }) => id === stop.threadId);
    expect(thread.name).toBe('Trip');
  });

  test('says plainly that a timeout is no place to stop at', async () => {
    const client = Client.inProcess();
    const path = new Files({ 'flow.evflow': FLOW }).path('flow.evflow');
    const placed = await client.launch({ program: path }, { [path]: [line('after 5m')] });
    expect(placed[0]).toMatchObject({
      verified: false,
      message:
        'Nothing stops at a timeout itself. It stops where the saga goes on: at a step, `compensate` or `abort`.',
    });
  });
});
