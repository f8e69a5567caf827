import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { diagnose } from '../check/diagnose.ts';
import { type ConfigProblem, parseConfig, type ProjectConfig } from '../model/config.ts';
import { Project } from '../model/project.ts';
import { FILE_EXTENSION, projectRoot, projectRoots, readProject } from '../node/projectFiles.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { LineIndex } from '../syntax/lines.ts';
import { Misuse } from './command.ts';

/** A project read from the disk. */
export interface LoadedProject {
  /** Absolute path of its folder. */
  readonly root: string;
  readonly project: Project;
  readonly config: ProjectConfig;
  /** Files that the person asked about, by URI. */
  readonly asked: readonly string[];
  /** What is wrong with evflow.json. */
  readonly configProblems: readonly FoundDiagnostic[];
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
export async function loadProjects(path: string): Promise<LoadedProject[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Misuse(`There is nothing at ${path}. Give a project's folder or an .evflow file.`);
  if (found.isFile() && !path.endsWith(FILE_EXTENSION)) throw new Misuse(`${path} is no .evflow file.`);
  const roots = found.isFile() ? [projectRoot(path)] : [projectRoot(path), ...(await projectRoots(resolve(path))).slice(1)];
  const projects: LoadedProject[] = [];
  for (const root of new Set(roots)) {
    const loaded = await loadProject(root, resolve(path));
    if (loaded.asked.length > 0) projects.push(loaded);
  }
  if (projects.length === 0) throw new Misuse(`There is no .evflow file at or below ${path}.`);
  return projects;
}

async function loadProject(root: string, asked: string): Promise<LoadedProject> {
  const files = await readProject(root);
  const project = new Project();
  const { config, problems } = parseConfig(files.config?.text ?? '{}');
  project.batch(() => {
    project.configure(config);
    for (const { uri, text } of files.files) project.setFile(uri, text);
  });
  const below = pathToFileURL(asked).href;
  const isAsked = (uri: string) => uri === below || uri.startsWith(`${below}/`);
  return { root, project, config, asked: project.uris.filter(isAsked), configProblems: configDiagnostics(files.config, problems) };
}

function configDiagnostics(config: { uri: string; text: string } | undefined, problems: readonly ConfigProblem[]): FoundDiagnostic[] {
  if (!config) return [];
  const lines = new LineIndex(config.text);
  return problems.map((diagnostic) => ({ diagnostic, uri: config.uri, text: config.text, lines }));
}

/** What is wrong with the files that were asked about, in order of files and places. */
export function diagnosticsOf(loaded: LoadedProject): FoundDiagnostic[] {
  const inFiles = loaded.asked.flatMap((uri) => {
    const file = loaded.project.file(uri);
    return file ? diagnose(loaded.project, uri).map((diagnostic) => ({ diagnostic, uri, text: file.text, lines: file.lines })) : [];
  });
  return [...loaded.configProblems, ...inFiles];
}

/** A URI as a person at this folder would write it. */
export function shown(uri: string): string {
  const path = fileURLToPath(uri);
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
