import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diagnose } from '../check/diagnose.ts';
import { type LoadedProject, loadProject } from '../node/loadProject.ts';
import { FILE_EXTENSION, projectRoot, projectRoots } from '../node/projectFiles.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { LineIndex } from '../syntax/lines.ts';
import { Misuse } from './command.ts';

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
}

/**
 * The projects at or below a path, or the one that a file belongs to.
 * @throws Misuse where the path is not there or holds no evflow file
 */
export async function loadProjects(path: string): Promise<AskedProject[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Misuse(`There is nothing at ${path}. Give a project's folder or an .evflow file.`);
  if (found.isFile() && !path.endsWith(FILE_EXTENSION)) throw new Misuse(`${path} is no .evflow file.`);
  const roots = found.isFile() ? [projectRoot(path)] : [projectRoot(path), ...(await projectRoots(resolve(path))).slice(1)];
  const projects: AskedProject[] = [];
  for (const root of new Set(roots)) {
    const loaded = await loadProject(root);
    const asked = loaded.project.uris.filter((uri) => isAtOrBelow(uri, pathToFileURL(resolve(path)).href));
    if (asked.length > 0) projects.push({ ...loaded, asked });
  }
  if (projects.length === 0) throw new Misuse(`There is no .evflow file at or below ${path}.`);
  return projects;
}

function isAtOrBelow(uri: string, place: string): boolean {
  return uri === place || uri.startsWith(place.endsWith('/') ? place : `${place}/`);
}

/** What is wrong with evflow.json and the files that were asked about, in order of files and places. */
export function diagnosticsOf(loaded: AskedProject): FoundDiagnostic[] {
  const inFiles = loaded.asked.flatMap((uri) => {
    const file = loaded.project.file(uri);
    return file ? diagnose(loaded.project, uri).map((diagnostic) => ({ diagnostic, uri, text: file.text, lines: file.lines })) : [];
  });
  return [...configDiagnostics(loaded), ...inFiles];
}

function configDiagnostics({ configFile }: LoadedProject): FoundDiagnostic[] {
  if (!configFile) return [];
  const lines = new LineIndex(configFile.text);
  return configFile.diagnostics.map((diagnostic) => ({ diagnostic, uri: configFile.uri, text: configFile.text, lines }));
}

/** A URI as a person at this folder would write it. */
export function shown(uri: string): string {
  const path = fileURLToPath(uri);
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
