import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from '../../language/cli/cli.fixture.ts';

/** Calls the command line as a process. `readsOutput` false closes the pipe as soon as something comes. */
function evflow(
  args: readonly string[],
  readsOutput = true,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [resolve('language/cli/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
    if (!readsOutput) child.stdout.destroy();
  });
  child.stderr.on('data', (data) => (err += data));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

test('exit codes reach the shell: 0 fine, 1 errors found, 2 misuse', async () => {
  const fine = await evflow(['test', 'examples/hello']);
  expect([fine.code, fine.err]).toEqual([0, '']);
  expect(fine.out).toContain('3 passed, 0 failed\n');
  const failing = folder({ 'main.evflow': 'event Ordered { id: uuid }\nscenario "never" { then Ordered }\n' });
  expect((await evflow(['test', failing])).code).toBe(1);
  const misuse = await evflow(['check', 'nowhere']);
  expect([misuse.code, misuse.out]).toEqual([2, '']);
  expect(misuse.err).toContain('There is nothing at nowhere.');
}, 30_000);

test('whoever reads the output may stop in the middle', async () => {
  const root = mkdtempSync(join(tmpdir(), 'evflow-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const events = Array.from({ length: 500 }, (_, index) => `event E${index} { x: Nowhere }\n`);
  writeFileSync(join(root, 'a.evflow'), events.join(''));
  const { code, err } = await evflow(['check', root], false);
  expect([code, err]).toEqual([1, '']);
}, 30_000);
