import { resultText } from '../run/scenario/report.ts';
import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { shown } from './projects.ts';
import { report } from './report.ts';
import { allPassed, countText, outcomeJson, runScenarios, scenarioOptions } from './scenarios.ts';

export const test: Command = {
  name: 'test',
  summary: 'Runs every scenario and says which pass.',
  help: `A scenario that needs what is not built yet fails and says so. A project with errors is not run.

${scenarioOptions.help}`,
  options: scenarioOptions.options,
  async run(call) {
    const { outcomes, errors } = await runScenarios(call);
    if (errors.length > 0) {
      call.print(report(errors, call.format));
      return ERRORS_FOUND;
    }
    const texts = outcomes.map(({ project, name, result }) => resultText(project, name, result, shown));
    call.print(
      call.format === 'json' ? JSON.stringify(outcomes.map(outcomeJson), undefined, 2) : [...texts, '', countText(outcomes)].join('\n'),
    );
    return allPassed(outcomes) ? OK : ERRORS_FOUND;
  },
};
