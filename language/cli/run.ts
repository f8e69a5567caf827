import { shapesOf } from '../run/compile/project.ts';
import { resultText } from '../run/scenario/report.ts';
import { withoutSensitive } from '../run/traceFile/saved.ts';
import { TraceText } from '../run/traceText.ts';
import { type Call, type Command, type ExitCode, Misuse, OK } from './command.ts';
import { isOpen, OPEN_HELP, OPEN_OPTIONS, runOpen } from './openRun.ts';
import { shown } from './projects.ts';
import { outcomeJson, type ScenarioOutcome, scenarioCommand } from './scenarios.ts';
import { isTraceFile, loadTrace, traceLines } from './traces.ts';

const scenarios = scenarioCommand(
  {
    name: 'run',
    summary: 'Runs scenarios, or messages of your own, and prints each message on its way.',
    help: `With --publish and --do it is an open run: the messages come in, and whatever follows from them happens; no scenario is
looked at. Without it, every scenario is run. Times are virtual: nobody waits. What is marked @sensitive is not printed.
A project with errors is not run. PATH may also be an .evtrace file, a saved trace: it is printed, and nothing is run.`,
  },
  { outcomes: (outcomes, call) => call.print(outcomes.map(asText).join('\n\n'), outcomes.map(asJson)) },
);

export const run: Command = {
  ...scenarios,
  help: `${scenarios.help}\n${OPEN_HELP}`,
  options: { ...scenarios.options, ...OPEN_OPTIONS },
  async run(call) {
    const { for: period, scenario, traces } = call.options;
    if (isOpen(call)) {
      if (scenario !== undefined)
        throw new Misuse('Give --scenario or --publish and --do: an open run has no scenario.');
      if (traces !== undefined)
        throw new Misuse('Give --traces or --publish and --do: what is saved is the trace of a scenario.');
      return runOpen(call);
    }
    if (period !== undefined) throw new Misuse('--for is for an open run: give --publish or --do too.');
    return (await isTraceFile(call.path)) ? showTrace(call) : scenarios.run(call);
  },
};

/** How much of a trace is printed: handlers in a circle make one that nobody reads to the end. */
const MOST_PRINTED = 10_000;

function asText({ project, scenario, result }: ScenarioOutcome): string {
  const text = new TraceText(project, scenario.file.tree);
  const lines = result.trace.slice(0, MOST_PRINTED).flatMap((entry) => text.line(entry) ?? []);
  const omitted = omittedOf(result);
  return [
    `scenario "${scenario.name}"`,
    ...lines.map((line) => `  ${line}`),
    ...(omitted > 0 ? [`  … and ${omitted} more; --traces saves them all`] : []),
    resultText(project, scenario.name, result, shown),
  ].join('\n');
}

function asJson(outcome: ScenarioOutcome) {
  const shapes = shapesOf(outcome.project);
  const trace = outcome.result.trace.slice(0, MOST_PRINTED).map((entry) => withoutSensitive(entry, shapes));
  const omitted = omittedOf(outcome.result);
  return { ...outcomeJson(outcome), trace, ...(omitted > 0 ? { omitted } : {}) };
}

function omittedOf({ trace }: ScenarioOutcome['result']): number {
  return Math.max(0, trace.length - MOST_PRINTED);
}

/** A saved trace is shown again: its scenario is not run. */
async function showTrace(call: Call): Promise<ExitCode> {
  const saved = await loadTrace(call.path);
  call.print([`scenario "${saved.scenario}"`, ...traceLines(saved).map((line) => `  ${line}`)].join('\n'), saved);
  return OK;
}
