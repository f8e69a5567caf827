import { declaredType } from '../model/schema/shapes.ts';
import { shapesOf } from '../run/compile/project.ts';
import { resultText } from '../run/scenario/report.ts';
import type { TraceEntry } from '../run/trace.ts';
import { TraceText } from '../run/traceText.ts';
import { redacted } from '../run/values/parts.ts';
import { shown } from './projects.ts';
import { outcomeJson, type ScenarioOutcome, scenarioCommand } from './scenarios.ts';

export const run = scenarioCommand(
  {
    name: 'run',
    summary: 'Runs scenarios and prints each message on its way.',
    help: 'Times are virtual: nobody waits. What is marked @sensitive is not printed. A project with errors is not run.',
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
  const hide = (entry: TraceEntry) =>
    'data' in entry ? { ...entry, data: redacted(entry.data, declaredType(entry.message), shapes) } : entry;
  return { ...outcomeJson(outcome), trace: outcome.result.trace.map(hide) };
}
