#!/usr/bin/env node
// Stands in for the desktop's `code`, with the part of its command line that we use: VS Code's server from the npm
// registry, and headless Chromium as its window.
//   code.ts FOLDER [FILE…] --extensionDevelopmentPath=P [--extensionTestsPath=P] [--extensions-dir=D] [--user-data-dir=D]
//   code.ts --install-extension=FILE.vsix --extensions-dir=D --user-data-dir=D
// With tests, the exit code is 0 when they passed. Without, it prints the workbench's address and stays.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Window, workbenchAddress } from './address.ts';
import { installExtension, linkExtension, type Profile, startServer } from './server.ts';
import { seedSettings } from './settings.ts';
import { runInBrowser } from './testRun.ts';

const { values, positionals } = parseArgs({
  strict: false, // test-electron passes switches that mean nothing here
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true, default: [] },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});

const temporary = mkdtempSync(path.join(os.tmpdir(), 'evflow-code-'));
const profile: Profile = {
  userDataDir: path.resolve(text(values['user-data-dir']) ?? path.join(temporary, 'user')),
  extensionsDir: path.resolve(text(values['extensions-dir']) ?? path.join(temporary, 'extensions')),
};
mkdirSync(profile.extensionsDir, { recursive: true });
seedSettings(profile.userDataDir);

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort());
endWithParent();

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
  process.exit();
}

async function main(): Promise<number> {
  const vsix = text(values['install-extension']);
  if (vsix) {
    await installExtension(vsix, profile);
    return 0;
  }
  const tests = text(values.extensionTestsPath);
  const extensions = values.extensionDevelopmentPath as string[];
  if (!tests) for (const folder of extensions) linkExtension(folder, profile);
  const window: Window = { open: positionals, ...(tests ? { tests: { main: tests, extensions } } : {}) };
  const server = await startServer(profile, tests !== undefined);
  try {
    const address = workbenchAddress(server, window);
    if (tests) return await runInBrowser(address, server, path.join(temporary, 'chromium'), stopped.signal);
    console.log(`\nVS Code is at\n\n  ${address}\n\nCtrl+C ends it.`);
    await Promise.race([server.ended, new Promise((resolve) => stopped.signal.addEventListener('abort', resolve))]);
    return stopped.signal.aborted ? 0 : 1;
  } finally {
    await server.stop();
  }
}

/** Leaves no server or browser behind when whoever started this is killed. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stopped.abort(), 1000).unref();
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
