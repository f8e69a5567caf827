import type { Entity } from '../../model/entities.ts';
import { nearest } from '../../model/nearest.ts';
import type { Project } from '../../model/project.ts';
import type { Diagnostic } from '../../syntax/diagnostic.ts';
import type { Sample, Scenario, Span } from '../../syntax/tree.ts';

/** A message that was written outside all files, with its names and types understood: as after the `when` of a scenario. */
export interface WrittenMessage {
  readonly sample: Sample;
  /** The scenario of one line that it became, in a file of its own. */
  readonly scenario: Entity<Scenario>;
  /** Where in that file its text begins. */
  readonly start: number;
}

/** What is wrong with a text, and where in it; without a code where it is no error of the language. */
export interface TextProblem {
  readonly code?: string;
  readonly message: string;
  readonly span: Span;
}

/** Says what is wrong with a file of a project. */
export type Diagnose = (project: Project, uri: string) => readonly Diagnostic[];

const LEADING_NAME = /^\s*([A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)/;

/**
 * Reads `OrderCreated { amount: 9 } meta { correlationId: "c-1" }`, or just the name. The project gets a file with it;
 * names mean what they mean where the message is declared.
 * @param name tells the message from others in the same project; what is sampled depends on it
 */
export function readMessage(
  project: Project,
  text: string,
  name: string,
  diagnose: Diagnose,
): WrittenMessage | { readonly problems: readonly TextProblem[] } {
  const namespaces = namespacesOf(project, text);
  if (namespaces.length > 1) return { problems: [ambiguous(text, namespaces)] };
  const uri = `evflow-message:${encodeURIComponent(name)}`;
  const head = namespaces[0] ? `namespace ${namespaces[0]} ` : '';
  const start = `${head}scenario ${JSON.stringify(name)} { when `.length;
  project.setFile(uri, `${head}scenario ${JSON.stringify(name)} { when ${text}\n}`);
  const read = messageIn(project, uri, start);
  const errors = diagnose(project, uri).filter(({ severity }) => severity === 'error');
  if (errors.length === 0 && read) return read;
  project.removeFile(uri);
  const problems = errors.map((error) =>
    error.span.end <= start ? notClosed(error, text) : inText(error, start, text),
  );
  return { problems: problems.length > 0 ? problems : [notOne(text)] };
}

/** Undefined where the text closes the scenario, or goes on after the message. */
function messageIn(project: Project, uri: string, start: number): WrittenMessage | undefined {
  const file = project.file(uri);
  const [scenario, ...others] = (file?.entities ?? []) as readonly Entity[];
  if (scenario?.node.kind !== 'scenario' || others.length > 0) return undefined;
  const [line, ...more] = scenario.node.lines;
  if (line?.kind !== 'when' || more.length > 0) return undefined;
  return { sample: line.sample, scenario: scenario as Entity<Scenario>, start };
}

/** The namespaces that may be meant: of the messages with that name, else of those with the nearest one. */
function namespacesOf(project: Project, text: string): string[] {
  const name = LEADING_NAME.exec(text)?.[1]?.replace(/\s/g, '') ?? '';
  if (name.includes('.')) return [name.slice(0, name.lastIndexOf('.'))];
  const messages = project.entities().filter(({ kind }) => kind === 'message');
  const near = nearest(name, new Set(messages.map((one) => one.name)))[0];
  const named = messages.filter((one) => one.name === name);
  const found = named.length > 0 ? named : messages.filter((one) => one.name === near).slice(0, 1);
  const meant = found.length > 0 ? found : messages.slice(0, 1);
  return [...new Set(meant.map((one) => one.qualifiedName.slice(0, -one.name.length - 1)))].sort();
}

function ambiguous(text: string, namespaces: readonly string[]): TextProblem {
  const name = LEADING_NAME.exec(text)?.[1] ?? '';
  const whole = namespaces.map((namespace) => (namespace === '' ? name : `${namespace}.${name}`));
  const start = text.indexOf(name);
  return {
    message: `Several messages are called ${name}. Write the whole name: ${whole.join(' or ')}.`,
    span: { start, end: start + name.length },
  };
}

function notOne(text: string): TextProblem {
  const message = 'One message is expected here: its name, then its fields, then `meta`, and nothing more.';
  return { message, span: { start: 0, end: text.length } };
}

/** The brace of the scenario around the text closed one of the text's own. */
function notClosed({ code }: Diagnostic, text: string): TextProblem {
  const message = 'A `{`, `[` or `(` of the message is never closed.';
  return { code, message, span: { start: text.length, end: text.length } };
}

function inText({ code, message, span }: Diagnostic, offset: number, text: string): TextProblem {
  const within = (at: number) => Math.min(Math.max(at - offset, 0), text.length);
  return { code, message, span: { start: within(span.start), end: within(span.end) } };
}
