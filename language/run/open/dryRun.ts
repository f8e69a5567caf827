import type { Project } from '../../model/project.ts';
import { compileProject, shapesOf } from '../compile/project.ts';
import { ValueText } from '../scenario/text.ts';
import type { TraceEntry } from '../trace.ts';
import { TraceText } from '../traceText.ts';
import { type Diagnose, readMessage, type TextProblem, type WrittenMessage } from './messageText.ts';
import { OpenRun } from './openRun.ts';
import { type RunSummary, summaryOf } from './summary.ts';

export interface DryRunOptions {
  readonly seed: number;
  /** How many milliseconds pass; undefined: until nothing is left to do. */
  readonly period: number | undefined;
  readonly diagnose: Diagnose;
}

/** What became of messages that came into a project from outside. */
export interface DryRun {
  readonly trace: readonly TraceEntry[];
  readonly summary: RunSummary;
  /** Writes the trace for a person. */
  readonly text: TraceText;
}

/** A message that could not be published; nothing was run. */
export interface Misunderstood {
  readonly text: string;
  readonly problems: readonly TextProblem[];
}

/** Brings messages in at one instant, as they are written, and lets everything happen that follows. */
export function dryRun(
  project: Project,
  texts: readonly string[],
  { seed, period, diagnose }: DryRunOptions,
): DryRun | Misunderstood {
  const messages: WrittenMessage[] = [];
  for (const [index, text] of texts.entries()) {
    const read = readMessage(project, text, `publish ${index + 1}`, diagnose);
    if ('problems' in read) return { text, problems: read.problems };
    messages.push(read);
  }
  const program = compileProject(project);
  const open = new OpenRun(project, program, { seed });
  for (const [index, message] of messages.entries()) {
    const problem = open.enter(message);
    if (problem) return { text: texts[index] as string, problems: [problem] };
  }
  const stopped = open.play(period);
  const trees = messages.map(({ scenario }) => scenario.file.tree);
  return {
    trace: open.run.trace,
    summary: summaryOf(open, stopped, new ValueText(shapesOf(project), ...trees)),
    text: new TraceText(project, ...trees),
  };
}
