import { randomBytes } from 'node:crypto';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const ORDERS = `namespace shop
event OrderCreated@1 { orderId: uuid }
event OrderCreated@1.1 {
  orderId: uuid
  coupon: string
}
event OrderCreated@1.2 { orderId: uuid, coupon?: string }
topic orders { carries OrderCreated@1, key orderId }
service Shop { publishes OrderCreated@1 }
consumer Email { idempotent, on OrderCreated@1 as order { } }
`;
/** An error of topology. */
const TWO_HANDLERS = `command Do { id: uuid }
consumer One { idempotent, on Do }
consumer Two { idempotent, on Do }
`;
const BREAK = /^(.*orders\.evflow):5:3 error EVF4003 OrderCreated@1\.1 cannot read what @1\.0 wrote/m;

/** What the command prints as JSON. */
async function json(root: string, ...options: string[]) {
  const { out, err } = await evflow('compat', root, '--format', 'json', ...options);
  return { found: JSON.parse(out), err };
}

describe('as text', () => {
  test('a break is told with its place, whom it reaches, a witness and what to do', async () => {
    const { code, out, err } = await evflow('compat', folder({ 'orders.evflow': ORDERS }));
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(BREAK);
    expect(out).toMatch(/Breaks: nobody in this project; Email does not read it\./);
    expect(out).toMatch(/For example \{"orderId":"[-a-f\d]+"\}: .*"coupon"/);
    expect(out).toMatch(/^ {4}fix: Make `coupon` optional$/m);
    expect(out).toMatch(/^2 errors, 0 warnings, 0 hints$/m);
  });

  test('each version says in one line which earlier ones it gets on with', async () => {
    const { out } = await evflow('compat', folder({ 'orders.evflow': ORDERS }));
    expect(out.split('\n').slice(0, 2)).toEqual([
      'OrderCreated@1.1 is read by @1.0',
      'OrderCreated@1.2 reads and is read by @1.0; reads @1.1',
    ]);
  });

  test('a policy allows what it does not ask for, and a waiver what has a reason', async () => {
    const policy = ORDERS.replace('key orderId', 'key orderId, compatibility forward');
    expect((await evflow('compat', folder({ 'orders.evflow': policy }))).out).not.toMatch('EVF4003');
    const waived = ORDERS.replace(
      '  coupon: string',
      '  // evflow-ignore EVF4003: nobody wrote @1.0\n  coupon: string',
    );
    expect((await evflow('compat', folder({ 'orders.evflow': waived }))).out).not.toMatch('EVF4003');
  });

  test('nothing to say exits with 0', async () => {
    expect(await evflow('compat', folder({ 'a.evflow': 'event A { id: uuid }' }))).toEqual({
      code: 0,
      out: '0 errors, 0 warnings, 0 hints\n',
      err: '',
    });
  });
});

test('JSON is that of check, of versions alone', async () => {
  const root = folder({ 'orders.evflow': ORDERS, 'other.evflow': TWO_HANDLERS });
  const checked = JSON.parse((await evflow('check', root, '--format', 'json')).out);
  const { found } = await json(root);
  expect(found).toEqual(checked.filter(({ code }: { code: string }) => code.startsWith('EVF4')));
  expect(found.map(({ code }: { code: string }) => code)).toEqual(['EVF4003', 'EVF4014']);
  expect(found.length).toBeLessThan(checked.length);
});

