import { diagnose } from '../../language/check/diagnose.ts';
import type { Project } from '../../language/model/project.ts';
import { dryRun } from '../../language/run/open/dryRun.ts';
import { summaryText } from '../../language/run/open/summaryText.ts';
import { NOT_TOLD, SEED, TOLD } from '../scenarios/defaults.ts';

/** What a run without a scenario prints. */
export interface DryRunOutput {
  readonly lines: readonly string[];
  /** How it stands at the end, or why nothing was run. */
  readonly end: string;
  readonly failed: boolean;
}

/** Publishes messages into a project and tells what follows from them; it stops nowhere. */
export function dryRunOutput(project: Project, publish: readonly string[]): DryRunOutput {
  const result = dryRun(
    project,
    publish.map((text) => ({ kind: 'publish', text })),
    { seed: SEED, period: undefined, diagnose },
  );
  if ('problems' in result) {
    const reasons = result.problems.map(({ message }) => `  ${message}`);
    return { lines: [], end: [`This cannot be published: ${result.line.text}`, ...reasons].join('\n'), failed: true };
  }
  const { trace, text, summary } = result;
  const lines = trace.slice(0, TOLD).flatMap((entry) => text.line(entry) ?? []);
  return {
    lines: trace.length > TOLD ? [...lines, NOT_TOLD] : lines,
    end: `\n${summaryText(summary)}`,
    failed: summary.stopped !== undefined,
  };
}
