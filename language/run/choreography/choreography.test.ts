import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import { Run } from '../run.ts';
import { projectOf, runText } from '../text.fixture.ts';
import { TraceText } from '../traceText.ts';

const WORLD = `
  event Placed { id: uuid }
  event Reserved { id: uuid }
  event Short { id: uuid }
  event Paid { id: uuid }
  event Declined { id: uuid }
  event Released { id: uuid }
  event Shipped { id: uuid }
  topic orders { carries Placed, Reserved, Short, Paid, Declined, Released, Shipped, key id, partitions 3 }
  consumer Stock { idempotent, on Placed emits Reserved | Short, on Declined as d { emit Released { id: d.id } } }
  consumer Bank { idempotent, on Reserved emits Paid | Declined }
  consumer Depot { idempotent, on Paid as p { emit Shipped { id: p.id } } }
  choreography Order by id {
    start on Placed
    Placed -> Reserved | Short
    Reserved -> Paid | Declined
    Declined -> Released compensates Reserved
    Paid -> Shipped
    ends on Shipped
    fails on Short | Released
    within 15m
  }
`;

const STUBS = 'stub Stock on Placed -> Reserved stub Bank on Reserved -> Paid';

function scenario(lines: string, world = WORLD) {
  const [result] = runText(`${world} scenario "it" { ${lines} }`);
  if (!result) throw new Error('there is no scenario');
  return result;
}

function failuresOf(lines: string, world = WORLD): string[] {
  return scenario(lines, world).failures.map(({ message }) => message);
}

describe('an instance', () => {
  test.each([
    ['is running while something is promised', 'stub Stock on Placed -> Reserved fault delay 1m Reserved', 'running'],
    ['is done at an end', STUBS, 'done'],
    ['is aborted at once where that is a failure', 'stub Stock on Placed -> Short', 'aborted'],
    [
      'is aborted behind its compensation',
      'stub Stock on Placed -> Reserved stub Bank on Reserved -> Declined',
      'aborted',
    ],
    ['counts what is delivered twice once', `${STUBS} fault duplicate every Placed fault duplicate every Paid`, 'done'],
    ['counts what is published twice once', `${STUBS} fault crash Bank before commit`, 'done'],
  ])('%s', (_, before, status) => {
    expect(failuresOf(`${before} when Placed { id: uuid("a") } expect Order[uuid("a")] is ${status}`)).toEqual([]);
  });

  test('is one of its key', () => {
    expect(
      failuresOf(`
        stub Bank on Reserved -> Paid
        stub Stock on Placed -> Reserved
        when Placed { id: uuid("a") }
        expect Order[uuid("a")] is done
        stub Stock on Placed -> Short
        when Placed { id: uuid("b") }
        expect Order[uuid("b")] is aborted
        expect Order[uuid("a")] is done`),
    ).toEqual([]);
  });

  test('is not there where nothing was published for its key', () => {
    expect(failuresOf('expect Order[uuid("a")] is running')).toEqual([
      'There is no Order[uuid("a")]: nothing has started it.',
    ]);
  });

  test('follows history too', () => {
    expect(
      failuresOf(`
        stub Bank on Reserved -> Paid
        given Placed { id: uuid("a") }
        given Reserved { id: uuid("a") }
        expect Order[uuid("a")] is running
        replay Bank from earliest
        expect Order[uuid("a")] is done`),
    ).toEqual([]);
  });

  test('that is not as expected is told with all that came', () => {
    const [failure] = scenario(`${STUBS} when Placed { id: uuid("a") } expect Order[uuid("a")] is aborted`).failures;
    expect(failure?.expected).toBe('Order[uuid("a")] is aborted');
    expect(failure?.actual).toBe('Order[uuid("a")] is done');
    expect(failure?.message.split('\n')).toEqual([
      'Order[uuid("a")] is done, not aborted.',
      '  10:30:00.000  running    Order[uuid("a")]: Placed, then Reserved or Short',
      '  10:30:00.000  running    Order[uuid("a")]: Reserved, then Paid or Declined',
      '  10:30:00.000  running    Order[uuid("a")]: Paid, then Shipped',
      '  10:30:00.000  done       Order[uuid("a")]: Shipped',
    ]);
  });
});

