import type { ProjectConfig } from '../../language/model/config.ts';
import type { FileText } from '../../language/node/projectFiles.ts';
import type { ScenarioReport } from './report.ts';

/** A scenario by its file and name. */
export interface ScenarioRef {
  readonly uri: string;
  readonly name: string;
}

/** What is to be run; plain data, so that it can be run elsewhere. */
export type ScenarioJob = readonly ProjectJob[];

export interface ProjectJob {
  readonly config: ProjectConfig;
  readonly files: readonly FileText[];
  readonly scenarios: readonly NumberedScenario[];
}

/** `index`: its place in the list of whoever asked. */
export interface NumberedScenario extends ScenarioRef {
  readonly index: number;
}

export type ScenarioEvent = { readonly index: number } & (
  | { readonly kind: 'started' }
  /** With the milliseconds that it took. */
  | { readonly kind: 'ended'; readonly report: ScenarioReport; readonly took: number }
  /** It could not be run. */
  | { readonly kind: 'refused'; readonly why: string }
);
