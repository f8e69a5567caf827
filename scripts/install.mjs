// Plain JavaScript for any Node from 18 on: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */

/**
 * Runs `npm ci` in a folder whose node_modules are missing or differ from its package-lock.json.
 * @param {string} folder holds a package.json and package-lock.json
 * @throws when npm fails; npm has printed why by then
 */
export function installPackages(folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing packages in ${path.relative(process.cwd(), folder) || '.'}`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new Error(`npm ci failed in ${folder}; is the npm registry within reach?`);
}

/**
 * Are the packages of a folder's package-lock.json installed, but for optional ones? Compares versions and not file
 * times, which a git checkout changes at will.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const installed = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = lockedPackages(path.join(folder, 'package-lock.json'));
  const present = lockedPackages(installed);
  return Object.entries(wanted).every(
    ([name, locked]) =>
      name === '' || locked.link || locked.version === present[name]?.version || (locked.optional && !present[name]),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, LockedPackage>}
 */
function lockedPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
