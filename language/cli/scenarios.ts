import type { Entity } from '../model/entities.ts';
import type { Project } from '../model/project.ts';
import { compileProject } from '../run/compile/project.ts';
import { lineOf } from '../run/scenario/report.ts';
import type { ScenarioResult } from '../run/scenario/result.ts';
import { runScenario, scenariosOf } from '../run/scenario/run.ts';
import type { Scenario } from '../syntax/tree.ts';
import { type Call, type Command, ERRORS_FOUND, type ExitCode, Misuse, OK } from './command.ts';
import { type AskedProject, diagnosticsOf, type FoundDiagnostic, loadProjects, placeText, shown } from './projects.ts';
import { diagnosticJson, reportText } from './report.ts';
import { saveTraces } from './traces.ts';

/** One scenario that was run. */
export interface ScenarioOutcome {
  readonly project: Project;
  /** Absolute path of the project's folder. */
  readonly root: string;
  readonly scenario: Entity<Scenario>;
  readonly seed: number;
  readonly result: ScenarioResult;
}

/** Says what came of scenarios, and why none was run. */
export interface ScenarioPrinter {
  outcomes(outcomes: readonly ScenarioOutcome[], call: Call): void;
  /** Left out: as every command does. */
  errors?(errors: readonly FoundDiagnostic[], call: Call): void;
}

const OPTIONS = { scenario: { type: 'string' }, seed: { type: 'string' }, traces: { type: 'string' } } as const;
const OPTIONS_HELP = `  --scenario NAME      only the scenario of that name
  --seed N             draws samples and open outcomes from another seed (1 if left out)
  --traces FOLDER      saves the trace of each scenario there as an .evtrace file: JSON lines, without what is marked
                       @sensitive, the same on every machine`;

/** A command that runs scenarios. */
export function scenarioCommand(
  command: Pick<Command, 'name' | 'summary' | 'help' | 'formats'>,
  printer: ScenarioPrinter,
): Command {
  return {
    ...command,
    help: `${command.help}\n\n${OPTIONS_HELP}`,
    options: OPTIONS,
    run: (call) => runScenarios(call, printer),
  };
}

/** Why nothing is run, as text or JSON. */
export function printErrors(errors: readonly FoundDiagnostic[], call: Call): void {
  call.print(`${reportText(errors)}\nA project with errors is not run.`, errors.map(diagnosticJson));
}

async function runScenarios(call: Call, printer: ScenarioPrinter): Promise<ExitCode> {
  const seed = seedOf(call);
  const projects = await loadProjects(call.path);
  const wanted = wantedScenarios(projects, call);
  if (refuseErrors(projects, call, printer.errors)) return ERRORS_FOUND;
  const outcomes = wanted.flatMap((ofProject) => runProject(ofProject, seed));
  const { traces } = call.options;
  if (typeof traces === 'string') await saveTraces(traces, call.path, outcomes);
  printer.outcomes(outcomes, call);
  return outcomes.every(({ result }) => result.outcome === 'passed') ? OK : ERRORS_FOUND;
}

/** Says what is wrong with the projects and that they are not run; false where nothing is. */
export function refuseErrors(projects: readonly AskedProject[], call: Call, print = printErrors): boolean {
  const errors = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => diagnostic.severity === 'error');
  if (errors.length === 0) return false;
  print(errors, call);
  return true;
}

interface Wanted {
  readonly project: Project;
  readonly root: string;
  readonly scenarios: readonly Entity<Scenario>[];
}

function wantedScenarios(projects: readonly AskedProject[], { path, options }: Call): Wanted[] {
  const all = projects.map(({ project, root, asked }) => ({
    project,
    root,
    scenarios: scenariosOf(project).filter(({ file }) => asked.includes(file.uri)),
  }));
  const names = all.flatMap(({ scenarios }) => scenarios.map(({ name }) => name));
  const wanted = options.scenario;
  if (names.length === 0) {
    throw new Misuse(`There is no scenario ${placeText(path)}. Write one: scenario "what it shows" { when … then … }`);
  }
  if (wanted === undefined) return all;
  if (typeof wanted !== 'string' || !names.includes(wanted)) {
    throw new Misuse(
      `There is no scenario "${wanted}" ${placeText(path)}. There are:\n${names.map((name) => `  ${name}`).join('\n')}`,
    );
  }
  return all.map(({ scenarios, ...project }) => ({
    ...project,
    scenarios: scenarios.filter(({ name }) => name === wanted),
  }));
}

function runProject({ project, root, scenarios }: Wanted, seed: number): ScenarioOutcome[] {
  if (scenarios.length === 0) return [];
  const program = compileProject(project);
  return scenarios.map((scenario) => ({
    project,
    root,
    scenario,
    seed,
    result: runScenario(project, program, scenario, { seed }),
  }));
}

/** What `--seed` says. @throws Misuse */
export function seedOf({ options }: Call): number {
  const { seed = '1' } = options;
  if (typeof seed === 'string' && /^\d+$/.test(seed) && Number.isSafeInteger(Number(seed))) return Number(seed);
  throw new Misuse(`--seed is a whole number from 0 on, not "${seed}".`);
}

/** An outcome for programs to read: all failures, with what was expected. */
export function outcomeJson({ project, scenario, seed, result }: ScenarioOutcome) {
  const { outcome, failures, waiting, hints, idle, findings, duration } = result;
  return {
    scenario: scenario.name,
    path: shown(scenario.file.uri),
    line: scenario.file.lines.position(scenario.node.start).line + 1,
    seed,
    outcome,
    failures: failures.map(({ uri, node, message, expected, actual, differences }) => ({
      path: shown(uri),
      line: (lineOf(project, { uri, node }) ?? 0) + 1,
      message,
      expected,
      actual,
      differences,
    })),
    waiting,
    hints,
    idle,
    notes: findings.map(({ text }) => text),
    virtualMilliseconds: duration,
  };
}
