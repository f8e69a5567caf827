import { notesOf, resultText } from '../run/scenario/report.ts';
import { junitOfErrors, junitOfOutcomes } from './junit.ts';
import { shown } from './projects.ts';
import { outcomeJson, printErrors, type ScenarioOutcome, scenarioCommand } from './scenarios.ts';

export const test = scenarioCommand(
  {
    name: 'test',
    summary: 'Runs every scenario and says which pass.',
    help: `A project with errors is not run.
--format junit is JUnit's XML, as CI servers read it; its times are virtual.`,
    formats: ['junit'],
  },
  {
    outcomes(outcomes, call) {
      if (call.format === 'junit') call.write(junitOfOutcomes(outcomes));
      else call.print(asText(outcomes), outcomes.map(outcomeJson));
    },
    errors(errors, call) {
      if (call.format === 'junit') call.write(junitOfErrors(errors));
      else printErrors(errors, call);
    },
  },
);

function asText(outcomes: readonly ScenarioOutcome[]): string {
  const texts = outcomes.map(({ project, scenario, result }) => resultText(project, scenario.name, result, shown));
  const notes = notesOf(outcomes.map(({ result }) => result));
  return [...texts, '', ...notes, countText(outcomes)].join('\n');
}

/** `2 passed, 3 failed` */
function countText(outcomes: readonly ScenarioOutcome[]): string {
  const passed = outcomes.filter(({ result }) => result.outcome === 'passed').length;
  return `${passed} passed, ${outcomes.length - passed} failed`;
}
