import { CompletionItemKind } from 'vscode-languageserver';
import type { Entity, SourceFile, VersionNumber } from '../../../language/model/entities.ts';
import type { Project } from '../../../language/model/project.ts';
import {
  ANY_FACT,
  ANY_MESSAGE,
  COMMAND,
  EVENT,
  type Expectation,
  type PartKind,
  PINNED_FACT,
  PINNED_MESSAGE,
  TOPIC,
  TYPE,
} from '../../../language/model/references.ts';
import { fits, kindWord } from '../../../language/model/resolve.ts';
import { TYPE_DOCS } from '../typeDocs.ts';
import type { Context } from './context.ts';
import { type Suggestion, written } from './suggestion.ts';

const parts = (...kinds: PartKind[]): Expectation => ({ words: '', kinds, messageKinds: [], version: 'none' });

/** What the names in the grammar may stand for. A message is a type too, but seldom meant as one. */
const ASKED = {
  message: PINNED_MESSAGE,
  anyMessage: ANY_MESSAGE,
  fact: PINNED_FACT,
  anyFact: ANY_FACT,
  command: COMMAND,
  event: EVENT,
  type: { ...TYPE, kinds: ['record', 'enum', 'union'] },
  topic: TOPIC,
  part: parts('consumer', 'aggregate', 'projection', 'saga'),
  instance: parts('consumer', 'aggregate', 'projection', 'saga', 'choreography'),
  consumer: parts('consumer'),
  projection: parts('projection'),
  lagging: parts('consumer', 'projection'),
  saga: parts('saga'),
} satisfies Record<string, Expectation>;

export function isAsked(name: string): name is keyof typeof ASKED {
  return name in ASKED;
}

export function builtInTypes(): Suggestion[] {
  return [...TYPE_DOCS].map(([label, doc]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    detail: 'built-in type',
    doc,
  }));
}

/** Every declaration that a name may stand for, by its short name, pinned to a version where it must be. */
export function namesFor(project: Project, from: SourceFile, asked: keyof typeof ASKED): Suggestion[] {
  return declarations(project, asked).flatMap((versions) => {
    const { namespace } = versions[0]!.file;
    const detail = `${kindWord(versions[0]!)}${namespace && namespace !== from.namespace ? ` of ${namespace}` : ''}`;
    return pins(versions, ASKED[asked].version).map((pin) => suggestionOf(versions.at(-1)!, pin, detail));
  });
}

/** Goes on with a dotted name: namespaces, and declarations in the one that is written. */
export function namesOf(asked: string): (project: Project, context: Context) => Suggestion[] {
  return (project, { before }) => {
    const prefix = `${dottedBefore(before)}.`;
    const deeper = namespaces(project, prefix);
    if (!isAsked(asked)) return deeper;
    const here = declarations(project, asked).filter(([first]) => first!.qualifiedName === prefix + first!.name);
    const named = here.flatMap((versions) =>
      pins(versions, ASKED[asked].version).map((pin) => ({
        ...suggestionOf(versions.at(-1)!, pin, kindWord(versions[0]!)),
        isShort: false,
      })),
    );
    return [...deeper, ...named];
  };
}

/** The versions of each declaration that fits, oldest first. */
function declarations(project: Project, asked: keyof typeof ASKED): Entity[][] {
  const expected = ASKED[asked];
  const found = new Map<string, Entity[]>();
  for (const entity of project.entities()) {
    if (!entity.name || !fits(entity, expected)) continue;
    const known = found.get(entity.qualifiedName);
    if (known) known.push(entity);
    else found.set(entity.qualifiedName, [entity]);
  }
  return [...found.values()].map((versions) => versions.sort((a, b) => compare(a.version, b.version)));
}

function compare(a: VersionNumber | undefined, b: VersionNumber | undefined): number {
  return (a?.major ?? 0) - (b?.major ?? 0) || (a?.minor ?? 0) - (b?.minor ?? 0);
}

/** What must stand behind a name, newest first: which major where there are several, for a type which version. */
function pins(versions: readonly Entity[], version: Expectation['version']): string[] {
  const numbers = versions.flatMap((entity) => entity.version ?? []).reverse();
  const all =
    version === 'pinned' ? numbers.map(({ major }) => `@${major}`) : version === 'exact' ? numbers.map(exactly) : [];
  const distinct = [...new Set(all)];
  return distinct.length > 1 ? distinct : [''];
}

function exactly({ major, minor }: VersionNumber): string {
  return `@${major}.${minor}`;
}

