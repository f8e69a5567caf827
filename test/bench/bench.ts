import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installPackages } from '../../scripts/install.mjs';
import { type Comparison, comparisons } from './comparisons.ts';

/** Rounds of a comparison; in each, every case runs once in a fresh process, so that all see the same noise. */
const ROUNDS = 3;

const here = import.meta.dirname;

/** Measures everything, or the comparisons whose titles contain one of the arguments. */
function main(wanted: readonly string[]): void {
  installPackages(here);
  checkTypes();
  const chosen = comparisons.filter(({ title }) => wanted.length === 0 || wanted.some((word) => title.includes(word)));
  if (chosen.length === 0)
    throw new Error(
      `No benchmark is called ${wanted.join(' or ')}. There are: ${comparisons.map(({ title }) => title).join(', ')}.`,
    );
  for (const comparison of chosen) print(comparison, measure(comparison));
}

/** The cases import the peers, so the check of the whole project leaves them out. */
function checkTypes(): void {
  const tsc = path.join(here, '../../node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', here], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The benchmarks have type errors.');
}

/** The median of each case's figures, by the case's name. */
function measure({ cases }: Comparison): Map<string, number> {
  const figures = new Map(cases.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, file, args = [] } of cases) figures.get(name)?.push(runCase(file, args));
  }
  return new Map([...figures].map(([name, values]) => [name, median(values)]));
}

/** A case prints its figure alone on its last line. */
function runCase(file: string, args: readonly string[]): number {
  const done = spawnSync(process.execPath, ['--expose-gc', path.join(here, 'cases', file), ...args], {
    encoding: 'utf8',
  });
  const figure = Number(done.stdout.trim().split('\n').at(-1));
  if (done.status !== 0 || !Number.isFinite(figure))
    throw new Error(`${file} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  return figure;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print({ title, unit, better, cases }: Comparison, figures: Map<string, number>): void {
  const own = figures.get(cases[0]?.name ?? '') ?? Number.NaN;
  const width = Math.max(...cases.map(({ name }) => name.length));
  console.log(`\n${title} (${unit}, ${better} is better, median of ${ROUNDS})`);
  for (const { name } of cases) {
    const figure = figures.get(name) ?? Number.NaN;
    const ratio = better === 'more' ? own / figure : figure / own;
    console.log(
      `  ${name.padEnd(width)}  ${round(figure).padStart(12)}${name === cases[0]?.name ? '' : `   evflow is ${round(ratio)} times better`}`,
    );
  }
}

function round(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3);
}

main(process.argv.slice(2));
