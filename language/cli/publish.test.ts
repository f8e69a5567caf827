import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asAnybody, evflow, folder } from './cli.fixture.ts';

const BASE = `event A { id: uuid, b: B }
record B { n: int }
topic t { carries A, key id }
service S { publishes A }
consumer C { idempotent, on A }
`;
const NEXT = BASE.replace('record', 'event A@1.1 { id: uuid, b: B, note?: string }\nrecord');

const lock = (root: string) => readFileSync(`${root}/evflow.lock`, 'utf8');
const linesOf = (root: string) => lock(root).trimEnd().split('\n').slice(1);
const write = (root: string, text: string) => writeFileSync(`${root}/a.evflow`, text);

async function published(text: string): Promise<string> {
  const root = folder({ 'a.evflow': text });
  expect((await evflow('publish', root)).code).toBe(0);
  return root;
}

test('writes what is new, says what, and then that there is nothing', async () => {
  const root = folder({ 'a.evflow': BASE });
  const first = await evflow('publish', root);
  expect(first).toEqual({
    code: 0,
    out: `${root}/evflow.lock: 2 versions published, 2 lines of topics and parts written\n  + A@1.0\n  + B@1.0\n`,
    err: '',
  });
  const text = lock(root);
  expect((await evflow('publish', root)).out).toBe(`${root}/evflow.lock: nothing to publish\n`);
  expect(lock(root)).toBe(text);
  write(root, NEXT);
  expect((await evflow('publish', root)).out).toBe(`${root}/evflow.lock: 1 version published\n  + A@1.1\n`);
  expect(lock(root).startsWith(text.slice(0, text.indexOf('A@1.0')))).toBe(true);
  expect(linesOf(root).filter((line) => !text.includes(line))).toHaveLength(1);
  expect((await evflow('check', root)).code).toBe(0);
});

test('lines of versions stay to the letter; those of topics and parts are what they are now', async () => {
  const root = await published(BASE);
  const before = linesOf(root);
  write(
    root,
    `${BASE.replace('event A { id: uuid, b: B }', 'event A { b: B, @sensitive id: uuid }').replace('key id', 'key id, compatibility backward')}aggregate G by id { handle Do emits E, apply E {} }\ncommand Do { id: uuid }\nevent E { id: uuid }\ntopic es { carries E, key id }\nconsumer D { idempotent, on E }\nservice T { publishes Do }`,
  );
  const { out } = await evflow('publish', root);
  expect(out).toContain('2 versions published, 4 lines of topics and parts written');
  const after = linesOf(root);
  for (const line of before.filter((one) => !one.includes('topic'))) expect(after).toContain(line);
  expect(after.filter((line) => line.includes(' topic t '))).toEqual([
    expect.stringContaining('compatibility backward'),
  ]);
});

test('--dry-run and JSON', async () => {
  const root = folder({ 'a.evflow': BASE });
  expect((await evflow('publish', root, '--dry-run')).out).toMatch(/written \(not written: a dry run\)\n {2}\+ A@1\.0/);
  expect(existsSync(`${root}/evflow.lock`)).toBe(false);
  expect(JSON.parse((await evflow('publish', root, '--format=json')).out)).toEqual([
    { file: `${root}/evflow.lock`, published: ['A@1.0', 'B@1.0'], updated: ['C', 't'], dropped: [] },
  ]);
});

describe('refuses', () => {
  test.each([
    ['an error', BASE.replace('B }', 'Nowhere }'), /EVF2001/],
    ['an edited version', BASE.replace('n: int', 'n: long'), /EVF4001 .*`n: long` was `n: int`/],
    ['a version that breaks others', NEXT.replace('note?', 'note'), /EVF4003/],
    [
      'a message that is gone',
      'event Other {}\ntopic t { carries Other }\nconsumer C { idempotent, on Other }',
      /evflow\.lock:2:1 error EVF4001/,
    ],
  ])('%s', async (_, text, expected) => {
    const root = await published(BASE);
    const before = lock(root);
    write(root, text);
    const { code, out } = await evflow('publish', root);
    expect([code, lock(root)]).toEqual([1, before]);
    expect(out).toMatch(expected);
    expect((await evflow('check', root)).out).toMatch(expected);
  });

  test('a file alone when another file of its project has errors', async () => {
    const root = folder({ 'a.evflow': BASE, 'b.evflow': 'event X { y: Y }' });
    expect((await evflow('publish', `${root}/a.evflow`)).code).toBe(1);
    expect(readdirSync(root)).not.toContain('evflow.lock');
  });

  test('a lock that was edited by hand, or that two branches published differently', async () => {
    const root = await published(BASE);
    const text = lock(root);
    writeFileSync(`${root}/evflow.lock`, text.replace('n: int', 'n: long'));
    expect((await evflow('publish', root)).out).toMatch(/evflow\.lock:3:1 error EVF4002 /);
    const other = await published(BASE.replace('n: int', 'n: long'));
    writeFileSync(`${root}/evflow.lock`, text + lock(other));
    expect((await evflow('publish', root)).out).toMatch(
      /evflow\.lock:\d:1 error EVF4002 B@1\.0 is in here with two different contents/,
    );
  });
});

