import { notesOf, resultText } from '../run/scenario/report.ts';
import { junitOfErrors, junitOfOutcomes } from './junit.ts';
import { shown } from './projects.ts';
import { outcomeJson, printErrors, type ScenarioOutcome, scenarioCommand } from './scenarios.ts';

export const test = scenarioCommand(
  {
    name: 'test',
    summary: 'Runs every scenario and says which pass.',
    help: `A scenario that needs what is not built yet counts as failed and says so. A project with errors is not run.
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

/** `2 passed, 3 failed (1 cannot run yet)` */
function countText(outcomes: readonly ScenarioOutcome[]): string {
  const count = (outcome: string) => outcomes.filter(({ result }) => result.outcome === outcome).length;
  const [passed, unsupported] = [count('passed'), count('unsupported')];
  return `${passed} passed, ${outcomes.length - passed} failed${unsupported > 0 ? ` (${unsupported} cannot run yet)` : ''}`;
}
