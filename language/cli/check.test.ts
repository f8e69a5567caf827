import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const UNKNOWN = 'event A { id: Nowhere }\n';

test.each(readdirSync('examples'))('examples/%s has no errors', async (name) => {
  const { code, out } = await evflow('check', `examples/${name}`);
  expect(out).toMatch(/^0 errors, /m);
  expect(code).toBe(0);
});

test('an error names its place, shows the line and what to do, and exits with 1', async () => {
  const root = folder({ 'a.evflow': 'record Address { city: string }\nevent A {\n\tid: Adress // 日本\n}\n' });
  const { code, out } = await evflow('check', root);
  expect(code).toBe(1);
  const [place, line, carets, ...rest] = out.split('\n');
  expect(place).toMatch(/a\.evflow:3:6 error EVF2\d\d\d .*Adress/);
  expect(line).toBe('        id: Adress // 日本');
  expect(carets).toBe('            ^^^^^^');
  expect(rest.join('\n')).toMatch(/1 error, 0 warnings, \d+ hints?\n$/);
});

test('what belongs together is told with its place', async () => {
  const { out } = await evflow(
    'check',
    folder({ 'a.evflow': 'record A { x: int }\n', 'b.evflow': 'record A { x: int }\n' }),
  );
  expect(out).toMatch(/b\.evflow:1:8 error/);
  expect(out).toMatch(/^ {4}[\w ]+: .*a\.evflow:1:8$/m);
});

test('JSON has lines and columns from 1, for related places too', async () => {
  const root = folder({ 'a.evflow': '\n\nrecord A { x: int }\n', 'b.evflow': 'record A { x: Nowhere }\n' });
  const { code, out, err } = await evflow('check', root, '--format', 'json');
  expect([code, err]).toEqual([1, '']);
  const found = JSON.parse(out);
  expect(found).toContainEqual({
    code: expect.stringMatching(/^EVF\d{4}$/),
    severity: 'error',
    message: expect.stringContaining('Nowhere'),
    path: `${root}/b.evflow`,
    start: { line: 1, column: 15 },
    end: { line: 1, column: 22 },
    related: [],
    fixes: expect.any(Array),
  });
  const related = found.flatMap((one: { related: object[] }) => one.related);
  expect(related).toContainEqual({
    path: `${root}/a.evflow`,
    start: { line: 3, column: 8 },
    end: { line: 3, column: 9 },
    label: expect.any(String),
  });
});

test('JSON of nothing wrong is an empty list', async () => {
  expect(await evflow('check', folder({ 'a.evflow': 'record A { x: int }' }), '--format=json')).toEqual({
    code: 0,
    out: '[]\n',
    err: '',
  });
});

describe('what is asked about', () => {
  test('of one file only its own errors, understood with the rest of its project', async () => {
    const root = folder({
      'evflow.json': '{}',
      'a.evflow': 'event A { b: B }',
      'deep/b.evflow': 'record B { x: int }',
      'c.evflow': UNKNOWN,
    });
    expect((await evflow('check', `${root}/a.evflow`)).code).toBe(0);
    expect((await evflow('check', `${root}/deep`)).code).toBe(0);
    expect((await evflow('check', root)).code).toBe(1);
  });

  test('projects below a folder are projects of their own', async () => {
    const root = folder({
      'one/evflow.json': '{}',
      'one/a.evflow': 'record R { x: int }',
      'two/evflow.json': '{}',
      'two/a.evflow': 'record R { x: int }',
      'two/node_modules/x/evflow.json': 'not read',
    });
    expect((await evflow('check', root)).out).toBe('0 errors, 0 warnings, 0 hints\n');
  });
});

describe('evflow.json', () => {
  test.each([
    ['no JSON', '{ "generate": ', /evflow\.json:1:\d+ error EVF2903 /],
    ['an unknown setting', '{\n  "generat": {}\n}', /evflow\.json:2:3 error EVF2903 .*`generate` is probably meant/],
    ['the wrong type', '{ "brokers": "three" }', /evflow\.json:1:14 error EVF2903 .*whole number/],
    ['empty', '', /evflow\.json:1:1 error EVF2903 /],
    ['garbage', '\u0000\u0001', /evflow\.json:1:1 error EVF2903 /],
  ])('%s', async (_, text, expected) => {
    const { code, out } = await evflow('check', folder({ 'evflow.json': text, 'a.evflow': 'record R { x: int }' }));
    expect(code).toBe(1);
    expect(out).toMatch(expected);
  });
});

describe('bad input', () => {
  test.each([
    ['an empty file', '', 0],
    ['only a byte-order mark', '\ufeff', 0],
    ['a byte-order mark and CRLF', '\ufeffrecord R {\r\n  x: int\r\n}\r\n', 0],
    ['binary garbage', randomBytes(20_000), 1],
    ['zeros', Buffer.alloc(10_000), 1],
    ['nested braces', '{'.repeat(10_000), 1],
    ['stray braces', '}'.repeat(5_000), 1],
    ['one line without end', `record R { x: ${'X'.repeat(100_000)} }`, 1],
  ])('%s', async (_, text, expected) => {
    const { code, out, err } = await evflow('check', folder({ 'a.evflow': text }));
    expect(err).toBe('');
    expect(code).toBe(expected);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(out).toMatch(/\d+ errors?, \d+ warnings?, \d+ hints?\n$/);
  });

  test('a file of 5 MB', async () => {
    const doc = `/// ${'What it is good for. '.repeat(20)}`;
    const events = Array.from(
      { length: 12_000 },
      (_, index) => `${doc}\nevent E${index} { id: uuid, items: string[] }\n`,
    );
    const text = events.join('');
    expect(text.length).toBeGreaterThan(5_000_000);
    const { code, out, err } = await evflow('check', folder({ 'a.evflow': text }));
    expect(err).toBe('');
    expect([code, out.split('\n').length > 1]).toEqual([0, true]);
  }, 60_000);
});
