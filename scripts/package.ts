import { readFileSync, statSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';
import { build } from './build.ts';
import { inRoot, root } from './paths.ts';

const MAX_BYTES = 3_000_000;

/**
 * Builds the extension for others and packs it into evflow-<version>.vsix.
 * @returns the file
 * @throws when it grew over 3 MB
 */
export async function packageExtension(): Promise<string> {
  await build({ minify: true });
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const packagePath = inRoot(`evflow-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false, // esbuild has bundled them
    skipLicense: true,
    allowMissingRepository: true,
    rewriteRelativeLinks: false, // of the README, as long as no repository is named
  });
  const { size } = statSync(packagePath);
  if (size > MAX_BYTES) throw new Error(`${packagePath} has ${size} bytes; ${MAX_BYTES} is the limit.`);
  return packagePath;
}

export async function main(): Promise<number> {
  await packageExtension();
  return 0;
}
