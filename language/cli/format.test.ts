import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evflow, folder } from './cli.fixture.ts';

const UGLY = 'record R{x:int}';
const PRETTY = 'record R { x: int }\n';
const BROKEN = 'record R { x: ';

test('formats in place, leaves what has syntax errors, and says so', async () => {
  const root = folder({ 'ugly.evflow': UGLY, 'pretty.evflow': PRETTY, 'broken.evflow': BROKEN });
  const { code, out } = await evflow('format', root);
  expect(out).toMatch(
    /broken\.evflow: has syntax errors\n.*ugly\.evflow: formatted\n3 files: 1 formatted, 1 unchanged, 1 not\n$/,
  );
  expect(code).toBe(1);
  const text = (name: string) => readFileSync(`${root}/${name}.evflow`, 'utf8');
  expect([text('ugly'), text('pretty'), text('broken')]).toEqual([PRETTY, PRETTY, BROKEN]);
  expect(readdirSync(root).sort()).toEqual(['broken.evflow', 'pretty.evflow', 'ugly.evflow']);
});

test('what was formatted is formatted', async () => {
  const root = folder({ 'a.evflow': UGLY });
  expect((await evflow('format', root)).code).toBe(0);
  expect(await evflow('format', root)).toEqual({ code: 0, out: '1 file: 0 formatted, 1 unchanged\n', err: '' });
});

test('--check writes nothing and exits with 1 where something is not formatted', async () => {
  const root = folder({ 'a.evflow': UGLY, 'b.evflow': PRETTY });
  const { code, out } = await evflow('format', '--check', root);
  expect(code).toBe(1);
  expect(out).toMatch(/a\.evflow: not formatted\n2 files: 0 formatted, 1 unchanged, 1 not\n$/);
  expect(readFileSync(`${root}/a.evflow`, 'utf8')).toBe(UGLY);
  expect((await evflow('format', '--check', `${root}/b.evflow`)).code).toBe(0);
});

test('JSON', async () => {
  const root = folder({ 'a.evflow': UGLY, 'b.evflow': BROKEN, 'c.evflow': PRETTY });
  const { out } = await evflow('format', root, '--format=json');
  expect(JSON.parse(out)).toEqual([
    { path: `${root}/a.evflow`, outcome: 'formatted' },
    { path: `${root}/b.evflow`, outcome: 'has syntax errors' },
    { path: `${root}/c.evflow`, outcome: 'unchanged' },
  ]);
});

test('bytes that are no text are not written back as something else', async () => {
  const bytes = Buffer.from(`// caf\u00e9\n${UGLY}`, 'latin1');
  const root = folder({ 'a.evflow': bytes });
  const { code, out } = await evflow('format', root);
  expect(code).toBe(1);
  expect(out).toContain('a.evflow: is no UTF-8 text');
  expect(readFileSync(`${root}/a.evflow`)).toEqual(bytes);
});

test('keeps the permissions of a file, and a link that leads to it', async () => {
  const root = folder({ 'real/a.evflow': UGLY, 'real/evflow.json': '{}', 'project/evflow.json': '{}' });
  chmodSync(`${root}/real/a.evflow`, 0o640);
  symlinkSync('../real/a.evflow', `${root}/project/link.evflow`);
  expect((await evflow('format', `${root}/project`)).code).toBe(0);
  expect(readFileSync(`${root}/real/a.evflow`, 'utf8')).toBe(PRETTY);
  expect(statSync(`${root}/real/a.evflow`).mode & 0o777).toBe(0o640);
  expect(lstatSync(`${root}/project/link.evflow`).isSymbolicLink()).toBe(true);
});
