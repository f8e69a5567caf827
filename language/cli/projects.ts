import { stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diagnose, diagnoseLock } from '../check/diagnose.ts';
import { lockOf } from '../evolve/lock/lock.ts';
import { type LoadedProject, loadProject } from '../node/loadProject.ts';
import { FILE_EXTENSION, type FileText, projectRoot, projectRoots } from '../node/projectFiles.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { LineIndex } from '../syntax/lines.ts';
import { asMisuse, Misuse } from './command.ts';

/** A project, and the files of it that the person asked about, by URI. */
export interface AskedProject extends LoadedProject {
  readonly asked: readonly string[];
}

/** A diagnostic with the place that a person can go to. */
export interface FoundDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** The lines of another file of the project. */
  linesOf(uri: string): LineIndex | undefined;
}

/**
 * The projects at or below a path, or the one that a file belongs to.
 * @throws Misuse where the path is not there, cannot be read, or holds no evflow file
 */
export async function loadProjects(path: string): Promise<AskedProject[]> {
  const projects: AskedProject[] = [];
  for (const root of await rootsOf(path)) {
    const loaded = await loadProject(root);
    for (const { path, error } of loaded.unreadable) throw asMisuse(error, `${shownPath(path)} cannot be read`);
    const asked = loaded.project.uris.filter((uri) => isAtOrBelow(uri, pathToFileURL(resolve(path)).href));
    if (asked.length > 0) projects.push({ ...loaded, asked });
  }
  if (projects.length === 0) throw new Misuse(`There is no ${FILE_EXTENSION} file ${placeText(path)}.`);
  return projects;
}

/** Folders of the projects that a path means. */
async function rootsOf(path: string): Promise<ReadonlySet<string>> {
  const found = await stat(path).catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw new Misuse(`There is nothing at ${path}. Give a project's folder or an ${FILE_EXTENSION} file.`);
    }
    throw asMisuse(error, `${path} cannot be read`);
  });
  if (found.isDirectory()) return new Set([projectRoot(path), ...(await projectRoots(resolve(path))).slice(1)]);
  if (!found.isFile() || !path.endsWith(FILE_EXTENSION)) throw new Misuse(`${path} is no ${FILE_EXTENSION} file.`);
  return new Set([projectRoot(path)]);
}

function isAtOrBelow(uri: string, place: string): boolean {
  return uri === place || uri.startsWith(place.endsWith('/') ? place : `${place}/`);
}

/** What is wrong with evflow.json, evflow.lock and the files that were asked about, in order of files and places. */
export function diagnosticsOf(loaded: AskedProject): FoundDiagnostic[] {
  const linesOf = (uri: string) => loaded.project.file(uri)?.lines;
  const inFiles = loaded.asked.flatMap((uri) => {
    const file = loaded.project.file(uri);
    if (!file) return [];
    const { text, lines } = file;
    return diagnose(loaded.project, uri).map((diagnostic) => ({ diagnostic, uri, text, lines, linesOf }));
  });
  return [...configDiagnostics(loaded), ...lockDiagnostics(loaded), ...inFiles];
}

function configDiagnostics({ configFile }: LoadedProject): FoundDiagnostic[] {
  if (!configFile) return [];
  return inFile(configFile, configFile.diagnostics);
}

function lockDiagnostics({ lockFile, project }: LoadedProject): FoundDiagnostic[] {
  const lock = lockOf(project);
  return lockFile && lock ? inFile({ uri: lockFile.uri, text: lock.text }, diagnoseLock(project)) : [];
}

function inFile({ uri, text }: FileText, diagnostics: readonly Diagnostic[]): FoundDiagnostic[] {
  const lines = new LineIndex(text);
  return diagnostics.map((diagnostic) => ({ diagnostic, uri, text, lines, linesOf: () => lines }));
}

/** Where something was looked for, in words. */
export function placeText(path: string): string {
  return path === '.' ? 'in this folder or below it' : `at or below ${path}`;
}

/** A URI as a person at this folder would write it. */
export function shown(uri: string): string {
  return shownPath(fileURLToPath(uri));
}

/** The same with the slashes that every system understands. */
export function shownEverywhere(uri: string): string {
  return shown(uri).split(sep).join('/');
}

export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}
