import type { Baseline } from '../../model/baseline.ts';
import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import { contentOf, memberContents } from './canonical.ts';
import { LOCK_NAME, lockOf } from './lock.ts';
import { TypesUsed } from './typesUsed.ts';

/** A published declaration that is not what it was. */
export interface Edit {
  readonly baseline: Baseline;
  /** The declaration as it was published. */
  readonly before: Entity;
  /** Keys of the published messages that use it, sorted; empty for a message. */
  readonly users: readonly string[];
  /** The fields, symbols or cases that differ, in canonical form. */
  readonly fields: readonly ChangedField[];
}

export interface ChangedField {
  readonly name: string;
  /** Undefined for one that is gone. */
  readonly now: string | undefined;
  /** Undefined for a new one. */
  readonly before: string | undefined;
}

/** What counts as published: evflow.lock, or, where there is none, what a git revision has. */
export function publishedIn(project: Project): Baseline | undefined {
  return lockOf(project) ?? project.baselines.find(({ name }) => name === LOCK_NAME || name.startsWith('git:'));
}

/** How a declaration was edited since it was published; undefined where it was not, or was never published. */
export function editOf(project: Project, entity: Entity): Edit | undefined {
  const baseline = publishedIn(project);
  const before = baseline?.project.entity(entity.key);
  if (!baseline || !before || !isData(entity)) return undefined;
  const [now, then] = [contentOf(project, entity), contentOf(baseline.project, before)];
  if (now === undefined || then === undefined || now === then) return undefined;
  const users = before.kind === 'message' ? [] : usersOf(baseline.project, before.key);
  if (before.kind !== 'message' && users.length === 0) return undefined;
  const fields = changedFields(memberContents(project, entity), memberContents(baseline.project, before));
  return { baseline, before, users, fields };
}

/** The published versions of a message that are declared no more, oldest first. */
export function missingVersions(project: Project, message: string): readonly Entity[] {
  const known = new Set(project.declared(message).map(({ key }) => key));
  const published = publishedIn(project)?.project.declared(message) ?? [];
  return published.filter(({ key, kind }) => kind === 'message' && !known.has(key));
}

function isData({ kind }: Entity): boolean {
  return kind === 'message' || kind === 'record' || kind === 'enum' || kind === 'union';
}

function changedFields(now: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): ChangedField[] {
  const names = [...new Set([...now.keys(), ...before.keys()])];
  return names
    .map((name) => ({ name, now: now.get(name), before: before.get(name) }))
    .filter((field) => field.now !== field.before);
}

const known = new WeakMap<Project, ReadonlyMap<string, readonly string[]>>();

/** The messages of a project, which must not change any more, that use a type at whatever depth. */
function usersOf(project: Project, type: string): readonly string[] {
  let users = known.get(project);
  if (!users) known.set(project, (users = usersIn(project)));
  return users.get(type) ?? [];
}

function usersIn(project: Project): ReadonlyMap<string, readonly string[]> {
  const types = new TypesUsed(project);
  const users = new Map<string, string[]>();
  const messages = project.entities().flatMap(({ key, kind }) => (kind === 'message' ? [key] : []));
  for (const message of messages.sort())
    for (const type of types.all([message])) {
      const known = users.get(type);
      if (known) known.push(message);
      else users.set(type, [message]);
    }
  return users;
}
