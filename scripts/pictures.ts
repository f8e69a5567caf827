import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { workbenchAddress } from '../test/vscode-host/address.ts';
import { launchBrowser } from '../test/vscode-host/browser.ts';
import { linkExtension, startServer } from '../test/vscode-host/server.ts';
import { seedSettings } from '../test/vscode-host/settings.ts';
import { build } from './build.ts';
import { inRoot } from './paths.ts';
import { type Editor, editorOf } from './pictures/editor.ts';
import { SCENES, type Scene } from './pictures/scenes.ts';

const SIZE = { width: 1200, height: 750 };

/** Takes the README's pictures from a real VS Code into media/pictures: all of them, or those named. */
export async function main(names: readonly string[]): Promise<number> {
  await build();
  mkdirSync(inRoot('media/pictures'), { recursive: true });
  const chosen = Object.entries(SCENES).filter(([name]) => names.length === 0 || names.includes(name));
  for (const [name, scene] of chosen) {
    await inFreshWindow(scene, async (page) => {
      const editor = editorOf(page);
      await editor.knowsScenarios();
      await scene.set(editor);
      await takePicture(editor, name);
    });
  }
  return 0;
}

async function takePicture({ page }: Editor, name: string): Promise<void> {
  await page.waitForTimeout(500); // what fades in has done so
  const file = `media/pictures/${name}.png`;
  await page.screenshot({ path: inRoot(file) });
  console.log(file);
}

/** Opens a copy of an example, so that a scene may change it. */
async function inFreshWindow(scene: Scene, body: (page: Page) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'evflow-pictures-'));
  const folder = path.join(scratch, scene.folder);
  cpSync(inRoot('examples', scene.folder), folder, { recursive: true });
  const profile = { userDataDir: path.join(scratch, 'user'), extensionsDir: path.join(scratch, 'extensions') };
  seedSettings(profile.userDataDir, {
    'editor.minimap.enabled': false,
    'editor.fontSize': 13,
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.activityBar.location': 'default',
  });
  mkdirSync(profile.extensionsDir);
  linkExtension(inRoot(), profile);
  const server = await startServer(profile, false);
  const browser = await launchBrowser(path.join(scratch, 'chromium'), SIZE);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(20_000);
    await page.goto(workbenchAddress(server, { open: [folder, path.join(folder, scene.file)] }));
    await page.waitForSelector('.monaco-workbench .explorer-folders-view');
    await body(page).catch(async (error: unknown) => {
      await page.screenshot({ path: inRoot('.vscode-test/picture-failed.png') });
      throw error;
    });
  } finally {
    await browser.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}
