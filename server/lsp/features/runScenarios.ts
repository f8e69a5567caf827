import { type ProgressToken, ProgressType, RequestType } from 'vscode-languageserver';
import { describe } from '../../../language/check/diagnose.ts';
import { firstError } from '../../../language/check/firstError.ts';
import type { NumberedScenario, ProjectJob, ScenarioEvent, ScenarioRef } from '../../scenarios/job.ts';
import { errorText } from '../convert.ts';
import type { Feature } from '../feature.ts';
import type { OpenProject, Workspace } from '../workspace.ts';

interface RunParams {
  readonly scenarios: readonly ScenarioRef[];
  /** Takes each event as it happens. */
  readonly partialResultToken: ProgressToken;
}

/** Runs scenarios as the editor has their files, saved or not; answers when all are through. */
const RunScenariosRequest = new RequestType<RunParams, null, void>('evflow/runScenarios');
const RunProgress = new ProgressType<ScenarioEvent>();

export const runScenarios: Feature = {
  capabilities: {},
  register(connection, workspace) {
    connection.onRequest(RunScenariosRequest, async ({ scenarios, partialResultToken }, token) => {
      await workspace.settled();
      const stopped = new AbortController();
      token.onCancellationRequested(() => stopped.abort());
      const tell = (event: ScenarioEvent) => void connection.sendProgress(RunProgress, partialResultToken, event);
      await run(workspace, scenarios, tell, stopped.signal);
      return null;
    });
  },
};

async function run(
  workspace: Workspace,
  asked: readonly ScenarioRef[],
  tell: (event: ScenarioEvent) => void,
  stopped: AbortSignal,
): Promise<void> {
  const open = new Set(asked.keys());
  const answer = (event: ScenarioEvent) => {
    if (event.kind !== 'started') open.delete(event.index);
    tell(event);
  };
  const job: ProjectJob[] = [];
  const numbered = asked.map(({ uri, name }, index) => ({ uri: workspace.disk.canonical(uri), name, index }));
  for (const [opened, scenarios] of Map.groupBy(numbered, ({ uri }) => workspace.openProjectOf(uri))) {
    const why = opened ? obstacle(opened) : 'This file belongs to no project that is open.';
    if (opened && !why) job.push(projectJob(opened, scenarios));
    else for (const { index } of scenarios) answer({ kind: 'refused', index, why: why ?? '' });
  }
  const failure = await workspace.disk.runScenarios(job, answer, stopped).then(() => undefined, errorText);
  if (failure) for (const index of open) answer({ kind: 'refused', index, why: failure });
}

/** The files as the editor has them. */
function projectJob({ project, config }: OpenProject, scenarios: readonly NumberedScenario[]): ProjectJob {
  return { config, files: project.uris.map((uri) => ({ uri, text: project.file(uri)?.text ?? '' })), scenarios };
}

/** Why a project cannot run. */
function obstacle({ project, configFile }: OpenProject): string | undefined {
  const error = firstError(project);
  if (error) return `The project has errors, so nothing is run. ${error}`;
  const [broken] = configFile?.problems.map((found) => describe(found)) ?? [];
  return broken && `evflow.json has errors, so nothing is run. ${broken.message} (${broken.code})`;
}
