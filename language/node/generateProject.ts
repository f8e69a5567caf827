import { resolve } from 'node:path';
import { type GenerateProblem, generateTypeScript } from '../generate/typescript/index.ts';
import type { ProjectConfig } from '../model/config.ts';
import type { Project } from '../model/project.ts';
import { OutputError, type Written, writeOutput } from './writeOutput.ts';

export { OutputError };

/** Where generated TypeScript goes when evflow.json names no folder. */
const DEFAULT_OUT = 'generated';

export interface ProjectOutput extends Written {
  /** Absolute path of the output folder. */
  readonly out: string;
  /** What the project has and the generated code lacks. */
  readonly problems: readonly GenerateProblem[];
}

/**
 * Generates a project's TypeScript into its output folder.
 * @param root absolute path of the project's folder
 * @throws OutputError where the folder cannot be written or holds files of somebody else; then nothing is written
 */
export async function generateProject(root: string, project: Project, config: ProjectConfig): Promise<ProjectOutput> {
  const out = resolve(root, config.generate.typescript?.out ?? DEFAULT_OUT);
  const { files, problems } = generateTypeScript(project);
  if (files.length === 0) throw new OutputError(problems.map(({ message }) => message).join('\n'));
  return { out, problems, ...(await writeOutput(out, files)) };
}