describe('an instance is stuck', () => {
  test('when its time is up, and stays so', () => {
    const lines = `
      ${STUBS}
      fault delay 20m Paid
      when Placed { id: uuid("a") }
      wait 14m
      expect Order[uuid("a")] is running
      wait 1m
      expect Order[uuid("a")] is stuck
      then Shipped
      expect Order[uuid("a")] is stuck`;
    const result = scenario(lines);
    expect(result.failures).toEqual([]);
    expect(result.findings.map(({ kind, text }) => `${kind}: ${text.replace(/[0-9a-f-]{36}/, 'a')}`)).toEqual([
      'stuck: Order a is stuck: its time is up, and Shipped was to come',
    ]);
  });

  test('and no earlier: what is over waits for no time', () => {
    const { trace } = scenario(`${STUBS} when Placed { id: uuid("a") } wait 1h`);
    expect(trace.filter((entry) => entry.kind === 'timer')).toEqual([]);
  });

  test('when something comes that nothing has promised', () => {
    const lines = `stub Stock on Placed -> Short when Placed { id: uuid("a") } when Paid { id: uuid("a") }
      expect Order[uuid("a")] is stuck`;
    const result = scenario(lines);
    expect(result.failures).toEqual([]);
    expect(result.findings.map(({ text }) => text.replace(/[0-9a-f-]{36}/, 'a'))).toEqual([
      'Order a is stuck: Paid came, where Reserved or Short was to come',
    ]);
  });

  test('when something comes before its start, or after its end', () => {
    expect(failuresOf('when Shipped { id: uuid("a") } expect Order[uuid("a")] is stuck')).toEqual([]);
    expect(
      failuresOf(`${STUBS} when Placed { id: uuid("a") } then Shipped
        when Placed { id: uuid("a") } expect Order[uuid("a")] is stuck`),
    ).toEqual([]);
  });
});

describe('ways that fork', () => {
  const TRIP = `
    event Booked { id: uuid }
    event Flown { id: uuid }
    event Full { id: uuid }
    event Roomed { id: uuid }
    event Freed { id: uuid }
    event Confirmed { id: uuid }
    topic trips { carries Booked, Flown, Full, Roomed, Freed, Confirmed, key id }
    choreography Trip by id {
      start on Booked
      Booked -> Flown | Full
      Booked -> Roomed
      Flown -> Confirmed
      Roomed -> Confirmed
      Full -> Freed compensates Roomed
      ends on Confirmed
      fails on Freed
    }
  `;
  const when = (...names: readonly string[]) => names.map((name) => `when ${name} { id: uuid("a") }`).join(' ');

  test('are done when they have joined', () => {
    const lines = `${when('Booked', 'Roomed', 'Flown')} expect Trip[uuid("a")] is running
      ${when('Confirmed')} expect Trip[uuid("a")] is done`;
    expect(failuresOf(lines, TRIP)).toEqual([]);
  });

  test('end badly when what one of them has done is taken back', () => {
    const lines = `${when('Booked', 'Full', 'Roomed')} expect Trip[uuid("a")] is running
      ${when('Freed')} expect Trip[uuid("a")] is aborted`;
    expect(failuresOf(lines, TRIP)).toEqual([]);
    const late = `${when('Booked', 'Full', 'Freed')} expect Trip[uuid("a")] is running
      ${when('Roomed')} expect Trip[uuid("a")] is aborted`;
    expect(failuresOf(late, TRIP)).toEqual([]);
  });
});

