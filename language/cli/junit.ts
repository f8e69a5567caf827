import { circumstances, differenceLines, failuresOf, placeText } from '../run/scenario/report.ts';
import { printable } from './excerpt.ts';
import { type FoundDiagnostic, shownEverywhere } from './projects.ts';
import type { ScenarioOutcome } from './scenarios.ts';

/** One case; the cases of a file are a suite. */
interface Case {
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly milliseconds: number;
  readonly trouble: Trouble | undefined;
}

/** A failure is what a scenario found; an error kept it from running. */
interface Trouble {
  readonly element: 'failure' | 'error';
  readonly type: string;
  /** The whole of it; its first line is the message. */
  readonly text: string;
}

/** What came of scenarios, as JUnit's XML. Times are virtual, so the same run gives the same text. */
export function junitOfOutcomes(outcomes: readonly ScenarioOutcome[]): string {
  return report(outcomes.map(caseOf), outcomes[0]?.seed);
}

/** Why no scenario was run: each error as a case of its file. */
export function junitOfErrors(errors: readonly FoundDiagnostic[]): string {
  const cases = errors.map(({ diagnostic: { code, message, span }, uri, lines }): Case => {
    const line = lines.position(span.start).line + 1;
    const trouble: Trouble = { element: 'error', type: code, text: message };
    return { name: `${code}, line ${line}`, file: shownEverywhere(uri), line, milliseconds: 0, trouble };
  });
  return report(cases, undefined);
}

function caseOf(outcome: ScenarioOutcome): Case {
  const { name, file, node } = outcome.scenario;
  return {
    name,
    file: shownEverywhere(file.uri),
    line: file.lines.position(node.start).line + 1,
    milliseconds: outcome.result.duration,
    trouble: troubleOf(outcome),
  };
}

function troubleOf({ project, result }: ScenarioOutcome): Trouble | undefined {
  if (result.outcome === 'passed') return undefined;
  const failures = failuresOf(project, result).flatMap((failure) => [
    failure.text,
    ...differenceLines(failure.differences).map((line) => `  ${line}`),
    `  at ${placeText(failure, shownEverywhere)}`,
  ]);
  const text = [...failures, ...circumstances(result)].join('\n');
  return { element: result.outcome === 'failed' ? 'failure' : 'error', type: result.outcome, text };
}

function report(cases: readonly Case[], seed: number | undefined): string {
  const suites = [...Map.groupBy(cases, ({ file }) => file)];
  const elements = suites.flatMap(([file, inFile]) => [
    `  <testsuite ${attributes({ name: file, ...counts(inFile), file })}>`,
    ...(seed === undefined
      ? []
      : ['    <properties>', `      <property ${attributes({ name: 'seed', value: seed })}/>`, '    </properties>']),
    ...inFile.flatMap(caseElement),
    '  </testsuite>',
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: 'evflow', ...counts(cases) })}>`,
    ...elements,
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(cases: readonly Case[]) {
  const count = (element: Trouble['element']) => cases.filter(({ trouble }) => trouble?.element === element).length;
  const milliseconds = cases.reduce((sum, one) => sum + one.milliseconds, 0);
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: 0,
    time: seconds(milliseconds),
  };
}

function caseElement({ name, file, line, milliseconds, trouble }: Case): string[] {
  const classname = file
    .replace(/\.evflow$/, '')
    .replaceAll('.', '_')
    .replaceAll('/', '.');
  const start = `    <testcase ${attributes({ name, classname, file, line, time: seconds(milliseconds) })}`;
  if (!trouble) return [`${start}/>`];
  const { element, type, text } = trouble;
  const [message = ''] = text.split('\n');
  return [
    `${start}>`,
    `      <${element} ${attributes({ message, type })}>${escaped(text)}</${element}>`,
    '    </testcase>',
  ];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value)).replaceAll('\n', '&#10;')}"`)
    .join(' ');
}

/** Text that is safe in XML 1.0, which has no control characters, and in a terminal. */
function escaped(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
