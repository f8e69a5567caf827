import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MANIFEST, OutputError, writeOutput } from './writeOutput.ts';

function folder(): string {
  const made = mkdtempSync(path.join(os.tmpdir(), 'evflow-output-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const one = { path: 'a.ts', text: 'a\n' };
const two = { path: 'sub/deep/b.ts', text: 'b\n' };

test('files are written, left alone while they are the same, and deleted when they are no longer wanted', async () => {
  const out = path.join(folder(), 'new', 'out');
  expect(await writeOutput(out, [one, two])).toEqual({
    written: ['a.ts', 'sub/deep/b.ts'],
    unchanged: [],
    deleted: [],
    kept: [],
  });
  expect(readFileSync(path.join(out, 'sub/deep/b.ts'), 'utf8')).toBe('b\n');
  const before = statSync(path.join(out, MANIFEST)).mtimeMs;
  expect(await writeOutput(out, [one, two])).toMatchObject({ written: [], unchanged: ['a.ts', 'sub/deep/b.ts'] });
  expect(statSync(path.join(out, MANIFEST)).mtimeMs).toBe(before);
  expect(await writeOutput(out, [{ path: 'a.ts', text: 'new\n' }])).toMatchObject({
    written: ['a.ts'],
    deleted: ['sub/deep/b.ts'],
  });
  expect(readdirSync(out).sort()).toEqual([MANIFEST, 'a.ts']);
  expect(readFileSync(path.join(out, 'a.ts'), 'utf8')).toBe('new\n');
});

test("a stranger's file in the way stops everything", async () => {
  const out = folder();
  writeFileSync(path.join(out, 'a.ts'), 'mine');
  await expect(writeOutput(out, [two, one])).rejects.toThrow(/a\.ts was not written by evflow\. Nothing was written\./);
  expect(readdirSync(out)).toEqual(['a.ts']);
  expect(readFileSync(path.join(out, 'a.ts'), 'utf8')).toBe('mine');
});

test("strangers' files beside ours stay", async () => {
  const out = folder();
  writeFileSync(path.join(out, 'mine.ts'), 'mine');
  await writeOutput(out, [one, two]);
  writeFileSync(path.join(out, 'sub/mine.ts'), 'mine');
  await writeOutput(out, []);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual([MANIFEST, 'mine.ts', 'sub', 'sub/mine.ts']);
});

test('what was changed by hand is neither replaced nor deleted', async () => {
  const out = folder();
  await writeOutput(out, [one, two]);
  writeFileSync(path.join(out, 'a.ts'), 'edited');
  await expect(writeOutput(out, [{ path: 'a.ts', text: 'new' }, two])).rejects.toThrow(
    /a\.ts was changed since evflow wrote it/,
  );
  expect(await writeOutput(out, [two])).toMatchObject({ deleted: [], kept: ['a.ts'] });
  expect(readFileSync(path.join(out, 'a.ts'), 'utf8')).toBe('edited');
});

test('other line endings are no change', async () => {
  const out = folder();
  await writeOutput(out, [one]);
  writeFileSync(path.join(out, 'a.ts'), 'a\r\n');
  expect(await writeOutput(out, [one])).toMatchObject({ unchanged: ['a.ts'] });
  expect(await writeOutput(out, [{ path: 'a.ts', text: 'new\n' }])).toMatchObject({ written: ['a.ts'] });
});

test('a lost manifest is made again while the files are the same', async () => {
  const out = folder();
  await writeOutput(out, [one]);
  rmSync(path.join(out, MANIFEST));
  expect(await writeOutput(out, [one])).toMatchObject({ unchanged: ['a.ts'] });
  expect(await writeOutput(out, [{ path: 'a.ts', text: 'new\n' }])).toMatchObject({ written: ['a.ts'] });
});

test.each(['', '{', '[]', '{"files":[]}', '{"files":{"a.ts":1}}', 'null'])(
  'a broken manifest is not guessed at: %j',
  async (text) => {
    const out = folder();
    writeFileSync(path.join(out, MANIFEST), text);
    await expect(writeOutput(out, [one])).rejects.toThrow(/cannot be understood/);
    expect(readdirSync(out)).toEqual([MANIFEST]);
  },
);

test('a manifest cannot make it delete elsewhere', async () => {
  const home = folder();
  const out = path.join(home, 'out');
  mkdirSync(out);
  writeFileSync(path.join(home, 'precious'), 'a\n');
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256').update('a\n').digest('hex');
  writeFileSync(
    path.join(out, MANIFEST),
    JSON.stringify({ files: { '../precious': hash, [path.join(home, 'precious')]: hash } }),
  );
  expect(await writeOutput(out, [one])).toMatchObject({ deleted: [] });
  expect(existsSync(path.join(home, 'precious'))).toBe(true);
});

test.each(['../x', '/x', 'a/../../x', 'a//b', './x', 'C:\\x', 'a\\..\\x', '', '..', MANIFEST])(
  '%j is no path below the folder',
  async (bad) => {
    const out = folder();
    await expect(writeOutput(out, [one, { path: bad, text: '' }])).rejects.toThrow(OutputError);
    expect(readdirSync(out)).toEqual([]);
  },
);

test('links are not followed', async () => {
  const home = folder();
  const out = path.join(home, 'out');
  mkdirSync(out);
  mkdirSync(path.join(home, 'elsewhere'));
  symlinkSync(path.join(home, 'elsewhere'), path.join(out, 'sub'));
  await expect(writeOutput(out, [one, two])).rejects.toThrow(/sub is a link/);
  rmSync(path.join(out, 'sub'));
  writeFileSync(path.join(home, 'elsewhere', 'a.ts'), 'a\n');
  symlinkSync(path.join(home, 'elsewhere', 'a.ts'), path.join(out, 'a.ts'));
  await expect(writeOutput(out, [one])).rejects.toThrow(/a\.ts is a link/);
  expect(readdirSync(out)).toEqual(['a.ts']);
});

test('a folder in the place of a file, and a file in the place of the folder, are named', async () => {
  const out = folder();
  mkdirSync(path.join(out, 'a.ts'));
  await expect(writeOutput(out, [one])).rejects.toThrow(/a\.ts is no plain file/);
  writeFileSync(path.join(out, 'file'), '');
  await expect(writeOutput(path.join(out, 'file'), [one])).rejects.toThrow(
    /Nothing can be written to .*file.*a file is in its place/,
  );
  await expect(writeOutput(path.join(out, 'file', 'out'), [one])).rejects.toThrow(OutputError);
});

/** Nothing is forbidden to root, so it becomes somebody else meanwhile. */
async function asAnybody(body: () => Promise<void>): Promise<void> {
  const NOBODY = 65534;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    await body();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test('a folder that cannot be written stays as it is', async () => {
  const out = folder();
  await writeOutput(out, [one]);
  chmodSync(out, 0o555);
  await asAnybody(() =>
    expect(writeOutput(out, [{ path: 'a.ts', text: 'new' }])).rejects.toThrow(/it may not be written/),
  );
  expect(readFileSync(path.join(out, 'a.ts'), 'utf8')).toBe('a\n');
  chmodSync(out, 0o755);
});

test('where one file cannot be written, none is', async () => {
  const out = folder();
  const long = { path: `${'x'.repeat(300)}.ts`, text: '' };
  await expect(writeOutput(out, [one, long])).rejects.toThrow(OutputError);
  expect(readdirSync(out)).toEqual([]);
});
