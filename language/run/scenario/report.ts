import type { Project } from '../../model/project.ts';
import type { Failure, ScenarioResult } from './result.ts';

const MARKS = { passed: '✓', failed: '✗', unsupported: '✗' } as const;

/**
 * What came of a scenario, for a person: one line where it passed; else each failure with its place and what happened
 * instead, what still waits, and where the seed decided.
 * @param shown a file's URI as the reader would write it
 */
export function resultText(
  project: Project,
  name: string,
  result: ScenarioResult,
  shown: (uri: string) => string,
): string {
  const outcome = result.outcome === 'unsupported' ? 'failed: it needs what is not built yet' : result.outcome;
  const lines = [`${MARKS[result.outcome]} scenario "${name}" ${outcome}`];
  for (const failure of result.failures)
    lines.push(...indented(`${placeOf(project, failure, shown)}  ${failure.message}`));
  for (const waiting of result.waiting) lines.push(`  still waits: ${waiting}`);
  for (const hint of result.outcome === 'passed' ? [] : result.hints) lines.push(`  hint: ${hint}`);
  for (const finding of result.findings) lines.push(`  note: ${finding.text}`);
  return lines.join('\n');
}

/** `scenarios.evflow:12`, one-based. */
export function placeOf(project: Project, { uri, node }: Failure, shown: (uri: string) => string): string {
  const line = project.file(uri)?.lines.position(node.start).line;
  return line === undefined ? shown(uri) : `${shown(uri)}:${line + 1}`;
}

function indented(text: string): string[] {
  return text.split('\n').map((line, index) => (index === 0 ? `  ${line}` : `      ${line}`));
}
