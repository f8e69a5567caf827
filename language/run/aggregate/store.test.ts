import { describe, expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import type { Data } from '../program.ts';
import { Run, type RunOptions } from '../run.ts';
import { projectOf } from '../text.fixture.ts';
import { type Commit, MemoryStore } from './store.ts';

const SEATS = `
  command Book { flight: string, seats: int }
  event Booked { flight: string, seats: int }
  topic bookings { carries Booked, key flight }
  aggregate Flight by flight {
    snapshot every 2
    state { free: int = 10, seen: int[] = [] }
    handle Book as c {
      require free >= c.seats else "only some are left"
      emit Booked { ...c }
    }
    apply Booked as e { free -= e.seats, seen += [e.seats] }
  }
`;

/** Another process writes to the same store. */
class Shared extends MemoryStore {
  readonly commits: Commit[] = [];
  /** Asked before each commit: what the other one commits first. */
  rival: (commit: Commit) => Commit | undefined = () => undefined;

  override commit(commit: Commit): boolean {
    const first = this.rival(commit);
    if (first) super.commit(first);
    this.commits.push(commit);
    return super.commit(commit);
  }
}

function started(store = new Shared(), pick: RunOptions['pick'] = () => 0) {
  const program = compileProject(projectOf(SEATS));
  const run = new Run(program, { seed: 1, trace: true, debug: true, store: () => store, pick });
  const send = (data: Data, eventId?: string) => {
    const entered = run.publish('Book@1.0', data, eventId === undefined ? undefined : { meta: { eventId } });
    if ('refused' in entered) throw new Error(entered.refused.join('; '));
    return entered;
  };
  return { run, store, send };
}

/** Commits once, before the next commit, the same number of seats for somebody else. */
function once(store: Shared, seats: number): void {
  let left = 1;
  store.rival = (commit) => {
    const [event] = commit.events;
    if (!event || left-- <= 0) return undefined;
    const other = Object.assign(Object.create(Object.getPrototypeOf(event)), event, {
      data: { flight: 'f', seats },
      reading: { flight: 'f', seats },
    });
    return { ...commit, events: [other], done: undefined, outbox: [], snapshot: undefined };
  };
}

describe('where another commit comes first', () => {
  test('the command is decided again, from the new state', () => {
    const { run, store, send } = started();
    once(store, 3);
    const command = send({ flight: 'f', seats: 6 });
    run.runOut();
    expect(command.answer).toEqual({ accepted: true });
    expect(store.commits.map(({ expected }) => expected)).toEqual([0, 1]);
    expect(run.state('Flight', 'f')).toEqual({ free: 1, seen: [3, 6] });
    expect(run.trace.filter(({ kind }) => kind === 'conflict')).toHaveLength(1);
    expect(run.topics().flatMap(({ logs }) => logs.flat())).toHaveLength(1);
  });

  test('and rejected where the new state does not take it', () => {
    const { run, store, send } = started();
    once(store, 5);
    const command = send({ flight: 'f', seats: 6 });
    run.runOut();
    expect(command.answer).toEqual({ accepted: false, reason: 'only some are left' });
    expect(run.state('Flight', 'f')).toEqual({ free: 5, seen: [5] });
    expect(run.topics().flatMap(({ logs }) => logs.flat())).toEqual([]);
  });

  test('what it says has the same ids as before', () => {
    const { run, store, send } = started();
    once(store, 1);
    send({ flight: 'f', seats: 2 });
    run.runOut();
    const [first, second] = store.commits.map(({ events }) => events[0]?.eventId);
    expect(second).toBe(first);
  });

  test('between two commands, the next one reads what was written', () => {
    const { run, store, send } = started();
    send({ flight: 'f', seats: 2 });
    run.runOut();
    const [event] = store.read('f', 0);
    store.commit({
      stream: 'f',
      expected: 1,
      events: [event as never],
      done: undefined,
      outbox: [],
      snapshot: undefined,
    });
    const command = send({ flight: 'f', seats: 7 });
    run.runOut();
    expect(command.answer).toEqual({ accepted: false, reason: 'only some are left' });
    expect(store.commits).toHaveLength(2);
  });

  test('again and again, the run ends with its limit', () => {
    const { run, store, send } = started();
    store.rival = (commit) => ({
      ...commit,
      done: undefined,
      outbox: [],
      snapshot: undefined,
      events: commit.events.slice(0, 1).map((event) =>
        Object.assign(Object.create(Object.getPrototypeOf(event)), event, {
          data: { flight: 'f', seats: 0 },
          reading: { flight: 'f', seats: 0 },
        }),
      ),
    });
    send({ flight: 'f', seats: 1 });
    expect(run.settle({ steps: 100, time: 1000 })?.text).toContain('100 steps');
  });
});

describe('one commit has', () => {
  test('the events, the record of the command, and what is to be said', () => {
    const { run, store, send } = started();
    const command = send({ flight: 'f', seats: 2 });
    run.step();
    expect(store.commits).toMatchObject([
      {
        stream: 'f',
        expected: 0,
        done: { key: command.eventId },
        events: [{ data: { seats: 2 } }],
        snapshot: undefined,
      },
    ]);
    expect(store.outbox.map(({ message }) => message)).toEqual(store.commits[0]?.events);
    expect(store.done(command.eventId)).toMatchObject({ outputs: [{ message: { data: { seats: 2 } } }] });
    expect(run.topics().flatMap(({ logs }) => logs.flat())).toEqual([]);
    run.runOut();
    expect(store.outbox).toEqual([]);
  });

  test('a snapshot where enough events have come', () => {
    const { run, store, send } = started();
    for (let i = 0; i < 5; i++) send({ flight: 'f', seats: 1 });
    run.runOut();
    expect(store.commits.map(({ snapshot }) => snapshot?.version)).toEqual([undefined, 2, undefined, 4, undefined]);
    expect(store.snapshot('f')).toEqual({ version: 4, state: { free: 6, seen: [1, 1, 1, 1] } });
    expect(run.state('Flight', 'f')).toEqual({ free: 5, seen: [1, 1, 1, 1, 1] });
  });
});

describe('what a run does', () => {
  test('goes on where another one ended, from snapshot, stream and records', () => {
    const first = started();
    for (let i = 0; i < 3; i++) first.send({ flight: 'f', seats: 2 }, `c-${i}`);
    first.run.runOut();
    const read: number[] = [];
    const { store } = first;
    const original = store.read.bind(store);
    store.read = (stream, from) => {
      read.push(from);
      return original(stream, from);
    };
    const second = started(store);
    const repeated = second.send({ flight: 'f', seats: 2 }, 'c-0');
    const more = second.send({ flight: 'f', seats: 6 }, 'c-9');
    const less = second.send({ flight: 'f', seats: 4 }, 'c-10');
    second.run.runOut();
    expect(read).toEqual([2]);
    expect([repeated, more, less].map(({ answer }) => answer?.accepted)).toEqual([true, false, true]);
    expect(second.run.state('Flight', 'f')).toEqual({ free: 0, seen: [2, 2, 2, 4] });
  });
});

test('first publications come in the order of the stream, also where a command is repeated before they were', () => {
  const { run, send } = started(new Shared(), (enabled) => enabled - 1);
  send({ flight: 'f', seats: 1 });
  send({ flight: 'f', seats: 2 }, 'c-2');
  send({ flight: 'f', seats: 2 }, 'c-2');
  run.runOut();
  const logs = run.topics().flatMap(({ logs: each }) => each.flat());
  expect(logs.map(({ data }) => data.seats)).toEqual([1, 2, 2]);
});