describe('--all', () => {
  test('every two versions, of two majors too, with what broke and why', async () => {
    const second = 'event OrderCreated@2 { orderId: uuid, userId: uuid, upcast from @1 { userId: old.orderId } }\n';
    const { found } = await json(folder({ 'orders.evflow': ORDERS + second }), '--all');
    expect(found.map(({ from, to }: { from: string; to: string }) => `${from} ${to}`)).toEqual([
      '1.0 1.1',
      '1.0 1.2',
      '1.1 1.2',
      '1.0 2.0',
      '1.1 2.0',
      '1.2 2.0',
    ]);
    expect(found[0]).toEqual({
      message: 'shop.OrderCreated',
      from: '1.0',
      to: '1.1',
      backward: false,
      forward: true,
      avro: { backward: false, forward: true },
      changes: [
        {
          code: 'EVF4003',
          path: 'coupon',
          direction: 'backward',
          verdict: 'breaking',
          witness: { orderId: expect.any(String) },
          reason: '/ must have the field "coupon"',
        },
      ],
    });
    expect(found[1]).toMatchObject({ backward: true, forward: true, changes: [] });
    expect(found[3]).toMatchObject({ backward: false, forward: true });
  });

  test('the policy makes no difference to it, nor does a waiver', async () => {
    const lax = ORDERS.replace('key orderId', 'key orderId, compatibility none');
    const waived = ORDERS.replace(
      '  coupon: string',
      '  // evflow-ignore EVF4003: nobody wrote @1.0\n  coupon: string',
    );
    const { found } = await json(folder({ 'orders.evflow': ORDERS }), '--all');
    expect((await json(folder({ 'orders.evflow': lax }), '--all')).found).toEqual(found);
    expect((await json(folder({ 'orders.evflow': waived }), '--all')).found).toEqual(found);
  });

  test('a loss has no witness, and our words; what is not decided is unknown, and why', async () => {
    const text = `event A { id: uuid, note?: string, code: string("^(a|b)\\\\1$") }
event A@1.1 { id: uuid, code: string("^(a|b|c)\\\\1$") }
`;
    const { found } = await json(folder({ 'a.evflow': text }), '--all');
    expect(found).toMatchObject([{ backward: 'unknown', forward: 'unknown' }]);
    expect(found[0].changes).toContainEqual({
      code: 'EVF4005',
      path: 'note',
      direction: 'forward',
      verdict: 'lossy',
      witness: null,
      reason: expect.stringMatching(/`note`/),
    });
    expect(found[0].changes).toContainEqual({
      code: 'EVF4026',
      path: 'code',
      direction: 'backward',
      verdict: 'unknown',
      witness: null,
      reason: expect.stringMatching(/not decided/),
    });
  });

  test('as text, a line for each two versions', async () => {
    const { out } = await evflow('compat', folder({ 'orders.evflow': ORDERS }), '--all');
    expect(out.split('\n').slice(0, 3)).toEqual([
      'shop.OrderCreated@1.0 → @1.1  backward: no, forward: yes',
      '  EVF4003 backward, breaking: coupon',
      'shop.OrderCreated@1.0 → @1.2  backward: yes, forward: yes',
    ]);
  });

  test('of one file only the messages in it', async () => {
    const root = folder({ 'a.evflow': 'event A { id: uuid }\nevent A@1.1 { id: uuid }', 'b.evflow': ORDERS });
    const { found } = await json(`${root}/a.evflow`, '--all');
    expect(found.map(({ message }: { message: string }) => message)).toEqual(['A']);
  });
});

describe('errors elsewhere', () => {
  test('a syntax error is told apart and hides nothing', async () => {
    const root = folder({ 'orders.evflow': `${ORDERS}event {\n` });
    const { code, out, err } = await evflow('compat', root, '--all', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toHaveLength(3);
    expect(err).toMatch(/orders\.evflow:11:\d+ error EVF1\d{3}/);
  });

  test('so is a type that is not there, in a file that was not asked about, for it seems to fit', async () => {
    const root = folder({
      'evflow.json': '{}',
      'a.evflow': 'event A { x: R }\nevent A@1.1 { x: R }\n',
      'r.evflow': 'record R { y: Nowhere }\n',
    });
    const { code, out, err } = await evflow('compat', `${root}/a.evflow`);
    expect(code).toBe(1);
    expect(out).toMatch('A@1.1 reads and is read by @1.0');
    expect(err).toMatch(/r\.evflow:1:15 error EVF2001 .*Nowhere/);
  });

  test('what is wrong with topology or bodies is not its matter', async () => {
    const text = 'event A { id: uuid }\nevent A@1.1 { id: uuid }\n';
    const root = folder({ 'a.evflow': text + TWO_HANDLERS });
    expect((await evflow('check', root)).code).toBe(1);
    const { code, err } = await evflow('compat', root);
    expect([code, err]).toEqual([0, '']);
  });
});

describe('--format sarif', () => {
  async function log(files: Record<string, string>): Promise<Log> {
    return JSON.parse((await evflow('compat', folder(files), '--format', 'sarif')).out);
  }

  test('each result has a rule, a level, a message and a region, and what belongs to it', async () => {
    const { version, runs } = await log({ 'orders.evflow': ORDERS });
    expect(version).toBe('2.1.0');
    const [run] = runs;
    expect(run?.columnKind).toBe('utf16CodeUnits');
    expect(run?.results?.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['EVF4003', 'error'],
      ['EVF4014', 'error'],
    ]);
    const rules = run?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex = -1, message, locations, relatedLocations } of run?.results ?? []) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(message.text).toMatch(/^.+\nFix: /s);
      for (const { physicalLocation } of [...(locations ?? []), ...(relatedLocations ?? [])]) {
        expect(physicalLocation?.artifactLocation?.uri).toMatch(/^file:\/\/\/.*\/orders\.evflow$/);
        expect(physicalLocation?.region?.startLine).toBeGreaterThan(0);
      }
    }
    expect(run?.results?.[0]?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 5,
      startColumn: 3,
      endLine: 5,
      endColumn: 17,
    });
  });

  test('rules come with their pages, without links, whether or not they were broken', async () => {
    const [run] = (await log({ 'a.evflow': 'event A { id: uuid }' })).runs;
    expect(run?.results).toEqual([]);
    const rules = run?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['EVF4003', 'EVF4026', 'EVF4051']));
    for (const { id, shortDescription, help, defaultConfiguration } of rules) {
      expect(id).toMatch(/^EVF4\d{3}$/);
      expect(shortDescription?.text).toMatch(/\S/);
      expect(help?.text).toMatch(/\S/);
      expect(help?.markdown).not.toMatch(/\]\(|https?:/);
      expect(['error', 'warning', 'note']).toContain(defaultConfiguration?.level);
    }
  });

  test('files at or below the current folder are told from there', async () => {
    const { out } = await evflow('compat', 'examples/shop', '--format', 'sarif');
    expect(JSON.parse(out).runs[0].originalUriBaseIds).toBeUndefined();
    expect(out).not.toMatch(`${process.cwd()}/`);
  });
});

