import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const SHOP = `
namespace shop
event Ordered { id: uuid, amount: int(0..99) }
event Mailed { id: uuid }
event Retried { id: uuid }
command Reserve { id: uuid }
event Reserved { id: uuid }
topic orders { carries Ordered, key id }
topic orders_dead { carries Ordered, Retried, key id, retain forever }
consumer Email on orders { on Ordered as o { emit Mailed { id: o.id } } }
consumer Strict on orders {
  retry 1 backoff 10m
  dead letter to orders_dead
  idempotent
  state { failed: boolean = false }
  single
  on Ordered as o { if o.amount == 0 { fail "nothing to do" } }
}
projection Totals by id { state { count: int = 0 } on Ordered { count += 1 } }
saga Checkout by id {
  start on Ordered
  step Reserving {
    send Reserve { id: id }
    on Reserved -> done
    after 1h retry 0
  }
}
consumer Stock { idempotent, on Reserve { reject "closed" } }
consumer Reader { idempotent, on Mailed, on Retried, on Reserved }
`;

const project = () => folder({ 'shop.evflow': SHOP });
const run = (...args: string[]) => evflow('run', project(), ...args);
const ORDER = 'Ordered { id: uuid("o-1"), amount: 5 }';
const LOST = 'Ordered { id: uuid("o-1"), amount: 0 }';
/** How often a line of the trace says so. */
const times = (out: string, what: RegExp) => out.split('\n').filter((line) => what.test(line)).length;

describe('evflow run --do', () => {
  test('a replay comes once what came before has happened, and before what comes after', async () => {
    const { code, out, err } = await run('--publish', ORDER, '--do', 'replay Email from earliest', '--publish', ORDER);
    expect([code, err]).toEqual([0, '']);
    const replay = out.indexOf('replay     Email reads orders/0 from 0 (was 1)');
    expect(replay).toBeGreaterThan(out.indexOf('delivered  Ordered, orders/0@0, to Email'));
    expect(replay).toBeLessThan(out.indexOf('published  Ordered {', replay));
    expect(times(out, /delivered {2}Ordered, orders\/0@0, to Email/)).toBe(2);
    expect(times(out, /delivered {2}Ordered, orders\/0@1, to Email/)).toBe(1);
  });

  test.each([
    ['replay Email from latest', /was 2\)/],
    ['replay Email from 1', /from 1 \(was 2\)/],
    ['replay Email from "2024-01-15T10:00:00Z"', /from 0 \(was 2\)/],
    ['replay shop.Email from earliest', /from 0 \(was 2\)/],
    [' replay  Email\n from earliest // again', /from 0 \(was 2\)/],
  ])('%s', async (line, says) => {
    const { code, out } = await run('--publish', ORDER, '--publish', ORDER, '--do', line);
    expect([code, out]).toEqual([0, expect.stringMatching(says)]);
  });

  test('a redrive finds the dead letters of which time has passed', async () => {
    const { code, out } = await run('--publish', LOST, '--do', 'wait 1h', '--do', 'redrive orders_dead');
    expect(code).toBe(0);
    expect(out).toMatch(/^11:30:00\.000 {2}redriven {3}Ordered, orders\/0@0, to Strict$/m);
  });

  test('what does nothing is noted, with the reason', async () => {
    const { code, out } = await run(
      '--publish',
      LOST,
      '--do',
      'redrive orders_dead',
      '--do',
      'replay Email from latest',
    );
    expect(code).toBe(0);
    expect(out).toContain(`Notes
  \`redrive orders_dead\` does nothing: no dead letter lay there at this point; a \`wait\` before it lets one get there.
  \`replay Email from latest\` does nothing: Email stood there already.
`);
  });

  test('a projection is rebuilt, and a parked instance goes on', async () => {
    const { code, out } = await run('--publish', ORDER, '--do=rebuild Totals', '--do=resume Checkout[uuid("o-1")]');
    expect(code).toBe(0);
    expect(times(out, /rebuilt {4}Totals drops its rows/)).toBe(1);
    expect(times(out, /resumed .*Checkout\[uuid\("o-1"\)\]/)).toBe(1);
    expect(times(out, /sent {7}Reserve/)).toBe(2);
  });

  test('no message is needed, and --for lets time pass after the last line', async () => {
    const { code, out } = await run('--do', 'wait 30m', '--do', 'rebuild Totals', '--for', '15m');
    expect(code).toBe(0);
    expect(out).toContain('The run ends at 11:15:00.000.');
    expect(out).toContain('11:00:00.000  rebuilt');
  });

  test('JSON tells of it as of all that happens, and of what did nothing', async () => {
    const { out } = await run(
      '--publish',
      ORDER,
      '--do',
      'replay Email from earliest',
      '--do',
      'redrive orders',
      '--format=json',
    );
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ kind }) => kind === 'replay')).toMatchObject([
      { part: 'shop.Email', positions: [{ topic: 'shop.orders', partition: 0, from: 1, to: 0 }] },
    ]);
    expect(lines.at(-1).notes[0]).toMatch(/^`redrive orders` does nothing/);
  });

  test('what never ends is stopped before the next line', async () => {
    const root = folder({
      'a.evflow': 'event Ping { n: int }\nconsumer Loop { on Ping as p { if p.n >= 0 { emit Ping { n: p.n } } } }',
    });
    const { code, out } = await evflow('run', root, '--publish', 'Ping { n: 1 }', '--do', 'replay Loop from earliest');
    expect([code, times(out, /^\S+ {2}replay/)]).toEqual([1, 0]);
    expect(out).toContain('Still turning after 100,000 steps: Loop on Ping');
  });
});

