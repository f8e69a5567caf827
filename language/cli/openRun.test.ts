import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const SHOP = `
namespace shop
event Ordered { id: uuid, amount: int(0..99), @sensitive card: string, code: string(0..3, "^[a-c]*$") = "a" }
event Packed { id: uuid, amount: int }
event Shipped { id: uuid }
event Lost { id: uuid }
event Reminded { id: uuid }
command Pay { @sensitive account: string, amount: int }
command Refund { id: uuid }
topic orders { carries Ordered, key id, partitions 3 }
consumer Packer {
  idempotent
  retry 2 backoff 1s
  on Ordered as o {
    if o.amount == 0 { fail "nothing to pack" }
    if o.amount == 1 { emit Reminded { id: o.id } in 2h }
    emit Packed { ...o }
  }
}
consumer Carrier { idempotent, on Packed emits Shipped | Lost, on Shipped, on Lost, on Reminded }
consumer Bank by account { idempotent, on Pay as p { require p.amount > 0 else "nothing to pay" } }
event Ping { n: int }
event Pong { n: int }
consumer PingPong { on Ping as p { if p.n >= 0 { emit Pong { n: p.n } } }, on Pong as p { if p.n >= 0 { emit Ping { n: p.n } } } }
`;

const project = () => folder({ 'shop.evflow': SHOP });
const published = (message: string, ...rest: string[]) => evflow('run', project(), '--publish', message, ...rest);

