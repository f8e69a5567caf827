import { compileProject } from '../run/compile/project.ts';
import type { Program } from '../run/program.ts';
import { placeOf } from '../run/scenario/report.ts';
import type { ScenarioResult } from '../run/scenario/result.ts';
import { runScenario, scenariosOf } from '../run/scenario/run.ts';
import { type Call, Misuse } from './command.ts';
import { type AskedProject, diagnosticsOf, type FoundDiagnostic, loadProjects, shown } from './projects.ts';

/** Options of the commands that run scenarios, and their help. */
export const scenarioOptions = {
  options: { scenario: { type: 'string' }, seed: { type: 'string' } },
  help: `  --scenario NAME      only the scenario of that name
  --seed N             draws samples and open outcomes from another seed (1 if left out)`,
} as const;

/** One scenario that was run. */
export interface ScenarioOutcome {
  readonly project: AskedProject['project'];
  readonly program: Program;
  readonly name: string;
  readonly uri: string;
  readonly result: ScenarioResult;
}

/**
 * Runs the scenarios that a call asks for. A project with errors does not run.
 * @returns what was run, or the errors that stand in the way
 * @throws Misuse where there is no such scenario
 */
export async function runScenarios(
  call: Call,
): Promise<{ readonly outcomes: readonly ScenarioOutcome[]; readonly errors: readonly FoundDiagnostic[] }> {
  const seed = seedOf(call);
  const name = typeof call.options.scenario === 'string' ? call.options.scenario : undefined;
  const projects = await loadProjects(call.path);
  const errors = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => diagnostic.severity === 'error');
  if (errors.length > 0) return { outcomes: [], errors };
  const outcomes = projects.flatMap((project) => runProject(project, seed, name));
  if (outcomes.length === 0) throw new Misuse(`There is no scenario${name === undefined ? '' : ` "${name}"`} at or below ${call.path}.`);
  return { outcomes, errors };
}

function runProject({ project, asked }: AskedProject, seed: number, wanted: string | undefined): ScenarioOutcome[] {
  const isWanted = (name: string, uri: string) => asked.includes(uri) && (wanted === undefined || name === wanted);
  const scenarios = scenariosOf(project).filter(({ file, name }) => isWanted(name, file.uri));
  if (scenarios.length === 0) return [];
  const program = compileProject(project);
  return scenarios.map((scenario) => {
    const result = runScenario(project, program, scenario, { seed });
    return { project, program, name: scenario.name, uri: scenario.file.uri, result };
  });
}

function seedOf({ options }: Call): number {
  if (options.seed === undefined) return 1;
  const seed = Number(options.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Misuse(`--seed is a whole number from 0 on, not "${options.seed}".`);
  return seed;
}

/** An outcome for programs to read. */
export function outcomeJson({ project, name, uri, result }: ScenarioOutcome) {
  const failures = result.failures.map((failure) => ({
    place: placeOf(project, failure, shown),
    kind: failure.kind,
    message: failure.message,
    expected: failure.expected,
    actual: failure.actual,
    differences: failure.differences,
  }));
  const { outcome, waiting, hints, findings, duration } = result;
  const notes = findings.map(({ text }) => text);
  return { scenario: name, path: shown(uri), outcome, failures, waiting, hints, notes, virtualMilliseconds: duration };
}

/** `2 passed, 0 failed` */
export function countText(outcomes: readonly ScenarioOutcome[]): string {
  const passed = outcomes.filter(({ result }) => result.outcome === 'passed').length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}

export function allPassed(outcomes: readonly ScenarioOutcome[]): boolean {
  return outcomes.every(({ result }) => result.outcome === 'passed');
}