describe('an operation that cannot be done is shown with the place', () => {
  test.each([
    ['replay Emial from earliest', '1:8 error EVF2001 There is no Emial here', '       ^^^^^'],
    ['replay orders from earliest', '1:8 error EVF2003', '       ^^^^^^'],
    ['replay Email from somewhere', '1:19 error EVF7007', '                  ^^^^^^^^^'],
    ['replay Email', '1:8 error EVF1002 Expected `from`', '       ^^^^^'],
    ['rebuild Email', '1:9 error EVF2003', '        ^^^^^'],
    ['redrive nowhere', '1:9 error EVF2001', '        ^^^^^^^'],
    ['resume Email["x"]', '1:8 error EVF2003', '       ^^^^^'],
    ['resume Checkout[5]', '1:17 error EVF6004', '                ^'],
    ['resume Checkout[uuid("o-2")]', '1:1 error no step of Checkout is parked there', '^^^^^^^'],
    ['resume Checkout[uuid("o-1")', '1:27 error EVF1002 Expected `]`', '                          ^'],
    ['wait soon', '1:6 error EVF1', '     ^^^^'],
    ['', '1:1 error One operation is expected here', '^'],
    ['when Ordered', '1:1 error One operation is expected here: `replay P from earliest`', '^^^^'],
    ['fault crash Email', '1:1 error One operation is expected here', '^^^^'],
    ['rebuild Totals rebuild Totals', '1:1 error One operation is expected here', '^^^^'],
    ['rebuild Totals } scenario "x" { rebuild Totals', '1:1 error One operation is expected here', '^^^^'],
    ['do it', '1:1 error EVF1', '^^'],
  ])('%s', async (line, error, carets) => {
    const { code, out, err } = await run('--publish', ORDER, '--do', line);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`evflow: An operation cannot be done, so nothing is run.\n--do:${error}`);
    expect(err).toContain(`\n    ${carets}`);
  });

  test('a name of two namespaces asks for the whole one', async () => {
    const text = (namespace: string) =>
      `namespace ${namespace}\nevent E { }\ntopic es { carries E }\nconsumer C { idempotent, on E }`;
    const root = folder({ 'a.evflow': text('a'), 'b.evflow': text('b') });
    const { code, err } = await evflow('run', root, '--do', 'replay C from earliest');
    expect(code).toBe(2);
    expect(err).toContain('--do:1:8 error Several consumers are called C. Write the whole name: a.C or b.C.\n');
    expect((await evflow('run', root, '--publish', 'a.E', '--do', 'replay a.C from earliest')).out).toContain(
      'replay     C reads',
    );
  });

  test.each([
    [['--scenario', 'x'], 'Give --scenario or --publish and --do'],
    [['--traces', 'x'], 'Give --traces or --publish and --do'],
  ])('not with %j', async (args, message) => {
    const { code, err } = await run('--do', 'rebuild Totals', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
