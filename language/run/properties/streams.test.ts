import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import type { Program } from '../program.ts';
import { Run } from '../run.ts';
import { projectOf } from '../text.fixture.ts';
import { noteTried, picker, tellTried } from './play.fixture.ts';

tellTried('what must hold: aggregates and projections');

const text = (snapshot: string) => `
  command Open { id: string, n: int }
  command Spend { id: string, n: int }
  event Opened { id: string, owner: string, n: int }
  event Spent { id: string, owner: string, n: int }
  topic accounts { carries Opened, Spent, key id, partitions 3 }

  aggregate Account by id {
    ${snapshot.padEnd('snapshot every 1'.length)}
    state { balance: int(0..) = 0, seen: int[] = [], by: map<int> = {}, last?: timestamp }
    handle Open as c {
      require c.n != 3 else "three brings bad luck"
      emit Opened { ...c, owner: c.n % 2 == 0 ? "even" : "odd" }
      if c.n > 5 { emit Opened { ...c, owner: "more", n: 1 } }
    }
    handle Spend as c { emit Spent { ...c, owner: "odd" } }
    apply Opened as e { balance += e.n, seen += [e.n], by[e.owner] += e.n, last = meta.timestamp }
    apply Spent as e { balance -= e.n, seen += [-e.n] }
  }

  projection Owners by owner {
    state { events: int = 0, sum: int = 0, most?: int, last?: timestamp }
    on Opened as e { events += 1, sum += e.n, most = max(most, e.n), last = max(last, meta.timestamp) }
    on Spent as e { events += 1, sum -= e.n, last = max(last, meta.timestamp) }
    query all() order by sum desc
  }
  projection Copies by id {
    state { seen: int[] = [] }
    on Opened as e { seen += [e.n] }
    on Spent as e { seen += [-e.n] }
  }
`;

const programs = ['', 'snapshot every 1', 'snapshot every 2', 'snapshot every 5'].map((snapshot) =>
  compileProject(projectOf(text(snapshot))),
);

const PARTS = ['Account', 'Owners', 'Copies'] as const;
const KINDS = ['crash', 'crashBeforeCommit', 'disconnect', 'lag', 'rebuild', 'duplicate', 'delay', 'reorder'] as const;

const worlds = fc.record({
  commands: fc.array(
    fc.record({
      name: fc.constantFrom('Open', 'Open', 'Spend'),
      id: fc.constantFrom('a', 'b', '__proto__', 'constructor', '10'),
      n: fc.integer({ min: 0, max: 8 }),
      pause: fc.constantFrom(0, 0, 0, 100, 2000),
      /** The one before once more, with the same id. */
      repeated: fc.constantFrom(false, false, true),
      steps: fc.constantFrom(0, 0, 1, 2, 3),
    }),
    { maxLength: 14 },
  ),
  mishaps: fc.array(
    fc.record({
      before: fc.nat({ max: 14 }),
      kind: fc.constantFrom(...KINDS),
      part: fc.constantFrom(...PARTS),
      message: fc.constantFrom('Open', 'Spend', 'Opened', 'Spent'),
      every: fc.boolean(),
      period: fc.integer({ min: 0, max: 3000 }),
    }),
    { maxLength: 5 },
  ),
  schedule: fc.option(fc.nat(), { nil: undefined }),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function letHappen(run: Run, { kind, part, message, every, period }: World['mishaps'][number]): void {
  const { control } = run;
  switch (kind) {
    case 'crash':
      return control.crash(part);
    case 'crashBeforeCommit':
      return control.crashBeforeCommit(part);
    case 'disconnect':
      return control.disconnect(part, period);
    case 'lag':
      return control.lag(part, period);
    case 'rebuild':
      return part === 'Account' ? control.rebuild('Owners') : control.rebuild(part);
    default:
      control.fault({ kind, message, every, delay: period });
  }
}

function played({ commands, mishaps, schedule }: World, program: Program): Run {
  const pick = schedule === undefined ? {} : { pick: picker(schedule) };
  const run = new Run(program, { seed: 1, trace: true, debug: true, ...pick });
  let last = 0;
  commands.forEach(({ pause, repeated, steps }, n) => {
    for (const mishap of mishaps) if (mishap.before === n) letHappen(run, mishap);
    if (!repeated) last = n;
    const { name, id, n: amount } = commands[last] as World['commands'][number];
    run.publish(`${name}@1.0`, { id, n: amount }, { meta: { eventId: `c-${last}` } });
    for (let i = 0; i < steps; i++) run.step();
    if (pause > 0) run.wait(pause);
  });
  for (const mishap of mishaps) if (mishap.before >= commands.length) letHappen(run, mishap);
  expect(run.runOut()).toBeUndefined();
  noteTried(run);
  return run;
}

const IDS = ['a', 'b', '__proto__', 'constructor', '10'];
const histories = (run: Run) => IDS.map((id) => [...(run.streams('Account')?.history(id) ?? [])]);
const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null)) as unknown;
const rowsOf = (run: Run, part: string) =>
  [...run.rows(part)]
    .map(({ key, state }) => [key, plain(state)] as const)
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

