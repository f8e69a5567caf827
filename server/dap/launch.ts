import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { firstError } from '../../language/check/firstError.ts';
import type { Entity, SourceFile } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import { type LoadedProject, loadProject } from '../../language/node/loadProject.ts';
import { projectRoot } from '../../language/node/projectFiles.ts';
import { LineIndex } from '../../language/syntax/lines.ts';
import type { Scenario } from '../../language/syntax/tree.ts';

/** What a launch is asked for. */
export interface LaunchTarget {
  /** Path of an .evflow file. */
  readonly program: string;
  /** The scenario's name; undefined: the file's only one. */
  readonly scenario?: string;
  /** Messages to be published, as after the `when` of a scenario: then there is no scenario. */
  readonly publish?: readonly string[];
  /** The workspace's folder: the project, where no evflow.json says another. */
  readonly folder?: string;
}

/** A scenario that can run. */
export interface Launchable {
  readonly project: Project;
  readonly scenario: Entity<Scenario>;
}

/** Why a launch is refused; the message is for the person who pressed the key. */
export class LaunchError extends Error {}

/**
 * Reads the project of a file and finds the scenario in it.
 * @throws LaunchError where there is no such scenario, or the project has errors
 */
export async function prepareLaunch(target: LaunchTarget): Promise<Launchable> {
  const { project, file } = await readRunnable(target);
  const scenarios = file.entities.filter((entity): entity is Entity<Scenario> => entity.kind === 'scenario');
  return { project, scenario: choose(scenarios, target.program, target.scenario) };
}

/**
 * Reads the project of a file.
 * @throws LaunchError where there is no such file, or the project has errors
 */
export async function readRunnable({
  program,
  folder,
}: LaunchTarget): Promise<{ readonly project: Project; readonly file: SourceFile }> {
  if (typeof program !== 'string')
    throw new LaunchError('The launch configuration names no .evflow file in "program".');
  const found = await stat(program).catch(() => undefined);
  if (!found?.isFile()) throw new LaunchError(`There is no file at ${program}.`);
  const loaded = await loadProject(projectRoot(program, folder));
  const file = loaded.project.file(pathToFileURL(program).href);
  if (!file) throw new LaunchError(`${program} is no .evflow file of a project.`);
  const error = obstacle(loaded);
  if (error) throw new LaunchError(`The project cannot run. ${error}`);
  return { project: loaded.project, file };
}

/** The first thing that is wrong with a project. */
function obstacle({ project, configFile, unreadable }: LoadedProject): string | undefined {
  const [missing] = unreadable;
  if (missing) return `${missing.path} cannot be read: ${missing.error.message}`;
  const broken = configFile?.diagnostics.find(({ severity }) => severity === 'error');
  if (!configFile || !broken) return firstError(project);
  const { line } = new LineIndex(configFile.text).position(broken.span.start);
  return `evflow.json:${line + 1}: ${broken.message} (${broken.code})`;
}

function choose(scenarios: readonly Entity<Scenario>[], program: string, wanted: string | undefined): Entity<Scenario> {
  const [first] = scenarios;
  if (!first) {
    throw new LaunchError(`${program} has no scenario to run. Write one: scenario "what it shows" { when … then … }`);
  }
  const found = wanted === undefined ? scenarios : scenarios.filter(({ name }) => name === wanted);
  if (found[0] && (wanted !== undefined || scenarios.length === 1)) return found[0];
  const names = scenarios.map(({ name }) => `"${name}"`).join(', ');
  throw new LaunchError(
    wanted === undefined
      ? `Say which scenario to run: ${names}.`
      : `There is no scenario "${wanted}" here. There are: ${names}.`,
  );
}