describe('evflow run --publish', () => {
  test('prints what happens, and then how topics and groups stand', async () => {
    const { code, out, err } = await published('Ordered { id: uuid("o-1"), amount: 7 }', '--for', '1h');
    expect([code, err]).toEqual([0, '']);
    const answer = /sampled (Shipped|Lost)/.exec(out)?.[1];
    expect(out).toMatch(
      /^10:30:00\.000 {2}published {2}Ordered \{ id: uuid\("o-1"\), amount: 7, card: \(hidden\), code: "a" \} {2}to orders\/(\d)@0$/m,
    );
    expect(out).toMatch(
      /^10:30:00\.000 {2}published {2}Packed \{ id: uuid\("o-1"\), amount: 7 \} {2}to Packed\/0@0 {2}by Packer$/m,
    );
    expect(
      out
        .slice(out.indexOf('\n\n') + 2)
        .replace(/^(orders .* )[01] [01] [01]$/m, '$1…')
        .replace(/(packer .*) \d( {9})/, '$1 …$2'),
    ).toBe(`Topic    Messages  End offsets
orders          1  …
Packed          1  1
${answer?.padEnd(7)}         1  1

Group    Topic    Partition  Position  End  Lag
packer   orders           …         1    1    0
carrier  Packed           0         1    1    0
carrier  ${answer?.padEnd(7)}          0         1    1    0

Notes
  Carrier has no body for Packed: a sampled ${answer} is its answer, drawn from the seed; it could also say ${answer === 'Lost' ? 'Shipped' : 'Lost'}.

The run ends at 11:30:00.000.
`);
  });

  test('samples what is left out, anew for each message and seed, and always the same', async () => {
    const root = project();
    const call = (...rest: string[]) => evflow('run', root, '--publish=Ordered', '--publish', 'Ordered', ...rest);
    const [first, again, other] = await Promise.all([call(), call('--seed', '1'), call('--seed', '2')]);
    expect(again).toEqual(first);
    expect(other.out).not.toBe(first.out);
    const ids = [...first.out.matchAll(/published {2}Ordered \{ id: ("[^"]+")/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(2);
  });

  test('what is given up, parked and tried again is told', async () => {
    const root = project();
    const lost = 'Ordered { id: uuid("a"), amount: 0 }';
    const call = (...rest: string[]) =>
      evflow('run', root, '--publish', lost, '--publish', 'Ordered { id: uuid("a"), amount: 5 }', ...rest);
    const whole = await call();
    expect(whole.code).toBe(0);
    expect(whole.out).toMatch(/failed {5}Ordered, orders\/\d@0, to Packer: nothing to pack; tried again at/);
    expect(whole.out).toMatch(
      /Dead letters\n {2}Ordered, orders\.dlq\/\d@0: Packer gave it up after 3 attempts: nothing to pack; 1 of its key parked behind it\n/,
    );
    const early = await call('--for', '100ms');
    expect(early.out).toMatch(/^packer +orders +\d +0 +2 +2 {2}tries again later$/m);
    expect(early.out).toMatch(/^Waits\n {2}Packer tries again \(attempt 2\) at .*\.$/m);
    expect(early.out).toContain('The run ends at 10:30:00.100.');
  });

  test('what waits for its time is told, and happens where nothing says how long', async () => {
    const message = 'Ordered { amount: 1 }';
    expect((await published(message, '--for', '90m')).out).toMatch(/^Waits\n {2}Packer will say Reminded at .*12:30/m);
    const { out } = await published(message);
    expect(out).toMatch(/^12:30:00\.000 {2}published {2}Reminded/m);
    expect(out).toContain('The run ends at 12:30:00.000.');
  });

  test('sends a command, and tells of its rejection', async () => {
    const { code, out } = await published('Pay { account: "4242", amount: 0 }');
    expect(code).toBe(0);
    expect(out).toContain('sent       Pay { account: (hidden), amount: 0 }  to Bank');
    expect(out).toContain('rejected   Pay to Bank: nothing to pay');
    expect((await published('Refund')).out).toMatch(/sent {7}Refund .* to nobody$/m);
  });

  test('a command whose handler tries again stays open in the inbox', async () => {
    const root = folder({
      'a.evflow': `command Divide { by: int }
        event Divided { result: decimal }
        consumer Divider { idempotent, retry 1 backoff 1m, on Divide as d { emit Divided { result: 1 / d.by } } }
        consumer Reader { idempotent, on Divided }`,
    });
    const { out } = await evflow('run', root, '--publish', 'Divide { by: 0 }', '--for', '100ms');
    expect(out).toMatch(/^Open commands\n {2}Divider: 1\n\nWaits\n {2}Divider tries again \(attempt 2\) at .*$/m);
  });

  test('JSON has one line for each thing that happened, and then the summary; nothing sensitive is in it', async () => {
    const { code, out } = await published('Pay { account: "4242-4242", amount: 1 }', '--format', 'json');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, lines.length]).toEqual([0, 3 + 1]);
    expect(lines.map(({ kind }) => kind)).toEqual(['send', 'deliver', 'accept', 'summary']);
    expect(lines[0]).toMatchObject({
      message: 'shop.Pay@1.0',
      key: '(hidden)',
      data: { account: '(hidden)', amount: 1 },
    });
    expect(lines.at(-1)).toMatchObject({
      time: '2024-01-15T10:30:00.000Z',
      deadLetters: [],
      openCommands: [],
      notes: [],
    });
    expect(out).not.toContain('4242');
  });

  test('JSON says where groups and dead letters are', async () => {
    const { out } = await published('Ordered { amount: 0 }', '--format', 'json');
    const { topics, groups, deadLetters } = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');
    expect(topics.find(({ topic }: { topic: string }) => topic === 'shop.orders')).toMatchObject({ messages: 1 });
    expect(groups).toContainEqual(expect.objectContaining({ group: 'packer', end: 1, lag: 0, retrying: false }));
    expect(deadLetters).toMatchObject([
      { message: 'shop.Ordered@1.0', part: 'shop.Packer', reason: 'nothing to pack', attempts: 3, parked: 0 },
    ]);
  });

  test('what never ends is stopped, and counts as an error', async () => {
    const { code, out } = await published('Ping', '--for', '1s');
    expect(code).toBe(1);
    expect(out).toContain('The run was stopped at 10:30:00.000.\nStill turning after 100,000 steps: PingPong on ');
  });

  test('the envelope may be given', async () => {
    const { out } = await published('Shipped meta { correlationId: "c-1" }', '--format=json');
    expect(JSON.parse(out.split('\n')[0] ?? '')).toMatchObject({ message: 'shop.Shipped@1.0', correlationId: 'c-1' });
  });
});

describe('a message that cannot be published is shown with the place', () => {
  test.each([
    ['Orderd { amount: 1 }', '1:1 error EVF2001 There is no Orderd here', '^^^^^^'],
    ['nowhere.Ordered', '1:1 error EVF2001 There is no nowhere.Ordered', '^^^^^^^^^^^^^^^'],
    ['Ordered@3 { }', '1:8 error EVF2006', '       ^^'],
    ['Ordered { amont: 1 }', '1:11 error EVF6007 Ordered has no field amont. It has amount.', '          ^^^^^'],
    ['Ordered { amount: "1" }', '1:19 error EVF6004', '                  ^^^'],
    ['Ordered {\n  amount: 100\n}', '2:11 error EVF6012', '          ^^^'],
    ['Ordered { code: "xyz" }', '1:17 error EVF6012', '                ^^^^^'],
    ['Ordered { amount: }', '1:19 error EVF1002', '                  ^'],
    [
      'Ordered { amount: 1',
      '1:20 error EVF1003 A `{`, `[` or `(` of the message is never closed.',
      '                   ^',
    ],
    ['Ordered { amount: [1, 2].length - 3 }', '1:1 error Ordered is refused: /amount must be >= 0.', '^^^^^^^'],
    ['orders', '1:1 error EVF2003', '^^^^^^'],
    ['', '1:1 error EVF1002', '^'],
    ['Ordered Packed', '1:9 error', '        ^^^^^^'],
    ['Ordered wait 1h', '1:1 error One message is expected here', '^^^^^^^^^^^^^^^'],
    ['Ordered } scenario "x" { when Packed', '1:1 error One message is expected here', '^^^'],
    ['Ordered meta { eventId: 1 }', '1:25 error EVF6004', '                        ^'],
  ])('%s', async (message, error, carets) => {
    const { code, out, err } = await published(message);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`evflow: A message cannot be published, so nothing is run.\n--publish:${error}`);
    expect(err).toContain(`\n    ${carets}`);
  });

  test('a name of two namespaces asks for the whole one, which then is taken', async () => {
    const root = folder({ 'a.evflow': 'namespace a\nevent E { }', 'b.evflow': 'namespace b\nevent E { n: int }' });
    const { code, err } = await evflow('run', root, '--publish', ' E { n: 1 }');
    expect(code).toBe(2);
    expect(err).toContain('--publish:1:2 error Several messages are called E. Write the whole name: a.E or b.E.\n');
    expect((await evflow('run', root, '--publish', 'b.E { n: 1 }')).out).toContain('published  E { n: 1 }  to E/0@0');
  });

  test('a field of which no value can be found must be given', async () => {
    const root = folder({ 'a.evflow': 'event E { code: string(1..2, "^[a-z]{5}$") }' });
    const { code, err } = await evflow('run', root, '--publish', 'E');
    expect(code).toBe(2);
    expect(err).toContain('--publish:1:1 error No value of /code could be found; give it one.\n    E\n    ^');
  });

  test('the second of two is the one that is shown', async () => {
    const { err } = await published('Ordered', '--publish', 'Packed { amont: 1 }');
    expect(err).toContain('    Packed { amont: 1 }\n');
  });
});

