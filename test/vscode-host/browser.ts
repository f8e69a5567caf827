import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { onPath } from '../../scripts/process.ts';

/**
 * A Chromium: the one that EVFLOW_CHROMIUM names, one on the PATH, one that playwright-core brought before; else it is
 * installed, as Debian's package where that can be, otherwise by playwright-core.
 * @throws when none can be had
 */
export function findChromium(): string {
  return presentChromium() ?? installedChromium();
}

function presentChromium(): string | undefined {
  const named = process.env.EVFLOW_CHROMIUM;
  if (named) return named;
  const own = chromium.executablePath();
  return (
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    (existsSync(own) ? own : undefined)
  );
}

function installedChromium(): string {
  console.log('Installing Chromium: the tests need a browser as the window of VS Code');
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    const args = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  if (!presentChromium()) {
    const playwright = path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
    spawnSync(process.execPath, [path.join(playwright, 'cli.js'), 'install', 'chromium'], { stdio: 'inherit' });
  }
  const found = presentChromium();
  if (found) return found;
  throw new Error('No Chromium: install one, or name one in EVFLOW_CHROMIUM, or a desktop VS Code in EVFLOW_CODE.');
}

/** Opens a headless Chromium with a profile of its own. */
export function launchBrowser(profileDir: string, viewport = { width: 1280, height: 800 }): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileDir, {
    executablePath: findChromium(),
    headless: true,
    viewport,
    // Whoever launched it closes it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // Chromium as root, as in a container, has no sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
