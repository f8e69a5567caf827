import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Code, readCode } from './walls/code.ts';
import { forbidden, isPure, partOf } from './walls/house.ts';

const MAX_LINES = 500;

const SOURCES = '{client,language,media,scripts,server,test}/**/*.{ts,mjs,cjs,js,css}';
const TEXTS =
  '{*,.*,{client,examples,language,media,scripts,server,test,docs,.ci}/**/*}.{ts,mjs,cjs,js,css,json,md,yml,evflow}';
const LEFT_OUT = /(^|\/)(node_modules|dist|generated|\.vscode-test)(\/|$)/;

/** What makes one run differ from the next. */
const IMPURE = /\b(?:Date\.now|Math\.random|setTimeout|setInterval|setImmediate|performance\.now)\b|\bnew Date\(\s*\)/g;

/** Folders of somebody's own machine, and addresses of package registries. */
const MACHINE = /(?:^|["'`\s(=])(?:\/(?:home|root|work|Users)\/|[A-Z]:\\Users\\)|"resolved": "https?:/g;

/** The house's walls that a checkout breaks, one message for each place; empty when they hold. */
export function brokenWalls(root: string): string[] {
  const files = (pattern: string) =>
    globSync(pattern, { cwd: root, exclude: (name) => LEFT_OUT.test(name) })
      .map((file) => file.split(path.sep).join('/'))
      .sort();
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  return [
    ...files(SOURCES).flatMap((file) => brokenInSource(file, read(file))),
    ...files(TEXTS).flatMap((file) => machinePaths(file, read(file))),
  ];
}

/** The walls that one source file breaks; `file` is its path in the checkout. */
export function brokenInSource(file: string, source: string): string[] {
  const code = readCode(source);
  return [
    ...tooLong(file, source),
    ...homeless(file),
    ...forbiddenImports(file, source, code),
    ...impurities(file, code),
  ];
}

/** Traces of the machine on which a text was written. */
export function machinePaths(file: string, text: string): string[] {
  return [...text.matchAll(MACHINE)].map(
    (match) => `${place(file, text, match.index)}: ${match[0].trim()} is of one machine`,
  );
}

function tooLong(file: string, source: string): string[] {
  const lines = source.split('\n').length - 1;
  return lines > MAX_LINES ? [`${file}: ${lines} lines; ${MAX_LINES} is the limit`] : [];
}

function homeless(file: string): string[] {
  const inside = /^language\/([^/]+)\//.exec(file)?.[1];
  if (!inside || inside === 'bin' || partOf(file) !== 'language') return [];
  return [`${file}: language/${inside} is no part of the house; scripts/walls/house.ts lists them`];
}

function forbiddenImports(file: string, source: string, code: Code): string[] {
  return code.imports.flatMap(({ module, offset }) => {
    const why = forbidden(file, module);
    return why ? [`${place(file, source, offset)}: ${why}`] : [];
  });
}

function impurities(file: string, { text }: Code): string[] {
  if (!isPure(file)) return [];
  return [...text.matchAll(IMPURE)].map(
    (match) => `${place(file, text, match.index)}: ${match[0]} makes runs differ; take time and chance from the run`,
  );
}

function place(file: string, text: string, offset: number): string {
  return `${file}:${text.slice(0, offset).split('\n').length}`;
}
