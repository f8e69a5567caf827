import { BUILT_IN_NAMES } from '../builtInTypes.ts';
import type { Entity } from '../entities.ts';
import { kindWord } from '../resolve.ts';
import { versionText } from '../sourceFile.ts';
import { withArticle } from '../words.ts';
import { type DeclarationContext, declaredAt } from './context.ts';

/** The name of a declaration: nobody else's, none of the language's own, and its version one that may stand here. */
export function checkName(cx: DeclarationContext): void {
  checkDuplicate(cx);
  checkReserved(cx);
  checkVersion(cx);
}

/** The first declaration by place has the name; another of its kind may only be another version of it. */
function checkDuplicate(cx: DeclarationContext): void {
  const { entity, project } = cx;
  const { all, byKey } = firstsOf(project.declared(entity.qualifiedName));
  const rival = kindWord(all) === kindWord(entity) ? byKey.get(entity.key) : all;
  if (!rival || rival === entity) return;
  const args = { name: shortKey(entity), kind: kindWord(entity), otherKind: withArticle(kindWord(rival)) };
  cx.report('EVF2002', entity.node.name, args, [declaredAt(rival, `${shortKey(rival)} is declared here first`)]);
}

/** The first of several declarations by place, in all and of each key. */
interface Firsts {
  readonly all: Entity;
  readonly byKey: ReadonlyMap<string, Entity>;
}

const firsts = new WeakMap<readonly Entity[], Firsts>();

function firstsOf(declared: readonly Entity[]): Firsts {
  const known = firsts.get(declared);
  if (known) return known;
  const byKey = new Map<string, Entity>();
  for (const entity of declared) {
    const first = byKey.get(entity.key);
    if (!first || isBefore(entity, first)) byKey.set(entity.key, entity);
  }
  const all = [...byKey.values()].reduce((first, entity) => (isBefore(entity, first) ? entity : first));
  firsts.set(declared, { all, byKey });
  return { all, byKey };
}

function isBefore(a: Entity, b: Entity): boolean {
  return a.file.uri === b.file.uri ? a.node.start < b.node.start : a.file.uri < b.file.uri;
}

function shortKey({ name, version, node }: Entity): string {
  const isWritten = 'version' in node && node.version !== undefined;
  return version && isWritten ? `${name}@${versionText(version)}` : name;
}

const TYPE_KINDS: readonly string[] = ['record', 'enum', 'union', 'message'];

function checkReserved(cx: DeclarationContext): void {
  const { kind, name, node } = cx.entity;
  if (!TYPE_KINDS.includes(kind)) return;
  if (BUILT_IN_NAMES.includes(name)) cx.report('EVF2010', node.name, { name, why: `\`${name}\` is a built-in type` });
  if (kind === 'message' && name === 'rejected') {
    cx.report('EVF2010', node.name, { name, why: '`on rejected` waits for the answer to a command' });
  }
}

function checkVersion(cx: DeclarationContext): void {
  const { entity, project } = cx;
  const { version, node, name } = entity;
  const written = 'version' in node ? node.version : undefined;
  if (!version || !written) return;
  const text = versionText(version);
  if (version.major < 1) return cx.report('EVF2205', written, { name, version: text, why: 'versions begin with @1' });
  const hasFirst = project.declared(entity.qualifiedName).some((other) => {
    return other.version?.major === version.major && other.version.minor === 0;
  });
  const isPublished = project.baselines.some((baseline) => baseline.project.entity(entity.key) !== undefined);
  if (version.minor > 0 && !hasFirst && !isPublished) {
    const why = `there is no @${version.major}.0 that it could be a minor of`;
    cx.report('EVF2205', written, { name, version: text, why });
  }
}
