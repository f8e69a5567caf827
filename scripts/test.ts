import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.ts';
import { type Count, check, sum, tests } from './count.ts';
import { packageExtension } from './package.ts';
import { root } from './paths.ts';
import { run } from './process.ts';
import { runSuite, runSuiteOnPackage } from './suite.ts';
import { brokenWalls } from './walls.ts';

const STAGES: Record<string, () => Promise<Count>> = {
  lint: async () => check((await run('biome', ['check'])) === 0),
  types: async () => check((await run('tsc', ['--noEmit', '-p', '.'])) === 0),
  walls: checkWalls,
  build: async () => check(await build().then(() => true)),
  unit: runVitest,
  'in VS Code': async () => tests(await runSuite()),
  'in VS Code, as installed': async () => tests(await runSuiteOnPackage(await packageExtension())),
};

/** Runs every stage, also after one has failed, and ends with the line `N passed, N failed`. */
export async function main(): Promise<number> {
  const counts: Count[] = [];
  for (const [name, stage] of Object.entries(STAGES)) {
    console.log(`\n=== ${name}`);
    const start = performance.now();
    const count = await stage().catch(crashed);
    counts.push(count);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`=== ${name}: ${count.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
  }
  const { passed, failed } = sum(counts);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function crashed(error: unknown): Count {
  console.error(error instanceof Error ? error.stack : error);
  return { passed: 0, failed: 1 };
}

async function checkWalls(): Promise<Count> {
  const broken = brokenWalls(root);
  for (const message of broken) console.error(message);
  return check(broken.length === 0);
}

async function runVitest(): Promise<Count> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'evflow-unit-'));
  try {
    const report = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const exitCode = await run('vitest', ['run', ...reporters]);
    if (!existsSync(report)) throw new Error(`vitest ended with code ${exitCode} and left no report`);
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return tests({ passed: numPassedTests, failed: numFailedTests }, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
