import { diagnose } from '../check/diagnose.ts';
import type { Project } from '../model/project.ts';
import { shapesOf } from '../run/compile/project.ts';
import { type DryRun, dryRun, type Misunderstood } from '../run/open/dryRun.ts';
import type { LineText } from '../run/open/lineText.ts';
import { summaryText } from '../run/open/summaryText.ts';
import { withoutSensitive } from '../run/traceFile/saved.ts';
import { LineIndex } from '../syntax/lines.ts';
import { milliseconds, numberProblem } from '../syntax/numbers.ts';
import { type Call, ERRORS_FOUND, type ExitCode, Misuse, OK } from './command.ts';
import { excerpt } from './excerpt.ts';
import { type AskedProject, loadProjects, shownPath } from './projects.ts';
import { refuseErrors, seedOf } from './scenarios.ts';

export const OPEN_OPTIONS = {
  publish: { type: 'string', multiple: true },
  do: { type: 'string', multiple: true },
  for: { type: 'string' },
} as const;
export const OPEN_HELP = `  --publish MESSAGE    publishes an event or sends a command, written as after the \`when\` of a scenario:
                       'OrderCreated { amount: 9 }'; fields left out are sampled; may be given several times
  --do LINE            does what an operator does, written as a line of a scenario: 'replay Email from earliest',
                       'rebuild CustomerOrders', 'redrive orders_dead', 'resume Checkout["o-1"]'; 'wait 1h' lets time
                       pass. --publish and --do are taken in the order in which they are given: messages that follow one
                       another at one instant, an operation once nothing more can happen at that instant
  --for DURATION       how much virtual time passes after the last of them, such as 30s or 1h (left out: until nothing
                       is left to do)
                       An open run as JSON has one line for each thing that happened, and then one with the summary.`;

/** Whether a call is one of an open run. */
export function isOpen({ options }: Call): boolean {
  return options.publish !== undefined || options.do !== undefined;
}

/** Brings messages into a project, does what operators do, and prints what follows. */
export async function runOpen(call: Call): Promise<ExitCode> {
  const [seed, period] = [seedOf(call), periodOf(call)];
  const loaded = await oneProject(call.path);
  if (refuseErrors([{ ...loaded, asked: loaded.project.uris }], call)) return ERRORS_FOUND;
  const { project } = loaded;
  const result = dryRun(project, call.given.flatMap(lineOf), { seed, period, diagnose });
  if ('problems' in result) throw misunderstood(result);
  print(project, result, call);
  return result.summary.stopped === undefined ? OK : ERRORS_FOUND;
}

function lineOf({ name, value }: Call['given'][number]): LineText[] {
  return name === 'publish' || name === 'do' ? [{ kind: name, text: value }] : [];
}

function print(project: Project, { trace, summary, text }: DryRun, call: Call): void {
  const shapes = shapesOf(project);
  call.printLines(
    () => [...trace.flatMap((entry) => text.line(entry) ?? []), '', summaryText(summary)].join('\n'),
    () => [...trace.map((entry) => withoutSensitive(entry, shapes)), { kind: 'summary', ...summary }],
  );
}

async function oneProject(path: string): Promise<AskedProject> {
  const [first, ...others] = await loadProjects(path);
  if (first && others.length === 0) return first;
  const roots = [first, ...others].flatMap((one) => (one ? shownPath(one.root) : []));
  throw new Misuse(
    `An open run is of one project, and there are ${roots.length} at or below ${path}. Give one:\n${roots.map((root) => `  ${root}`).join('\n')}`,
  );
}

/** What is wrong with the text of a line, each with the place it speaks of. */
function misunderstood({ line: { kind, text }, problems }: Misunderstood): Misuse {
  const lines = new LineIndex(text);
  const texts = problems.map(({ code, message, span }) => {
    const { line, character } = lines.position(span.start);
    const shown = excerpt(text, lines, span).split('\n');
    return [
      `--${kind}:${line + 1}:${character + 1} error ${code === undefined ? '' : `${code} `}${message}`,
      ...shown.map((one) => `    ${one}`),
    ].join('\n');
  });
  const what = kind === 'publish' ? 'A message cannot be published' : 'An operation cannot be done';
  return new Misuse(`${what}, so nothing is run.\n${texts.join('\n')}`);
}

function periodOf({ options }: Call): number | undefined {
  const text = options.for;
  if (typeof text !== 'string') return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(text) ?? [];
  if (amount === undefined || unit === undefined)
    throw new Misuse(`--for is a duration such as 500ms, 30s, 5m, 1h or 7d, not "${text}".`);
  const problem = numberProblem(amount, unit, /^\d+$/.test(amount));
  if (problem) throw new Misuse(`--for: ${problem}`);
  return milliseconds(text);
}
