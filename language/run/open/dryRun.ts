import type { Project } from '../../model/project.ts';
import { compileProject, shapesOf } from '../compile/project.ts';
import type { LimitReached } from '../limits.ts';
import { ValueText } from '../scenario/text.ts';
import type { TraceEntry } from '../trace.ts';
import { TraceText } from '../traceText.ts';
import { type Diagnose, type LineText, readLine, type TextProblem, type WrittenLine } from './lineText.ts';
import { OpenRun } from './openRun.ts';
import { type RunSummary, summaryOf } from './summary.ts';

export interface DryRunOptions {
  readonly seed: number;
  /** How many milliseconds pass after the last line; undefined: until nothing is left to do. */
  readonly period: number | undefined;
  readonly diagnose: Diagnose;
}

/** What became of what a person let happen in a project. */
export interface DryRun {
  readonly trace: readonly TraceEntry[];
  readonly summary: RunSummary;
  /** Writes the trace for a person. */
  readonly text: TraceText;
}

/** A line that could not be taken; nothing of the run is told. */
export interface Misunderstood {
  readonly line: LineText;
  readonly problems: readonly TextProblem[];
}

/** Takes lines in their order, as they are written, and lets everything happen that follows. */
export function dryRun(
  project: Project,
  lines: readonly LineText[],
  { seed, period, diagnose }: DryRunOptions,
): DryRun | Misunderstood {
  const script: WrittenLine[] = [];
  for (const [index, line] of lines.entries()) {
    const read = readLine(project, line, `${line.kind} ${index + 1}`, diagnose);
    if ('problems' in read) return { line, problems: read.problems };
    script.push(read);
  }
  const open = new OpenRun(project, compileProject(project), { seed });
  for (const [index, written] of script.entries()) {
    const hindered = open.take(written);
    if (!hindered) continue;
    if ('span' in hindered) return { line: lines[index] as LineText, problems: [hindered] };
    return told(project, script, open, hindered);
  }
  return told(project, script, open, open.play(period));
}

function told(
  project: Project,
  script: readonly WrittenLine[],
  open: OpenRun,
  stopped: LimitReached | undefined,
): DryRun {
  const trees = script.map(({ scenario }) => scenario.file.tree);
  return {
    trace: open.run.trace,
    summary: summaryOf(open, stopped, new ValueText(shapesOf(project), ...trees)),
    text: new TraceText(project, ...trees),
  };
}
