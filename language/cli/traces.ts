import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Project } from '../model/project.ts';
import { readTrace, TraceFileError } from '../run/traceFile/read.ts';
import { type SavedTrace, savedTrace } from '../run/traceFile/saved.ts';
import { writeTrace } from '../run/traceFile/write.ts';
import { TraceText } from '../run/traceText.ts';
import { parse } from '../syntax/parse.ts';
import { asMisuse, Misuse } from './command.ts';
import { shownPath } from './projects.ts';
import type { ScenarioOutcome } from './scenarios.ts';

export const TRACE_EXTENSION = '.evtrace';

/**
 * Writes the trace of each scenario into a folder; where several projects lie below `asked`, each into a folder of its
 * own in there.
 */
export async function saveTraces(folder: string, asked: string, outcomes: readonly ScenarioOutcome[]): Promise<void> {
  const taken = new Set<string>();
  for (const { project, root, scenario, seed, result } of outcomes) {
    const saved = savedTrace(project, pathToFileURL(root).href, scenario, seed, result.trace);
    const home = join(folder, below(resolve(asked), root));
    const path = freePath(join(home, fileName(saved)), taken);
    try {
      await mkdir(home, { recursive: true });
      await writeFile(path, writeTrace(saved));
    } catch (error) {
      throw asMisuse(error, `${shownPath(path)} cannot be written`);
    }
  }
}

/** Where a project lies below the folder that was asked about; nowhere for that folder itself and what is above it. */
function below(asked: string, root: string): string {
  const path = relative(asked, root);
  return path.startsWith('..') ? '' : path;
}

/** `orders.a-declined-card-releases-the-stock` */
function fileName({ file, scenario }: SavedTrace): string {
  return `${slug(file.replace(/\.evflow$/, ''))}.${slug(scenario)}`;
}

const LONGEST = 60;

/** A name as a file can have it on every system. */
function slug(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? ['scenario'];
  return [...words.join('-')].slice(0, LONGEST).join('');
}

/** Names that come out the same are numbered. */
function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let number = 2; taken.has(free); number++) free = `${path}-${number}`;
  taken.add(free);
  return `${free}${TRACE_EXTENSION}`;
}

/**
 * Reads a saved trace.
 * @throws Misuse that names the line, where it is none
 */
export async function loadTrace(path: string): Promise<SavedTrace> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw asMisuse(error, `${path} cannot be read`);
  });
  try {
    return readTrace(text);
  } catch (error) {
    throw error instanceof TraceFileError ? new Misuse(`${path}:${error.line}: ${error.message}`) : error;
  }
}

export async function isTraceFile(path: string): Promise<boolean> {
  if (!path.endsWith(TRACE_EXTENSION)) return false;
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

/** What a saved trace tells, one line each. Names of ids and types are those of the project, which is not at hand. */
export function traceLines({ entries }: SavedTrace): string[] {
  const text = new TraceText(new Project(), parse('').tree);
  return entries.flatMap((entry) => text.line(entry) ?? []);
}