test('whatever goes wrong on the way, what comes in time is no stray', () => {
  const message = fc.constantFrom('Placed', 'Reserved', 'Short', 'Paid', 'Declined', 'Released', 'Shipped');
  const part = fc.constantFrom('Stock', 'Bank', 'Depot');
  const fault = fc.oneof(
    fc
      .tuple(fc.constantFrom('duplicate', 'duplicate every', 'delay 1m', 'reorder'), message)
      .map((one) => one.join(' ')),
    part.map((name) => `crash ${name} before commit`),
    part.map((name) => `crash ${name}`),
    part.map((name) => `disconnect ${name} for 2m`),
  );
  const names = ['a', 'b', 'c', 'd'];
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 6 }), fc.integer({ min: 1, max: 1000 }), (faults, seed) => {
      const lines = [
        ...faults.map((one) => `fault ${one}`),
        ...names.map((name) => `when Placed { id: uuid("${name}") }`),
        'wait 14m',
      ];
      const [result] = runText(`${WORLD} scenario "it" { ${lines.join(' ')} }`, seed);
      const last = new Map<string, string>();
      for (const entry of result?.trace ?? [])
        if (entry.kind === 'choreography') last.set(entry.instance, entry.status);
      expect(last.size).toBe(names.length);
      for (const status of last.values()) expect(['done', 'aborted']).toContain(status);
    }),
    { numRuns: 40 },
  );
});

test('a trace tells how an instance goes on, and names its key', () => {
  const text = `${WORLD} scenario "it" { ${STUBS} when Placed { id: uuid("a") } then Shipped }`;
  const project = projectOf(text);
  const [result] = runText(text);
  const lines = new TraceText(project, ...project.uris.map((uri) => project.file(uri)!.tree));
  expect(
    result?.trace.filter(({ kind }) => kind === 'choreography').map((entry) => lines.line(entry)?.slice(14)),
  ).toEqual([
    'running    Order[uuid("a")]: Placed, then Reserved or Short',
    'running    Order[uuid("a")]: Reserved, then Paid or Declined',
    'running    Order[uuid("a")]: Paid, then Shipped',
    'done       Order[uuid("a")]: Shipped',
  ]);
});

test('what a consumer gives up was published once, and is no stray', () => {
  const world = WORLD.replace('{ emit Shipped { id: p.id } }', '{ fail "no van" }');
  expect(failuresOf(`${STUBS} when Placed { id: uuid("a") } expect Order[uuid("a")] is running`, world)).toEqual([]);
});

test('a command is followed where it is sent', () => {
  const world = `
    command Pay { id: uuid }
    event Paid { id: uuid }
    consumer Bank { idempotent, on Pay as p { emit Paid { id: p.id } } }
    choreography Payment by id { start on Pay, Pay -> Paid, ends on Paid }`;
  expect(failuresOf('when Pay { id: uuid("a") } expect Payment[uuid("a")] is done', world)).toEqual([]);
});

test('an older version is read as the newest where it says the key in another way', () => {
  const world = `
    event Placed@1 { userId: uuid }
    event Placed@2 { customerId: uuid was userId, upcast from @1 { } }
    event Paid@1 { customer: uuid }
    event Paid@1.1 { customerId: uuid was customer }
    topic all { carries Placed by customerId, Paid by customerId }
    choreography Order by customerId { start on Placed, Placed -> Paid, ends on Paid }`;
  const lines = 'when Placed@1 { userId: uuid("a") } when Paid@1.0 { customer: uuid("a") }';
  expect(failuresOf(`${lines} expect Order[uuid("a")] is done`, world)).toEqual([]);
});

test('many instances cost each the same', () => {
  const run = new Run(compileProject(projectOf(WORLD.replace(/emits \w+ \| \w+/g, ''))), { seed: 1 });
  const ids = Array.from({ length: 20_000 }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`);
  for (const id of ids) run.publish('Placed@1.0', { id });
  for (const name of ['Reserved', 'Paid']) for (const id of ids.toReversed()) run.publish(`${name}@1.0`, { id });
  run.runOut();
  expect(ids.every((id) => run.choreography('Order')?.instance(id)?.status === 'done')).toBe(true);
});
