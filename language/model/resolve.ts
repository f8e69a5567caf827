import type { QualifiedName, Reference, Version } from '../syntax/tree.ts';
import { BUILT_IN_NAMES, ELSEWHERE } from './builtInTypes.ts';
import type { Entity } from './entities.ts';
import { Dictionary, nearest } from './nearest.ts';
import { type Problem, problem } from './problem.ts';
import type { Project } from './project.ts';
import type { Expectation } from './references.ts';
import { dotted, versionText } from './sourceFile.ts';
import { withArticle } from './words.ts';

/** What a reference stands for. Both may be there: an entity to go on with, and what is wrong with how it is named. */
export interface Resolution {
  readonly entity: Entity | undefined;
  /** False where all versions are meant. */
  readonly exact: boolean;
  readonly problem: Problem | undefined;
}

const NOTHING: Resolution = { entity: undefined, exact: true, problem: undefined };

/** The entity that a reference means, at a place that takes what `expected` says. */
export function resolveReference(
  project: Project,
  reference: Reference | QualifiedName,
  expected: Expectation,
  uri: string,
): Resolution {
  const name = reference.kind === 'reference' ? reference.name : reference;
  const version = reference.kind === 'reference' ? reference.version : undefined;
  const text = dotted(name);
  if (text === '') return NOTHING;
  const found = project.resolveIn(text, uri);
  const first = found[0];
  if (!first) return { ...NOTHING, problem: unknownName(project, name, text, expected, uri) };
  const fitting = found.filter((entity) => fits(entity, expected));
  if (fitting.length === 0) {
    const related = [{ uri: first.file.uri, span: first.node.name, label: `${first.name} is declared here` }];
    const args = { name: text, found: withArticle(kindWord(first)), expected: expected.words };
    return { ...NOTHING, problem: problem('EVF2003', name, args, related) };
  }
  return resolveVersion(reference, version, text, fitting, expected);
}

export function fits(entity: Entity, expected: Expectation): boolean {
  if (!expected.kinds.includes(entity.kind)) return false;
  return entity.node.kind !== 'message' || expected.messageKinds.includes(entity.node.messageKind);
}

/** `event`, `record`, `topic` … */
export function kindWord({ node }: Pick<Entity, 'node'>): string {
  return node.kind === 'message' ? node.messageKind : node.kind;
}

function resolveVersion(
  reference: Reference | QualifiedName,
  version: Version | undefined,
  name: string,
  entities: readonly Entity[],
  expected: Expectation,
): Resolution {
  const newest = entities.at(-1)!;
  if (!newest.version) {
    const args = version && { name, kind: kindWord(newest), version };
    return { entity: newest, exact: true, problem: args && problem('EVF2007', reference, args) };
  }
  if (expected.version === 'exact') return resolveExact(reference, version, name, entities);
  if (version) {
    const entity = entities.findLast((candidate) => isVersion(candidate, version));
    return { entity, exact: true, problem: entity ? undefined : unknownVersion(version, name, entities) };
  }
  const majors = [...new Set(entities.map((entity) => entity.version!.major))];
  if (expected.version === 'any') return { entity: newest, exact: false, problem: undefined };
  const isUnclear = majors.length > 1;
  return {
    entity: newest,
    exact: true,
    problem: isUnclear ? problem('EVF2004', reference, { name, majors }) : undefined,
  };
}

function resolveExact(
  reference: Reference | QualifiedName,
  version: Version | undefined,
  name: string,
  entities: readonly Entity[],
): Resolution {
  const fitting = version ? entities.filter((entity) => isVersion(entity, version)) : entities;
  const newest = fitting.at(-1);
  if (!newest) return { ...NOTHING, problem: unknownVersion(version!, name, entities) };
  const isExact = new Set(fitting.map(({ key }) => key)).size === 1;
  const args = { name, kind: kindWord(newest), versions: texts(fitting), replace: reference };
  return { entity: newest, exact: true, problem: isExact ? undefined : problem('EVF2005', reference, args) };
}

function isVersion({ version }: Entity, { major, minor }: Version): boolean {
  return version?.major === major && (minor === undefined || version.minor === minor);
}

function texts(entities: readonly Entity[]): string[] {
  return [...new Set(entities.map(({ version }) => versionText(version!)))];
}

function unknownVersion(version: Version, name: string, entities: readonly Entity[]): Problem {
  const related = entities.slice(-3).map((entity) => {
    return { uri: entity.file.uri, span: entity.node.name, label: `@${versionText(entity.version!)} is declared here` };
  });
  const args = { name, version: versionText(version), versions: texts(entities), replace: version };
  return problem('EVF2006', version, args, related);
}

function unknownName(project: Project, name: QualifiedName, text: string, expected: Expectation, uri: string): Problem {
  const last = name.parts.at(-1)!;
  const elsewhere = [...project.wholeNames(last.text)].filter((whole) => isFitting(project, whole, expected)).sort();
  const known =
    name.parts.length > 1
      ? project.fittingNames(text.slice(0, -last.text.length - 1), expected)
      : project.visibleNames(uri, expected);
  const isType = expected.version === 'exact' && name.parts.length === 1;
  const elsewhereCalled = isType ? ELSEWHERE.get(last.text.toLowerCase()) : undefined;
  const near = nearest(last.text, dictionaryOf(known), ...(isType ? [BUILT_IN_NAMES] : []));
  const similar = elsewhereCalled === undefined ? near : [...new Set([elsewhereCalled, ...near])];
  const args = { name: text, expected: expected.words, elsewhere, similar, known, replace: last };
  return problem('EVF2001', name, args, declaredPlaces(project, elsewhere));
}

function declaredPlaces(project: Project, wholeNames: readonly string[]) {
  return wholeNames.slice(0, 3).flatMap((whole) =>
    project
      .declared(whole)
      .slice(-1)
      .map(({ file, node }) => ({ uri: file.uri, span: node.name, label: `${whole} is declared here` })),
  );
}

function isFitting(project: Project, whole: string, expected: Expectation): boolean {
  return project.declared(whole).some((entity) => fits(entity, expected));
}

const dictionaries = new WeakMap<readonly string[], Dictionary>();

/** Of a list that the project keeps: every unknown name asks it. */
function dictionaryOf(names: readonly string[]): Dictionary {
  const known = dictionaries.get(names) ?? new Dictionary(names);
  dictionaries.set(names, known);
  return known;
}

/** Short names of all that fits in a namespace. Project keeps them: every unknown name asks for the same. */
export function fittingNamesIn(project: Project, namespace: string, expected: Expectation): readonly string[] {
  return [...project.namesIn(namespace)]
    .filter((whole) => isFitting(project, whole, expected))
    .map((whole) => whole.slice(whole.lastIndexOf('.') + 1));
}

/** Short names of all that fits in a file, kept likewise. */
export function visibleNamesIn(project: Project, expected: Expectation, uri: string): readonly string[] {
  const { namespace, uses } = project.scope(uri);
  const here = project.fittingNames(namespace, expected);
  const used = [...uses].filter(([, whole]) => isFitting(project, whole, expected)).map(([short]) => short);
  return used.length === 0 ? here : [...here, ...used];
}
