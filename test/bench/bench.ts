import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { installPackages } from '../../scripts/install.mjs';
import { type Case, type Comparison, comparisons, type Growth, growths, type Program } from './comparisons.ts';

/** Rounds of a comparison; in each, every case runs once in a fresh process, so that all see the same noise. */
const ROUNDS = 3;

const here = import.meta.dirname;

/** What the rounds of a case gave. */
interface Figures {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Measures everything, or what has one of the arguments in its title. */
function main(wanted: readonly string[]): void {
  installPackages(here);
  checkTypes();
  const all = [...comparisons, ...growths];
  const chosen = all.filter(({ title }) => wanted.length === 0 || wanted.some((word) => title.includes(word)));
  if (chosen.length === 0)
    throw new Error(
      `No benchmark is called ${wanted.join(' or ')}. There are: ${all.map(({ title }) => title).join(', ')}.`,
    );
  console.log(
    `Node ${process.versions.node}, ${os.availableParallelism()} cores of ${os.cpus()[0]?.model}, ` +
      `load ${os.loadavg()[0]?.toFixed(1)}. Median of ${ROUNDS} rounds, and in brackets the least and the most.`,
  );
  for (const one of chosen) {
    if ('cases' in one) compare(one);
    else follow(one);
  }
}

/** The cases import the peers, which only this folder has; so they are checked here and not with all else. */
function checkTypes(): void {
  const tsc = path.join(here, '../../node_modules/typescript/bin/tsc');
  const done = spawnSync(process.execPath, [tsc, '--noEmit', '-p', here], { stdio: 'inherit' });
  if (done.status !== 0) throw new Error('The benchmarks do not fit the types of evflow and its peers.');
}

function compare({ title, unit, better, note, cases }: Comparison): void {
  console.log(`\n${title} (${unit}, ${better} is better)`);
  if (note) console.log(`  ${note}`);
  const present = cases.filter(({ needs }) => !needs || isThere(needs));
  const figures = measure(present);
  const own = figures.get(cases[0] as Case)?.median ?? Number.NaN;
  const width = Math.max(...cases.map(({ name }) => name.length));
  for (const one of cases) {
    const found = figures.get(one);
    const ratio = found && one !== cases[0] ? (better === 'more' ? own / found.median : found.median / own) : Infinity;
    const said = found ? figuresText(found) : `left out: there is no ${one.needs?.name} here; ${one.needs?.whence}`;
    console.log(`  ${one.name.padEnd(width)}  ${said}${Number.isFinite(ratio) ? ratioText(ratio) : ''}`);
  }
}

/** Prints what one message or instance costs in runs of several sizes, and how the whole grows: with an exponent of 1, as they do. */
function follow({ title, unit, file, args, sizes }: Growth): void {
  console.log(`\n${title} (${unit})`);
  const things = `${unit.split('/')[1]}s`;
  const cases = sizes.map((size) => ({ name: size.toLocaleString('en'), file, args: [...args, `${size}`] }));
  const figures = [...measure(cases).values()];
  for (const [i, figure] of figures.entries())
    console.log(`  ${(cases[i]?.name ?? '').padStart(9)} ${things}  ${figuresText(figure)}`);
  const [first, last] = [figures[0]?.median ?? 0, figures.at(-1)?.median ?? 0];
  const exponent = 1 + Math.log(last / first) / Math.log((sizes.at(-1) ?? 1) / (sizes[0] ?? 1));
  console.log(`  grows with the exponent ${exponent.toFixed(3)}`);
}

function measure(cases: readonly Case[]): Map<Case, Figures> {
  const all = new Map(cases.map((one) => [one, [] as number[]]));
  for (let index = 0; index < ROUNDS; index++) for (const [one, figures] of all) figures.push(runCase(one));
  return new Map(
    [...all].map(([one, figures]) => {
      const sorted = figures.sort((a, b) => a - b);
      const [least = Number.NaN, median = least, most = median] = [0, ROUNDS >> 1, ROUNDS - 1].map((i) => sorted[i]);
      return [one, { least, median, most }];
    }),
  );
}

/** A case prints its figure alone on its last line. */
function runCase({ file, args = [] }: Case): number {
  const done = spawnSync(process.execPath, ['--expose-gc', path.join(here, 'cases', file), ...args], {
    encoding: 'utf8',
  });
  const figure = Number(done.stdout.trim().split('\n').at(-1));
  if (done.status !== 0 || !Number.isFinite(figure))
    throw new Error(`${file} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  return figure;
}

function isThere({ name }: Program): boolean {
  return spawnSync(name, ['--version']).error === undefined;
}

function ratioText(ratio: number): string {
  return ratio >= 1 ? `evflow is ${round(ratio)} times better` : `evflow is ${round(1 / ratio)} times worse`;
}

function figuresText({ median, least, most }: Figures): string {
  return `${round(median).padStart(12)} ${`(${round(least)}–${round(most)})`.padEnd(24)}`;
}

function round(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3);
}

main(process.argv.slice(2));