test('the lines of two branches together are settled where only topics and parts differ', async () => {
  const withAlso = (...names: string[]) =>
    names.reduce(
      (text, name) =>
        text
          .replace('carries A', `carries A, ${name}`)
          .replace('publishes A', `publishes A, ${name}`)
          .replace('on A', `on A, on ${name}`)
          .concat(`event ${name} { id: uuid }\n`),
      BASE,
    );
  const [one, two] = [await published(withAlso('F')), await published(withAlso('G'))];
  const root = folder({ 'a.evflow': withAlso('F', 'G'), 'evflow.lock': lock(one) + lock(two) });
  expect((await evflow('check', root)).out).toMatch(
    /error EVF4002 t is in here .* `evflow publish` writes it as it is now/,
  );
  expect((await evflow('publish', root)).code).toBe(0);
  expect((await evflow('check', root)).code).toBe(0);
  expect(linesOf(root).filter((line) => line.includes(' topic t '))).toHaveLength(1);
});

describe('--drop', () => {
  test('takes out a message with what only it needs, and lets what is declared be published anew', async () => {
    const root = await published(BASE);
    write(root, BASE.replace('n: int', 'n: long'));
    expect((await evflow('publish', root)).code).toBe(1);
    expect((await evflow('publish', root, '--drop', 'A')).out).toBe(
      `${root}/evflow.lock: 2 versions published, 2 versions dropped\n  - A@1.0\n  - B@1.0\n  + A@1.0\n  + B@1.0\n`,
    );
    expect(lock(root)).toContain('n: long');
    expect((await evflow('check', root)).code).toBe(0);
  });

  test('takes out one version, and what is shared stays', async () => {
    const root = await published(NEXT);
    write(root, BASE);
    expect((await evflow('check', root)).out).toContain('`evflow publish --drop A@1.1`');
    expect((await evflow('publish', root, '--drop=A@1.1')).out).toBe(
      `${root}/evflow.lock: 1 version dropped\n  - A@1.1\n`,
    );
    expect(linesOf(root).map((line) => line.split(' ').slice(1, 4).join(' '))).toEqual([
      '- event A@1.0',
      '- record B@1.0',
      '- consumer C',
      '- topic t',
    ]);
  });

  test.each([
    ['B', 'has no message B. Give its whole name.'],
    ['A@2.0', 'has no message A@2.0.'],
  ])('of what is no message there: %s', async (name, expected) => {
    const { code, err } = await evflow('publish', await published(BASE), '--drop', name);
    expect([code, err.includes(expected)]).toEqual([2, true]);
  });

  test('needs a lock', async () => {
    const { code, err } = await evflow('publish', folder({ 'a.evflow': BASE }), '--drop', 'A');
    expect([code, err]).toEqual([2, expect.stringContaining('There is no')]);
  });
});

test('line ends stay as they are', async () => {
  const root = await published(BASE);
  writeFileSync(`${root}/evflow.lock`, lock(root).replaceAll('\n', '\r\n'));
  expect((await evflow('publish', root)).out).toContain('nothing to publish');
  write(root, NEXT);
  await evflow('publish', root);
  expect(lock(root).split('\r\n')).toHaveLength(7);
  expect(lock(root).replaceAll('\r\n', '')).not.toContain('\n');
});

test('a folder that cannot be written stays as it is', async () => {
  const root = folder({ 'a.evflow': BASE });
  chmodSync(root, 0o555);
  const { code, err } = await asAnybody(() => evflow('publish', root));
  chmodSync(root, 0o755);
  expect([code, err]).toEqual([2, expect.stringMatching(/evflow\.lock cannot be written: permission denied/)]);
  expect(readdirSync(root)).toEqual(['a.evflow']);
});

test('a project without messages has nothing to publish', async () => {
  const root = folder({ 'a.evflow': 'record R { n: int }' });
  expect((await evflow('publish', root)).out).toBe(`${root}/evflow.lock: nothing to publish\n`);
  expect(existsSync(`${root}/evflow.lock`)).toBe(false);
});
