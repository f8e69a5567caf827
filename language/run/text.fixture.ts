import { Project } from '../model/project.ts';
import { compileProject } from './compile/project.ts';
import type { Data } from './program.ts';
import { Run } from './run.ts';
import type { ScenarioResult } from './scenario/result.ts';
import { runScenario, scenariosOf } from './scenario/run.ts';

// Helpers of the tests: from a text to what happens.

/** The project of one text. Throws where the text has an error, so that no test runs what nobody could write. */
export function projectOf(text: string): Project {
  const project = new Project();
  project.setFile('file:///test.evflow', text);
  const errors = project.file('file:///test.evflow')?.errors.map(({ message }) => message) ?? [];
  const { problems } = project.analysis('file:///test.evflow');
  const found = [...errors, ...problems.map(({ code, args }) => `${code} ${JSON.stringify(args, plain)}`)];
  if (found.length > 0) throw new Error(`The text has errors: ${found.join('\n')}`);
  return project;
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'start' in value ? undefined : value;
}

/** Runs the scenarios of a text. */
export function runText(text: string, seed = 1): ScenarioResult[] {
  const project = projectOf(text);
  const program = compileProject(project);
  return scenariosOf(project).map((scenario) => runScenario(project, program, scenario, { seed }));
}

/** What a run said, and why it gave up: data by the message's name, in order, then the errors. */
export interface Said {
  readonly said: readonly { readonly name: string; readonly data: Data }[];
  readonly errors: readonly string[];
  readonly run: Run;
}

/** Publishes messages, by their version's key, into a run of the text, and lets everything happen. */
export function publishInto(text: string, ...messages: readonly (readonly [string, Data])[]): Said {
  const run = new Run(compileProject(projectOf(text)), { seed: 1, trace: true, debug: true });
  for (const [key, data] of messages) {
    const entered = run.publish(key, data);
    if ('refused' in entered) throw new Error(entered.refused.join('; '));
  }
  const limit = run.runOut();
  if (limit) throw new Error(limit.text);
  const said = run.trace.flatMap((entry) =>
    (entry.kind === 'publish' || entry.kind === 'send') && entry.part !== undefined
      ? [{ name: entry.message.replace(/@.*/, ''), data: entry.data }]
      : [],
  );
  const errors = run.trace.flatMap((entry) =>
    entry.kind === 'deadLetter' ? [entry.error] : entry.kind === 'reject' ? [entry.reason] : [],
  );
  return { said, errors, run };
}