describe('evflow run --publish refuses', () => {
  test.each([
    [['--for', 'soon'], '--for is a duration such as 500ms, 30s, 5m, 1h or 7d, not "soon".'],
    [['--for=-1h'], '--for is a duration such as'],
    [['--for', '60'], '--for is a duration such as'],
    [['--for', '2w'], '--for: `2w` is neither a number nor a duration.'],
    [['--for', '1.5h'], '--for: A duration is a whole number of its unit.'],
    [['--seed=-1'], '--seed is a whole number from 0 on, not "-1".'],
    [['--scenario', 'x'], 'Give --scenario or --publish and --do: an open run has no scenario.'],
    [['--traces', 'x'], 'Give --traces or --publish and --do: what is saved is the trace of a scenario.'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await published('Ordered', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`evflow: ${message}`);
  });

  test('a duration without a message', async () => {
    const { code, err } = await evflow('run', project(), '--for', '1h');
    expect([code, err]).toEqual([2, 'evflow: --for is for an open run: give --publish or --do too.\n']);
  });

  test('a project with errors, in whichever file they are', async () => {
    const root = folder({ 'evflow.json': '{}', 'shop.evflow': SHOP, 'broken.evflow': 'event X { y: Nowhere }' });
    const { code, out } = await evflow('run', `${root}/shop.evflow`, '--publish', 'Ordered');
    expect(code).toBe(1);
    expect(out).toMatch(/broken\.evflow:1:14 error EVF2001[\s\S]*A project with errors is not run\.\n$/);
  });

  test('several projects at once', async () => {
    const root = folder({ 'a/evflow.json': '{}', 'a/a.evflow': SHOP, 'b/evflow.json': '{}', 'b/b.evflow': SHOP });
    const { code, err } = await evflow('run', root, '--publish', 'Ordered');
    expect(code).toBe(2);
    expect(err).toMatch(/An open run is of one project, and there are \d at or below .* Give one:\n/);
  });
});

test('evflow run --help tells of both kinds of run', async () => {
  const { out } = await evflow('run', '--help');
  expect(out).toContain('Without it, every scenario is run.');
  expect(out).toMatch(/--publish MESSAGE [\s\S]*--for DURATION /);
});