function holds(name: string, check: (run: Run, world: World) => void): void {
  test(
    name,
    () =>
      fc.assert(
        fc.property(worlds, (world) => check(played(world, programs[2] as Program), world)),
        { numRuns: 150 },
      ),
    60_000,
  );
}

test('a snapshot changes nothing, however often one is kept', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const told = programs.map((program) => {
        const run = played(world, program);
        return plain([run.trace, IDS.map((id) => run.state('Account', id)), rowsOf(run, 'Owners')]);
      });
      for (const other of told) expect(other).toEqual(told[0]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

holds('a state is what its stream gives from the beginning', (run) => {
  const streams = run.streams('Account');
  for (const id of IDS) {
    const version = streams?.version(id) ?? 0;
    const whole = streams?.at(id, version);
    expect(plain(run.state('Account', id))).toEqual(plain(whole));
    const { seen } = (whole ?? { seen: [] }) as { seen: number[] };
    for (let i = 1; i <= version; i++) expect(streams?.at(id, i)).toMatchObject({ seen: seen.slice(0, i) });
  }
});

holds('each command is done once, and its answer is the same each time', (run) => {
  for (const history of histories(run)) {
    const ids = history.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const answers = new Map<string, unknown>();
  for (const { eventId, answer } of run.commands()) {
    expect(answer).toBeDefined();
    expect(answers.get(eventId) ?? answer).toEqual(answer);
    answers.set(eventId, answer);
  }
  const causes = new Set(histories(run).flatMap((history) => history.map(({ causationId }) => causationId)));
  const accepted = [...answers].filter(([, answer]) => (answer as { accepted: boolean }).accepted).map(([id]) => id);
  expect([...causes].sort()).toEqual(accepted.sort());
});

holds('what is in a stream is published, and first in the order of the stream', (run) => {
  const published = run.topics().flatMap(({ logs }) => logs.flat());
  for (const history of histories(run)) {
    const ids = history.map(({ eventId }) => eventId);
    const first = [...new Set(published.map(({ eventId }) => eventId))].filter((id) => ids.includes(id));
    expect(first).toEqual(ids);
  }
});

holds('a projection has each event once, and a rebuild gives the same rows and answers', (run, { mishaps }) => {
  const events = histories(run).flat();
  const live = [rowsOf(run, 'Owners'), rowsOf(run, 'Copies')];
  const owners = new Set(events.map(({ data }) => data.owner));
  expect(live[0]?.map(([key]) => key).sort()).toEqual([...owners].sort());
  for (const [key, state] of live[0] ?? []) {
    const own = events.filter(({ data }) => data.owner === key);
    expect(state).toMatchObject({ events: own.length });
  }
  for (const part of ['Owners', 'Copies']) run.control.rebuild(part);
  expect(run.runOut()).toBeUndefined();
  expect(rowsOf(run, 'Owners')).toEqual(live[0]);
  // Where a fault has changed the order of its messages, a row that keeps their order came out otherwise.
  if (mishaps.every(({ kind }) => kind !== 'reorder')) expect(rowsOf(run, 'Copies')).toEqual(live[1]);
});
