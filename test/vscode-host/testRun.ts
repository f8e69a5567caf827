import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import type { Server } from './server.ts';

const LIMIT_MS = 300_000;

/**
 * Opens a workbench whose extension host runs tests.
 * @returns the tests' exit code; 1 with a message, and where EVFLOW_SCREENSHOT names a file a picture, when they did
 * not come to an end
 */
export async function runInBrowser(
  address: string,
  server: Server,
  profileDir: string,
  stopped: AbortSignal,
): Promise<number> {
  const browser = await launchBrowser(profileDir);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    const { promise: end, resolve: finish } = Promise.withResolvers<number | string>();
    // VS Code's test driver calls these two.
    await page.exposeFunction('codeAutomationExit', (code: number) => finish(code));
    await page.exposeFunction('codeAutomationLog', () => {});
    page.once('crash', () => finish('the page crashed'));
    page.once('close', () => finish('the page was closed'));
    stopped.addEventListener('abort', () => finish('interrupted'));
    void server.ended.then(() => finish("VS Code's server ended"));
    setTimeout(() => finish(`not within ${LIMIT_MS / 1000} s`), LIMIT_MS).unref();

    await page.goto(address, { waitUntil: 'commit' });
    const result = await end;
    if (typeof result === 'number') return result;
    console.error(`The tests did not come to an end: ${result}.`);
    await takePicture(page);
    return 1;
  } finally {
    await browser.close();
  }
}

async function takePicture(page: Page): Promise<void> {
  const file = process.env.EVFLOW_SCREENSHOT;
  if (!file || page.isClosed()) return;
  await page.screenshot({ path: path.resolve(file) });
  console.error(`What the window showed is in ${file}.`);
}
