import { shapesOf } from '../run/compile/project.ts';
import { resultText } from '../run/scenario/report.ts';
import { withoutSensitive } from '../run/traceFile/saved.ts';
import { TraceText } from '../run/traceText.ts';
import { type Command, OK } from './command.ts';
import { shown } from './projects.ts';
import { outcomeJson, type ScenarioOutcome, scenarioCommand } from './scenarios.ts';
import { isTraceFile, loadTrace, traceLines } from './traces.ts';

const scenarios = scenarioCommand(
  {
    name: 'run',
    summary: 'Runs scenarios and prints each message on its way.',
    help: `Times are virtual: nobody waits. What is marked @sensitive is not printed. A project with errors is not run.
PATH may also be an .evtrace file, a saved trace: it is printed, and nothing is run.`,
  },
  (outcomes, call) => call.print(outcomes.map(asText).join('\n\n'), outcomes.map(asJson)),
);

function asText({ project, scenario, result }: ScenarioOutcome): string {
  const text = new TraceText(project, scenario.file.tree);
  const lines = result.trace.flatMap((entry) => text.line(entry) ?? []);
  return [
    `scenario "${scenario.name}"`,
    ...lines.map((line) => `  ${line}`),
    resultText(project, scenario.name, result, shown),
  ].join('\n');
}

function asJson(outcome: ScenarioOutcome) {
  const shapes = shapesOf(outcome.project);
  const trace = outcome.result.trace.map((entry) => withoutSensitive(entry, shapes));
  return { ...outcomeJson(outcome), trace };
}

/** A saved trace is shown again: its scenario is not run. */
export const run: Command = {
  ...scenarios,
  async run(call) {
    if (!(await isTraceFile(call.path))) return scenarios.run(call);
    const saved = await loadTrace(call.path);
    call.print([`scenario "${saved.scenario}"`, ...traceLines(saved).map((line) => `  ${line}`)].join('\n'), saved);
    return OK;
  },
};
