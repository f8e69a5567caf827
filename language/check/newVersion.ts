import { upcastSkeleton } from '../evolve/upcasts/skeleton.ts';
import type { Entity, VersionNumber } from '../model/entities.ts';
import type { MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { referencesIn } from '../model/references.ts';
import { resolveReference } from '../model/resolve.ts';
import { dotted, versionText } from '../model/sourceFile.ts';
import type { Fix, TextEdit } from '../syntax/diagnostic.ts';
import type { Declaration, Reference, Span } from '../syntax/tree.ts';
import { newlineOf } from './fixes.ts';
import { indented, indentOf, newMembers } from './layout.ts';

type Versioned = Extract<Declaration, { kind: 'message' | 'record' | 'enum' | 'union' }>;

/** Adds a copy of a version below it as the next minor; names that meant the only version of a type now say which. */
export function nextMinor(project: Project, entity: Entity): Fix | undefined {
  if (!isVersioned(entity)) return undefined;
  const versions = versionsOf(project, entity);
  const { major } = entity.version!;
  const next = { major, minor: highest(versions.filter((one) => one.major === major).map(({ minor }) => minor)) + 1 };
  const pins =
    entity.kind !== 'message' && versions.length === 1 ? pinned(project, entity, versionText(entity.version!)) : [];
  return { title: `Add ${entity.name}@${versionText(next)}`, safe: false, edits: [copied(entity, next, ''), ...pins] };
}

/** Adds a copy of a message's version below it as the next major, which reads the one before it; bare names stay with that one. */
export function nextMajor(project: Project, version: MessageVersion): Fix | undefined {
  const { entity } = version;
  if (!isVersioned(entity)) return undefined;
  const versions = versionsOf(project, entity);
  const next = { major: highest(versions.map(({ major }) => major)) + 1, minor: 0 };
  const isFirst = versions.every(({ major }) => major === version.version.major);
  const newest = project.message(version.qualifiedName)?.versions.findLast(isOfMajor(version)) ?? version;
  const upcast = upcastSkeleton(project, newest, version);
  const pins = isFirst ? pinned(project, entity, String(version.version.major)) : [];
  const title = `Add ${entity.name}@${next.major} with \`upcast from @${version.version.major}\``;
  return { title, safe: false, edits: [copied(entity, next, upcast), ...pins] };
}

/**
 * Makes a minor that breaks others the first of a new major, which reads what was before it by an `upcast`; who named this
 * minor, or the newest one when it was that, names the new major.
 */
export function moveToMajor(project: Project, version: MessageVersion): Fix | undefined {
  const { entity } = version;
  const message = project.message(version.qualifiedName);
  const before = message?.versions.filter(({ key }) => key !== version.key).findLast(isOfMajor(version));
  if (!isVersioned(entity) || !before || message?.versions.at(-1) !== version) return undefined;
  const title = `Move it to @${version.version.major + 1} with \`upcast from @${version.version.major}\``;
  return {
    title,
    safe: false,
    // Each break of a version offers it, and few are taken.
    get edits() {
      return movedEdits(project, version, entity, before);
    },
  };
}

function movedEdits(
  project: Project,
  version: MessageVersion,
  { node, file }: Entity<Versioned>,
  before: MessageVersion,
): TextEdit[] {
  const next = String(version.version.major + 1);
  const number: TextEdit = { uri: file.uri, span: numberSpan(node), newText: `@${next}` };
  const own = newMembers(file, node.body ?? node, upcastSkeleton(project, before, version));
  const readers = project.uses(version.qualifiedName).flatMap((use) => {
    const reference = use.node as Reference;
    if (use.version !== version.key || UNPINNED.includes(use.role)) return [];
    return [{ uri: use.uri, span: { start: reference.name.end, end: reference.end }, newText: `@${next}` }];
  });
  return [number, ...(own ? [own] : []), ...readers];
}

const UNPINNED: readonly string[] = ['carries', 'ignores', 'contract'];

function isVersioned(entity: Entity): entity is Entity<Versioned> {
  return entity.version !== undefined && entity.node.body !== undefined;
}

function versionsOf(project: Project, { qualifiedName }: Entity): VersionNumber[] {
  return project.declared(qualifiedName).flatMap(({ version }) => version ?? []);
}

function isOfMajor({ version: { major } }: MessageVersion) {
  return ({ version }: MessageVersion) => version.major === major;
}

function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, one) => Math.max(most, one), 0);
}

/** Where the version of a declaration stands, or would. */
function numberSpan({ name, version }: Versioned): Span {
  return { start: name.end, end: version?.end ?? name.end };
}

/** The declaration again, below itself, with another version; upcasts are of the version that they stand in. */
function copied({ node, file }: Entity<Versioned>, next: VersionNumber, upcast: string): TextEdit {
  const newline = newlineOf(file);
  const indent = indentOf(file, node.start);
  const { start, end } = numberSpan(node);
  const members = node.kind === 'message' ? node.members.filter(({ kind }) => kind === 'upcast') : [];
  let text = `${file.text.slice(node.start, start)}@${next.minor === 0 ? next.major : versionText(next)}`;
  let from = end;
  for (const member of members) {
    text += file.text.slice(from, member.start).replace(/,?\s*$/, '');
    from = member.end;
  }
  text += file.text.slice(from, node.end);
  if (upcast !== '')
    text = `${text.slice(0, -1).trimEnd()}${newline}${indented(upcast, `${indent}  `, newline)}${newline}${indent}}`;
  return { uri: file.uri, span: { start: node.end, end: node.end }, newText: `${newline}${newline}${indent}${text}` };
}

/** Every bare name of a declaration that has to say which version it means once there are two. */
function pinned(project: Project, { qualifiedName, name }: Entity, version: string): TextEdit[] {
  return project.entities().flatMap((entity) =>
    referencesIn(entity.node).flatMap(({ node, expected }) => {
      const needs = expected.version === 'pinned' || expected.version === 'exact';
      if (!needs || node.kind !== 'reference' || node.version || !dotted(node.name).endsWith(name)) return [];
      const found = resolveReference(project, node, expected, entity.file.uri).entity;
      if (found?.qualifiedName !== qualifiedName) return [];
      return [{ uri: entity.file.uri, span: { start: node.name.end, end: node.end }, newText: `@${version}` }];
    }),
  );
}
