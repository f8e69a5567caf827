import { describe } from '../check/diagnose.ts';
import { DEFAULT_CONFIG, type ProjectConfig, parseConfig } from '../model/config.ts';
import { Project } from '../model/project.ts';
import type { Diagnostic } from '../syntax/diagnostic.ts';
import { type FileText, readProject, type Unreadable } from './projectFiles.ts';

/** A project read from the disk. */
export interface LoadedProject {
  /** Absolute path of its folder. */
  readonly root: string;
  readonly project: Project;
  readonly config: ProjectConfig;
  /** evflow.json, where there is one, and what is wrong with it. */
  readonly configFile: (FileText & { readonly diagnostics: readonly Diagnostic[] }) | undefined;
  /** What of it could not be read. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads and understands the project of a folder.
 * @throws Error of Node where there is no such folder
 */
export async function loadProject(root: string): Promise<LoadedProject> {
  const { config: configText, files, unreadable } = await readProject(root);
  const { config, problems } = configText ? parseConfig(configText.text) : { config: DEFAULT_CONFIG, problems: [] };
  const project = new Project();
  project.batch(() => {
    project.configure(config);
    for (const { uri, text } of files) project.setFile(uri, text);
  });
  const configFile = configText && { ...configText, diagnostics: problems.map((found) => describe(found)) };
  return { root, project, config, configFile, unreadable };
}
