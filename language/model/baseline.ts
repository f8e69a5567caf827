import type { Project } from './project.ts';

/** What has been published: a project that this one must stay compatible with. */
export interface Baseline {
  /** Where it comes from: `evflow.lock`, `git:origin/main`. */
  readonly name: string;
  readonly project: Project;
}
