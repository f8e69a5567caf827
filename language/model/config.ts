import type { Span } from '../syntax/tree.ts';
import { type JsonNode, parseJson } from './json.ts';
import { nearest } from './nearest.ts';
import { type Problem, problem } from './problem.ts';
import { listed } from './words.ts';

/** Kafka's assignors of partitions to the members of a group. */
export const ASSIGNORS = ['range', 'cooperative-sticky'] as const;
export type Assignor = (typeof ASSIGNORS)[number];

/** What can be made of a project. */
const TARGETS = ['typescript', 'jsonSchema', 'avro'] as const;
export type Target = (typeof TARGETS)[number];

/** `out` is relative to the project's folder. */
export interface Output {
  readonly out: string;
}

/** What evflow.json says; `{}` where there is none. */
export interface ProjectConfig {
  /** What the project is called where several are told apart. */
  readonly name?: string;
  /** What `evflow generate` writes, and where; nothing named: TypeScript. */
  readonly generate: { readonly [target in Target]?: Output };
  /** How many brokers a run has; undefined: as many as the highest `replicas`. */
  readonly brokers?: number;
  /** How consumer groups share partitions out; undefined: `range`. */
  readonly assignor?: Assignor;
  /** What versions are compared with besides evflow.lock: `git:REVISION`, or a registry's address. */
  readonly baseline?: string;
}

export const DEFAULT_CONFIG: ProjectConfig = { generate: {} };

/** Reads the text of evflow.json. What cannot be read is reported with its place and left out. */
export function parseConfig(text: string): { readonly config: ProjectConfig; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const { node, error } = parseJson(text);
  if (error) problems.push(problem('EVF2903', error.span, { why: error.message }));
  const config = node ? readConfig(new Reader(problems), node) : DEFAULT_CONFIG;
  return { config, problems };
}

function readConfig(reader: Reader, node: JsonNode): ProjectConfig {
  const config = reader.object(node, 'evflow.json', ['$schema', 'name', 'generate', 'brokers', 'assignor', 'baseline']);
  const name = reader.text(config.get('name'), '`name`');
  const generate = reader.object(config.get('generate'), '`generate`', TARGETS);
  const outputs = TARGETS.flatMap((target) => {
    const out = readOut(reader, generate.get(target), `generate.${target}`);
    return out === undefined ? [] : [[target, { out }] as const];
  });
  const brokers = reader.count(config.get('brokers'), '`brokers`');
  const assignor = reader.word(config.get('assignor'), '`assignor`', ASSIGNORS);
  const baseline = reader.baseline(config.get('baseline'));
  return {
    ...(name !== undefined && { name }),
    generate: Object.fromEntries(outputs),
    ...(brokers !== undefined && { brokers }),
    ...(assignor !== undefined && { assignor }),
    ...(baseline !== undefined && { baseline }),
  };
}

function readOut(reader: Reader, node: JsonNode | undefined, what: string): string | undefined {
  const members = reader.object(node, `\`${what}\``, ['out']);
  if (node?.kind === 'object' && !members.has('out')) {
    reader.report(node, `\`${what}\` lacks \`out\`, the folder that the code goes to.`);
  }
  return reader.text(members.get('out'), `\`${what}.out\``);
}

/** A problem with what `baseline` names, found when it was to be read. */
export function baselineProblem(text: string, why: string): Problem {
  const { node } = parseJson(text);
  const setting = node?.kind === 'object' ? node.members.find(({ key }) => key.value === 'baseline') : undefined;
  return problem('EVF2903', setting?.value ?? { start: 0, end: 0 }, { why });
}

class Reader {
  readonly #problems: Problem[];

  constructor(problems: Problem[]) {
    this.#problems = problems;
  }

  report(span: Span, why: string): void {
    this.#problems.push(problem('EVF2903', span, { why }));
  }

  /** The members of an object; unknown ones are reported. */
  object(node: JsonNode | undefined, what: string, known: readonly string[]): ReadonlyMap<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    if (!node) return members;
    if (node.kind !== 'object') {
      this.report(node, `${what} is an object, written in braces.`);
      return members;
    }
    for (const { key, value } of node.members) {
      if (!known.includes(key.value)) this.report(key, unknownSetting(key.value, what, known));
      else if (members.has(key.value)) this.report(key, `\`${key.value}\` is here twice; the first one counts.`);
      else members.set(key.value, value);
    }
    return members;
  }

  text(node: JsonNode | undefined, what: string): string | undefined {
    if (!node) return undefined;
    if (node.kind === 'value' && typeof node.value === 'string' && node.value !== '') return node.value;
    this.report(node, `${what} is a text in quotes, and not an empty one.`);
    return undefined;
  }

  baseline(node: JsonNode | undefined): string | undefined {
    const text = this.text(node, '`baseline`');
    if (!node || text === undefined || /^(git:|https?:\/\/)/.test(text)) return text;
    this.report(
      node,
      '`baseline` is "git:" and a revision, as in "git:origin/main", or the address of a schema registry; evflow.lock counts by itself.',
    );
    return undefined;
  }

  word<W extends string>(node: JsonNode | undefined, what: string, words: readonly W[]): W | undefined {
    if (!node) return undefined;
    const found = words.find((word) => node.kind === 'value' && node.value === word);
    if (found === undefined) this.report(node, `${what} is ${words.map((word) => `"${word}"`).join(' or ')}.`);
    return found;
  }

  count(node: JsonNode | undefined, what: string): number | undefined {
    if (!node) return undefined;
    const value = node.kind === 'value' ? node.value : undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
    this.report(node, `${what} is a whole number, 1 or more.`);
    return undefined;
  }
}

function unknownSetting(name: string, what: string, known: readonly string[]): string {
  const [similar] = nearest(name, known);
  const settings = listed(known.filter((key) => key !== '$schema').map((key) => `\`${key}\``));
  const meant = similar ? `; \`${similar}\` is probably meant` : '';
  return `There is no setting \`${name}\` here${meant}. ${what} takes ${settings}.`;
}
