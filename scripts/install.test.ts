import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isInstalled } from './install.mjs';

type Packages = Record<string, { version?: string; optional?: boolean; link?: boolean }>;

const WANTED: Packages = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  'node_modules/part': { link: true },
};

function folder(wanted: Packages, installed?: Packages): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'evflow-install-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  if (installed) {
    mkdirSync(path.join(root, 'node_modules'));
    writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
  }
  return root;
}

test('nothing is installed', () => {
  expect(isInstalled(folder(WANTED))).toBe(false);
});

test('all that this platform needs is installed', () => {
  expect(isInstalled(folder(WANTED, { 'node_modules/a': { version: '1.0.0' } }))).toBe(true);
});

test('a package is missing', () => {
  expect(isInstalled(folder(WANTED, {}))).toBe(false);
});

test('a package has another version', () => {
  expect(isInstalled(folder(WANTED, { 'node_modules/a': { version: '1.0.1' } }))).toBe(false);
  const optional = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '0.9.0' },
  };
  expect(isInstalled(folder(WANTED, optional))).toBe(false);
});