describe('--format github', () => {
  test('one command a line, with what GitHub reads in it escaped', async () => {
    const files = { 'a,b:c/100%.evflow': ORDERS.replace('coupon: string', 'coupon: string("a%:,b")') };
    const { code, out } = await evflow('compat', folder(files), '--format', 'github');
    expect(code).toBe(1);
    const [first, ...rest] = out.trimEnd().split('\n');
    expect(first).toMatch(
      /^::error file=[^,:]*a%2Cb%3Ac\/100%25\.evflow,line=5,col=3,endColumn=\d+,endLine=5,title=EVF4003::OrderCreated@1\.1 cannot/,
    );
    expect(first).toMatch(/%0Afix: Make `coupon` optional/);
    expect(first).not.toMatch(/%(?!25|0D|0A|3A|2C)/);
    expect(rest.every((line) => line.startsWith('::') || /^\d problems$/.test(line))).toBe(true);
  });

  test('a place of several lines has no columns, and a warning and a hint their own commands', async () => {
    const text = `event A { id: uuid, note?: string, r: { a: int, b?: int } }
event A@1.1 { id: uuid, r: { a: int } }
event A@2 {
  id: uuid
  upcast from @1 { }
}
`;
    const { out } = await evflow('compat', folder({ 'a.evflow': text }), '--format', 'github');
    expect(out).toMatch(/^::warning .*title=EVF4005::/m);
    expect(out).toMatch(/^::notice .*title=EVF4053::/m);
    const long = 'event B { id: uuid }\nevent B@1.1 {\n  id: uuid\n  kind: {\n    a: int\n  }\n}\n';
    const spread = await evflow('compat', folder({ 'b.evflow': long }), '--format', 'github');
    expect(spread.out).toMatch(/^::error file=[^,]+,line=4,endLine=6,title=EVF4003::/m);
  });

  test('no text of a project becomes a command of its own', async () => {
    const text = 'event A { id: uuid }\n/// ::add-mask::x\nevent A@1.1 { id: uuid, kind: string("\\n::stop::") }\n';
    const { out } = await evflow('compat', folder({ 'a.evflow': text }), '--format', 'github');
    expect(out.split('\n').filter((line) => /^\s*::/.test(line))).toHaveLength(1);
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown format', ['--format', 'xml'], /text, json, sarif or github/],
    ['a table as SARIF', ['--all', '--format', 'sarif'], /--all is printed as text or json, not as sarif/],
    ['two paths', ['elsewhere'], /takes one path/],
  ])('%s is misuse', async (_, options, expected) => {
    const { code, out, err } = await evflow('compat', folder({ 'a.evflow': ORDERS }), ...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });

  test('nothing there', async () => {
    expect((await evflow('compat', '/nowhere')).code).toBe(2);
  });

  test.each([
    ['an empty file', '', 0],
    ['binary garbage', randomBytes(20_000), 1],
    ['a message of itself', 'event A { a: A }\nevent A@1.1 { a: A }\n', 1],
    ['a version twice', 'event A { x: int }\nevent A { x: string }\nevent A@1.1 { x: int }\n', 1],
    ['half a version', 'event A { x: int }\nevent A@', 1],
  ])('%s', async (_, text, expected) => {
    for (const options of [[], ['--all'], ['--format', 'github'], ['--format', 'sarif']]) {
      const { code, err } = await evflow('compat', folder({ 'a.evflow': text }), ...options);
      expect(code).toBe(expected);
      expect(err).not.toMatch('bug in evflow');
    }
  });
});
