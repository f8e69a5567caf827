import type { Project } from '../../model/project.ts';
import type { Span } from '../../syntax/tree.ts';
import type { Difference, Failure, ScenarioResult } from './result.ts';

const OUTCOMES = { passed: '✓ passed', failed: '✗ failed' } as const;

/** `✓ passed  "what is in stock is reserved"` */
export function headline(name: string, { outcome }: ScenarioResult): string {
  return `${OUTCOMES[outcome]}  "${name}"`;
}

/** What is wrong at a place: a line's number from 0, undefined where the file is not known. */
export interface PlacedText {
  readonly uri: string;
  readonly line: number | undefined;
  readonly text: string;
}

export interface PlacedFailure extends PlacedText {
  /** The line of the scenario. */
  readonly span: Span;
  /** Where the expected was nearly there: the fields that differ. */
  readonly differences: readonly Difference[];
  /** What a comparing editor sets side by side; undefined where nothing was expected. */
  readonly compared: { readonly expected: string; readonly actual: string } | undefined;
}

/** Each failure with its place. */
export function failuresOf(project: Project, { failures }: ScenarioResult): PlacedFailure[] {
  return failures.map((failure) => ({
    uri: failure.uri,
    line: lineOf(project, failure),
    text: failure.message,
    span: failure.node,
    differences: failure.differences ?? [],
    compared: comparedTexts(failure),
  }));
}

/** Of a message that was nearly there only what differs, a line each: whole messages are too alike to be compared. */
function comparedTexts({ expected, actual, differences = [] }: Failure): PlacedFailure['compared'] {
  if (expected === undefined || actual === undefined) return undefined;
  if (differences.length === 0) return { expected, actual };
  const lines = (side: 'expected' | 'actual') =>
    differences.map((one) => `${one.path || 'it'}: ${one[side]}`).join('\n');
  return { expected: lines('expected'), actual: lines('actual') };
}

/** A table of what was expected and what happened, one line a field; a single one is told well enough by the failure. */
export function differenceLines(differences: readonly Difference[]): string[] {
  if (differences.length < 2) return [];
  const rows = differences.map(({ path, expected, actual }) => ({ path: path || 'it', expected, actual }));
  const [paths, widest] = [widthOf(rows.map(({ path }) => path)), widthOf(rows.map(({ expected }) => expected))];
  return rows.map(({ path, expected, actual }) =>
    [path.padEnd(paths), `expected ${expected}`.padEnd(widest + 'expected '.length), `happened ${actual}`].join('  '),
  );
}

function widthOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(({ length }) => length));
}

/** What helps to understand a failure: what still waits, and where the seed decided; and always, which lines were idle. */
export function circumstances({ outcome, waiting, hints, idle }: ScenarioResult): string[] {
  const notes = idle.map((text) => `note: ${text}`);
  if (outcome === 'passed') return notes;
  return [...notes, ...waiting.map((text) => `still waits: ${text}`), ...hints.map((text) => `hint: ${text}`)];
}

/** What the runs could not do and no failure tells, each once. */
export function notesOf(results: readonly ScenarioResult[]): string[] {
  const told = results.flatMap(({ failures }) => failures.map(({ message }) => plain(message)));
  const notes = results.flatMap(({ findings }) => findings.map(({ text }) => text));
  return [...new Set(notes)].filter((text) => !told.includes(plain(text))).map((text) => `note: ${text}.`);
}

/**
 * What came of a scenario, for a person: one line where it passed, else each failure below it.
 * @param shown a file's URI as the reader would write it
 */
export function resultText(
  project: Project,
  name: string,
  result: ScenarioResult,
  shown: (uri: string) => string,
): string {
  const failures = failuresOf(project, result).map((failure) =>
    [`${placeText(failure, shown)}  ${failure.text}`, ...differenceLines(failure.differences)].join('\n'),
  );
  return [headline(name, result), ...[...failures, ...circumstances(result)].flatMap(indented)].join('\n');
}

/** `scenarios.evflow:12`, one-based. */
export function placeText({ uri, line }: Omit<PlacedText, 'text'>, shown: (uri: string) => string): string {
  return line === undefined ? shown(uri) : `${shown(uri)}:${line + 1}`;
}

/** The line of a failure, from 0. */
export function lineOf(project: Project, { uri, node }: Pick<Failure, 'uri' | 'node'>): number | undefined {
  return project.file(uri)?.lines.position(node.start).line;
}

/** The lines of a text below a headline. */
export function indented(text: string): string[] {
  return text.split('\n').map((line, index) => (index === 0 ? `  ${line}` : `      ${line}`));
}

/** Without what tells a sentence from a clause. */
function plain(text: string): string {
  return text.toLowerCase().replace(/\.$/, '');
}
