import type { Entity } from '../../model/entities.ts';
import { nearest } from '../../model/nearest.ts';
import type { Project } from '../../model/project.ts';
import type { Diagnostic } from '../../syntax/diagnostic.ts';
import type { Operation, Scenario, ScenarioLine, Span, WaitLine, When } from '../../syntax/tree.ts';

/**
 * What a person lets happen in an open run. `publish`: a message, as after the `when` of a scenario,
 * `OrderCreated { amount: 9 } meta { correlationId: "c-1" }` or just the name. `do`: an operation or `wait`, as a line of one.
 */
export interface LineText {
  readonly kind: 'publish' | 'do';
  readonly text: string;
}

export type OpenLine = When | Operation | WaitLine;

/** A line that was written outside all files, with its names and types understood. */
export interface WrittenLine {
  readonly line: OpenLine;
  /** The scenario of just that line, in a file of its own. */
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

/** What the first name of a line means: which kinds of declaration, and what they are called. */
interface Meant {
  readonly kinds: ReadonlySet<string>;
  readonly words: string;
}

const MESSAGES: Meant = { kinds: new Set(['message']), words: 'messages' };
const OPERATIONS: Readonly<Record<string, Meant>> = {
  replay: { kinds: new Set(['consumer']), words: 'consumers' },
  rebuild: { kinds: new Set(['projection']), words: 'projections' },
  redrive: { kinds: new Set(['topic']), words: 'topics' },
  resume: { kinds: new Set(['saga']), words: 'sagas' },
};
const OPEN_LINES: ReadonlySet<string> = new Set([...Object.keys(OPERATIONS), 'wait']);

const FIRST_WORD = /^\s*([a-z]+)\s+(?=[A-Za-z_])/;
const LEADING_NAME = /^\s*([A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)/;

/** Whether a text is an operation, well written or not: one of its words, and a name. */
export function isOperation(text: string): boolean {
  return operationOf(text) !== undefined;
}

/**
 * Reads a line. The project gets a file with it; names mean what they mean where the thing is declared that the line is about.
 * @param name tells the line from others in the same project; what is sampled depends on it
 */
export function readLine(
  project: Project,
  line: LineText,
  name: string,
  diagnose: Diagnose,
): WrittenLine | { readonly problems: readonly TextProblem[] } {
  const { kind, text } = line;
  const leading = leadingName(line);
  const namespaces = leading ? namespacesOf(project, leading) : [];
  if (leading && namespaces.length > 1) return { problems: [ambiguous(leading, namespaces)] };
  const uri = uriOf(name);
  const head = namespaces[0] ? `namespace ${namespaces[0]} ` : '';
  const before = `${head}scenario ${JSON.stringify(name)} { ${kind === 'publish' ? 'when ' : ''}`;
  const start = before.length;
  project.setFile(uri, `${before}${text}\n}`);
  const read = lineIn(project, uri, start);
  const errors = diagnose(project, uri).filter(({ severity }) => severity === 'error');
  const isOther = read && !isOfKind(read.line, kind);
  if (errors.length === 0 && read && !isOther) return read;
  forgetLine(project, name);
  if (isOther) return { problems: [notOne(line)] };
  const problems = errors.map((error) =>
    error.span.end <= start ? notClosed(error, line) : inText(error, start, text),
  );
  return { problems: problems.length > 0 ? problems : [notOne(line)] };
}

/** Takes the file of a line out of its project again. */
export function forgetLine(project: Project, name: string): void {
  project.removeFile(uriOf(name));
}

function uriOf(name: string): string {
  return `evflow-line:${encodeURIComponent(name)}`;
}

/** Undefined where the text closes the scenario, or goes on after the line. */
function lineIn(project: Project, uri: string, start: number): WrittenLine | undefined {
  const [scenario, ...others] = (project.file(uri)?.entities ?? []) as readonly Entity[];
  if (scenario?.node.kind !== 'scenario' || others.length > 0) return undefined;
  const [line, ...more] = scenario.node.lines;
  if (!line || more.length > 0) return undefined;
  return { line: line as OpenLine, scenario: scenario as Entity<Scenario>, start };
}

function isOfKind({ kind }: ScenarioLine, wanted: LineText['kind']): boolean {
  return wanted === 'publish' ? kind === 'when' : OPEN_LINES.has(kind);
}

function operationOf(text: string): Meant | undefined {
  const word = FIRST_WORD.exec(text)?.[1] ?? '';
  return Object.hasOwn(OPERATIONS, word) ? OPERATIONS[word] : undefined;
}

/** What a line is about. */
interface LeadingName {
  readonly name: string;
  /** Where it begins in the text. */
  readonly at: number;
  readonly meant: Meant;
}

/** Undefined for `wait`, and for what is no line. */
function leadingName({ kind, text }: LineText): LeadingName | undefined {
  const meant = kind === 'publish' ? MESSAGES : operationOf(text);
  if (!meant) return undefined;
  const skipped = kind === 'publish' ? 0 : (FIRST_WORD.exec(text)?.[0].length ?? 0);
  const name = LEADING_NAME.exec(text.slice(skipped))?.[1] ?? '';
  return { name, at: text.indexOf(name, skipped), meant };
}

/** The namespaces that may be meant: of the declarations with that name, else of those with the nearest one. */
function namespacesOf(project: Project, leading: LeadingName): string[] {
  const name = leading.name.replace(/\s/g, '');
  if (name.includes('.')) return [name.slice(0, name.lastIndexOf('.'))];
  const fitting = project.entities().filter(({ kind }) => leading.meant.kinds.has(kind));
  const near = nearest(name, new Set(fitting.map((one) => one.name)))[0];
  const named = fitting.filter((one) => one.name === name);
  const found = named.length > 0 ? named : fitting.filter((one) => one.name === near).slice(0, 1);
  const meant = found.length > 0 ? found : fitting.slice(0, 1);
  return [...new Set(meant.map((one) => one.qualifiedName.slice(0, -one.name.length - 1)))].sort();
}

function ambiguous({ name, at, meant }: LeadingName, namespaces: readonly string[]): TextProblem {
  const whole = namespaces.map((namespace) => (namespace === '' ? name : `${namespace}.${name}`));
  return {
    message: `Several ${meant.words} are called ${name}. Write the whole name: ${whole.join(' or ')}.`,
    span: { start: at, end: at + name.length },
  };
}

const EXPECTED = {
  publish: 'One message is expected here: its name, then its fields, then `meta`, and nothing more.',
  do: 'One operation is expected here: `replay P from earliest`, `rebuild P`, `redrive T`, `resume S[key]`, or `wait 1h`.',
} as const;

function notOne({ kind, text }: LineText): TextProblem {
  return { message: EXPECTED[kind], span: { start: 0, end: text.length } };
}

/** The brace of the scenario around the text closed one of the text's own. */
function notClosed({ code }: Diagnostic, { kind, text }: LineText): TextProblem {
  const what = kind === 'publish' ? 'message' : 'line';
  const message = `A \`{\`, \`[\` or \`(\` of the ${what} is never closed.`;
  return { code, message, span: { start: text.length, end: text.length } };
}

function inText({ code, message, span }: Diagnostic, offset: number, text: string): TextProblem {
  const within = (at: number) => Math.min(Math.max(at - offset, 0), text.length);
  return { code, message, span: { start: within(span.start), end: within(span.end) } };
}
