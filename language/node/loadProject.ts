import { describe } from '../check/diagnose.ts';
import { readLock } from '../evolve/lock/readLock.ts';
import type { Baseline } from '../model/baseline.ts';
import { baselineProblem, DEFAULT_CONFIG, type ProjectConfig, parseConfig } from '../model/config.ts';
import { Project } from '../model/project.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { BaselineError, isGitBaseline, loadBaseline } from './baselines.ts';
import { type FileText, readProject, type Unreadable } from './projectFiles.ts';

/** A project read from the disk. */
export interface LoadedProject {
  /** Absolute path of its folder. */
  readonly root: string;
  readonly project: Project;
  readonly config: ProjectConfig;
  /** evflow.json, where there is one, and what is wrong with it. */
  readonly configFile: (FileText & { readonly diagnostics: readonly Diagnostic[] }) | undefined;
  /** evflow.lock, where there is one. */
  readonly lockFile: FileText | undefined;
  /** What of it could not be read. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads and understands the project of a folder, with what it is compared with.
 * @throws Error of Node where there is no such folder
 */
export async function loadProject(root: string): Promise<LoadedProject> {
  const { config: configText, lock, files, unreadable } = await readProject(root);
  const { config, problems } = configText ? parseConfig(configText.text) : { config: DEFAULT_CONFIG, problems: [] };
  const project = new Project();
  project.batch(() => {
    project.configure(config);
    for (const { uri, text } of files) project.setFile(uri, text);
  });
  const found = [...problems];
  const git = await gitBaselines(root, config, (why) => {
    if (configText) found.push(baselineProblem(configText.text, why));
  });
  project.compareWith([...(lock ? [readLock(lock.text)] : []), ...git]);
  const configFile = configText && { ...configText, diagnostics: found.map((one) => describe(one)) };
  return { root, project, config, configFile, lockFile: lock, unreadable };
}

async function gitBaselines(
  root: string,
  { baseline }: ProjectConfig,
  fail: (why: string) => void,
): Promise<readonly Baseline[]> {
  if (!isGitBaseline(baseline)) return [];
  return loadBaseline(baseline, root).then(
    (loaded) => [loaded],
    (error) => {
      if (!(error instanceof BaselineError)) throw error;
      fail(error.message);
      return [];
    },
  );
}
