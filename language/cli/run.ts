import { resultText } from '../run/scenario/report.ts';
import { traceLine } from '../run/traceText.ts';
import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { shown } from './projects.ts';
import { report } from './report.ts';
import { allPassed, outcomeJson, runScenarios, type ScenarioOutcome, scenarioOptions } from './scenarios.ts';

export const run: Command = {
  name: 'run',
  summary: 'Runs scenarios and prints each message on its way.',
  help: `Times are virtual: nobody waits. A project with errors is not run.

${scenarioOptions.help}`,
  options: scenarioOptions.options,
  async run(call) {
    const { outcomes, errors } = await runScenarios(call);
    if (errors.length > 0) {
      call.print(report(errors, call.format));
      return ERRORS_FOUND;
    }
    call.print(call.format === 'json' ? JSON.stringify(outcomes.map(asJson), undefined, 2) : outcomes.map(asText).join('\n\n'));
    return allPassed(outcomes) ? OK : ERRORS_FOUND;
  },
};

function traceLines({ program, result }: ScenarioOutcome): string[] {
  return result.trace.flatMap((entry) => traceLine(entry, (message) => program.messages.get(message)?.sensitive ?? new Set()) ?? []);
}

function asText(outcome: ScenarioOutcome): string {
  const { project, name, result } = outcome;
  return [`scenario "${name}"`, ...traceLines(outcome).map((line) => `  ${line}`), resultText(project, name, result, shown)].join('\n');
}

/** The trace as lines, for values marked @sensitive must not leave the run. */
function asJson(outcome: ScenarioOutcome) {
  return { ...outcomeJson(outcome), trace: traceLines(outcome) };
}
