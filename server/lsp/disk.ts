import type { Baseline } from '../../language/model/baseline.ts';
import type { ProjectConfig } from '../../language/model/config.ts';
import type { Project } from '../../language/model/project.ts';
import type { ProjectOutput } from '../../language/node/generateProject.ts';
import type { FileText } from '../../language/node/projectFiles.ts';
import type { ScenarioEvent, ScenarioJob } from '../scenarios/job.ts';

/** What the server knows of the world outside the editor; all places are URIs in canonical form. */
export interface Disk {
  /** One spelling for one place: editors escape a URI's characters in their own ways. */
  canonical(uri: string): string;
  /** The folders of all projects at or below a workspace folder. */
  projectRoots(folder: string): Promise<string[]>;
  /** The project folder of one file, not above `limit`; for a file that lies on no disk, the file itself. */
  projectRoot(file: string, limit: string | undefined): string;
  /** evflow.json, evflow.lock and the sources of a project; what cannot be read is left out. */
  readProject(
    root: string,
  ): Promise<{ config: FileText | undefined; lock: FileText | undefined; files: readonly FileText[] }>;
  /** A file's text, undefined where it is not there or cannot be read. */
  readText(uri: string): Promise<string | undefined>;
  /**
   * Reads what evflow.json names to compare a project with, by running git; `known` is returned where nothing has changed
   * since. Throws an Error whose message is for the person who wrote it there.
   */
  gitBaseline(spec: string, root: string, known: Baseline | undefined): Promise<Baseline>;
  /** Writes a project's TypeScript. Throws an Error whose message is for the person who asked. */
  generate(root: string, project: Project, config: ProjectConfig): Promise<ProjectOutput>;
  /**
   * Runs scenarios one after the other, away from whoever serves the editor. Resolves when all are through, or `stopped`;
   * rejects where the run itself breaks down.
   */
  runScenarios(job: ScenarioJob, tell: (event: ScenarioEvent) => void, stopped: AbortSignal): Promise<void>;
}