const KINDS: Record<Entity['kind'], CompletionItemKind> = {
  message: CompletionItemKind.Event,
  record: CompletionItemKind.Struct,
  enum: CompletionItemKind.Enum,
  union: CompletionItemKind.Interface,
  topic: CompletionItemKind.Module,
  service: CompletionItemKind.Module,
  consumer: CompletionItemKind.Class,
  aggregate: CompletionItemKind.Class,
  projection: CompletionItemKind.Class,
  saga: CompletionItemKind.Class,
  choreography: CompletionItemKind.Class,
  scenario: CompletionItemKind.Function,
};

function suggestionOf(entity: Entity, pin: string, detail: string): Suggestion {
  return { label: written(entity.name) + pin, kind: KINDS[entity.kind], detail, entity, isShort: true };
}

/** The next parts of the namespaces that begin with a prefix; whole ones where it is empty. */
export function namespaces(project: Project, prefix: string): Suggestion[] {
  const below = project.namespaces().filter((name) => name.startsWith(prefix) && name !== prefix);
  const labels = below.map((name) => (prefix === '' ? name : name.slice(prefix.length).split('.')[0]!));
  return [...new Set(labels)]
    .filter(Boolean)
    .map((label) => ({ label, kind: CompletionItemKind.Module, detail: 'namespace' }));
}

/** What a `use` may go on with: namespaces, and the declarations of the one that is written. */
export function used(project: Project, { before, file }: Context): Suggestion[] {
  const open = before.indexOf('{');
  const listed = before.slice(0, Math.max(open, 0)).filter((word) => word !== ',');
  const path = dottedBefore(before.slice(open + 1));
  if (path === '') return namespaces(project, '').filter(({ label }) => label !== file.namespace);
  const names = [...project.namesIn(path)].map((whole) => project.declared(whole)[0]!);
  const declared = names
    .filter(({ name }) => !listed.includes(written(name)))
    .map((entity) => suggestionOf(entity, '', kindWord(entity)));
  const here = declared.map((suggestion) => ({ ...suggestion, isShort: false }));
  return open >= 0 ? here : [...namespaces(project, `${path}.`), ...here];
}

/** The dotted name before the cursor, without a dot at its end. */
function dottedBefore(before: readonly string[]): string {
  const found: string[] = [];
  for (let at = before[0] === '.' ? 1 : 0; /^[\w`]/.test(before[at] ?? ''); at += 2) {
    found.unshift(before[at]!.replaceAll('`', ''));
    if (before[at + 1] !== '.') break;
  }
  return before[0] === '.' ? found.join('.') : '';
}

/** The versions of the name before the cursor: of a message each major too; in `upcast from`, those before its own. */
export function versions(project: Project, { before, file, path }: Context): Suggestion[] {
  const message = path.findLast((node) => node.kind === 'message');
  if (before[0] === 'from' && before[1] === 'upcast') {
    const own = file.entities.find(({ node }) => node === message);
    const older = own
      ? project.declared(own.qualifiedName).filter(({ version }) => version!.major < own.version!.major)
      : [];
    return versionSuggestions(older);
  }
  return versionSuggestions(project.resolveIn(dottedBefore(['.', ...before]), file.uri));
}

function versionSuggestions(entities: readonly Entity[]): Suggestion[] {
  const numbers = entities
    .flatMap(({ version }) => version ?? [])
    .sort(compare)
    .reverse();
  const majors = entities[0]?.kind === 'message' ? numbers.map(({ major }) => String(major)) : [];
  const labels = [...new Set([...majors, ...numbers.map((number) => exactly(number).slice(1))])];
  return labels.map((label) => ({
    label,
    kind: CompletionItemKind.Value,
    detail: `version of ${entities[0]!.name}`,
    entity: entities[0],
  }));
}

/** The versions that may come next, at a declaration of one that exists. */
export function newVersions(project: Project, { before, file, wordStart }: Context): Suggestion[] {
  const name = before[0]?.replaceAll('`', '') ?? '';
  const others = project
    .declared(file.namespace ? `${file.namespace}.${name}` : name)
    .filter(({ node }) => node.end < wordStart || node.start > wordStart);
  const newest = others
    .flatMap(({ version }) => version ?? [])
    .sort(compare)
    .at(-1);
  if (!newest) return [];
  const next = [`${newest.major}.${newest.minor + 1}`, String(newest.major + 1)];
  return next.map((label) => ({ label, kind: CompletionItemKind.Value, detail: `next version of ${name}` }));
}
