import { pathToFileURL } from 'node:url';
import { firstError } from '../../language/check/firstError.ts';
import type { Entity } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import { loadProject } from '../../language/node/loadProject.ts';
import { projectRoot } from '../../language/node/projectFiles.ts';
import type { Scenario } from '../../language/syntax/tree.ts';

/** A scenario that can run. */
export interface Launchable {
  readonly project: Project;
  readonly scenario: Entity<Scenario>;
}

/** Why a launch is refused; the message is for the person who pressed the key. */
export class LaunchError extends Error {}

/**
 * Reads the project of a file and finds the scenario in it.
 * @param program path of the .evflow file
 * @param name the scenario's; undefined: the file's only one
 * @throws LaunchError where there is no such scenario, or the project has errors
 */
export async function prepareLaunch(program: string, name: string | undefined): Promise<Launchable> {
  const { project } = await loadProject(projectRoot(program)).catch((error: Error) => {
    throw new LaunchError(`The project of ${program} cannot be read: ${error.message}`);
  });
  const uri = pathToFileURL(program).href;
  const file = project.file(uri);
  if (!file) throw new LaunchError(`There is no evflow file at ${program}.`);
  const error = firstError(project);
  if (error) throw new LaunchError(`The project has errors and cannot run. ${error}`);
  const scenarios = file.entities.filter((entity): entity is Entity<Scenario> => entity.kind === 'scenario');
  const found = name === undefined && scenarios.length === 1 ? scenarios[0] : scenarios.find((scenario) => scenario.name === name);
  if (found) return { project, scenario: found };
  if (scenarios.length === 0) throw new LaunchError(`${program} has no scenario to run. Write one: scenario "what it shows" { when … then … }`);
  const names = scenarios.map((scenario) => `"${scenario.name}"`).join(', ');
  throw new LaunchError(name === undefined ? `Say which scenario to run: ${names}.` : `There is no scenario "${name}" here. There are: ${names}.`);
}
