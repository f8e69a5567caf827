import type { Entity } from '../../language/model/entities.ts';
import type { Project } from '../../language/model/project.ts';
import { circumstances, failuresOf, notesOf, resultText } from '../../language/run/scenario/report.ts';
import type { ScenarioResult } from '../../language/run/scenario/result.ts';
import { TraceText } from '../../language/run/traceText.ts';
import type { Scenario } from '../../language/syntax/tree.ts';
import { NOT_TOLD, TOLD } from './defaults.ts';

/** What an editor shows of a scenario that was run. */
export interface ScenarioReport {
  readonly outcome: ScenarioResult['outcome'];
  readonly failures: readonly FailureReport[];
  /** What happened, and what came of it, as a person reads it. */
  readonly trace: string;
}

interface FailureReport {
  readonly uri: string;
  /** Lines and characters from 0; undefined where the file is not known. */
  readonly range: Range | undefined;
  readonly message: string;
  readonly compared: { readonly expected: string; readonly actual: string } | undefined;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export function scenarioReport(
  project: Project,
  { file, name }: Entity<Scenario>,
  result: ScenarioResult,
): ScenarioReport {
  const around = circumstances(result);
  const failures = failuresOf(project, result).map(({ uri, span, text, compared }, index): FailureReport => {
    const lines = project.file(uri)?.lines;
    const range = lines && { start: lines.position(span.start), end: lines.position(span.end) };
    return { uri, range, message: [text, ...(index === 0 ? around : [])].join('\n'), compared };
  });
  const text = new TraceText(project, file.tree);
  const trace = [
    ...result.trace.slice(0, TOLD).flatMap((entry) => text.line(entry) ?? []),
    ...(result.trace.length > TOLD ? [NOT_TOLD] : []),
    '',
    resultText(project, name, result, fileName),
    ...notesOf([result]),
  ];
  return { outcome: result.outcome, failures, trace: trace.join('\n') };
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
