import type { FieldPath, MessageVersion } from '../../model/meaning.ts';
import { followPath } from '../../model/paths.ts';
import type { Project } from '../../model/project.ts';
import type { FieldType, ValueType } from '../../model/types.ts';
import { typeText } from '../../model/typeText.ts';
import { type HistoricVersion, historyOf, incompatibilities } from '../history.ts';
import { isReached, stepsOf } from '../readers/fieldReads.ts';
import { writtenAt } from '../readers/written.ts';
import { isSamePath, type KeyUse, keyUsesOf } from './keyUses.ts';

/** A key's field that gives another text in a version than in the one before it, or none. */
export interface KeyChange {
  readonly what: 'type' | 'optional';
  readonly path: FieldPath;
  readonly before: HistoricVersion;
  /** The types, or the field as both have it. */
  readonly texts: { readonly before: string; readonly after: string };
  readonly uses: readonly KeyUse[];
}

/**
 * What a version does to those who are keyed by its fields, whatever the policy. What the policy forbids of the same field
 * is told there.
 */
export function keyChangesIn(project: Project, version: MessageVersion): readonly KeyChange[] {
  const uses = keyUsesOf(project, version.qualifiedName);
  if (uses.length === 0) return [];
  const history = historyOf(project, version.qualifiedName);
  const at = history.findIndex((one) => one.version.key === version.key);
  const paths = uses
    .map(({ path }) => path)
    .filter((path, i, all) => all.findIndex((one) => isSamePath(one, path)) === i);
  return paths.flatMap((path): KeyChange[] => {
    if (isForbidden(project, version, path)) return [];
    const now = fieldsAt({ version, project }, path);
    const before = now && history.slice(0, at).findLast((old) => fieldsBefore(project, version, path, old));
    const then = before && fieldsBefore(project, version, path, before);
    const changed = now && then && changeOf({ project, fields: now }, { project: before.project, fields: then });
    return changed ? [{ ...changed, path, before, uses: uses.filter((use) => isSamePath(use.path, path)) }] : [];
  });
}

function isForbidden(project: Project, version: MessageVersion, path: FieldPath): boolean {
  const read = { path, deep: true };
  return incompatibilities(project, version).some(
    ({ change }) => change.verdict !== 'lossy' && isReached(read, stepsOf(change.path)),
  );
}

type Fields = readonly FieldType[];

function fieldsAt(
  { version, project }: Pick<HistoricVersion, 'version' | 'project'>,
  path: FieldPath,
): Fields | undefined {
  const { fields, missing } = followPath(project, version.entity, path);
  return missing || fields.length < path.length ? undefined : fields.map(({ field }) => field);
}

function fieldsBefore(
  project: Project,
  version: MessageVersion,
  path: FieldPath,
  old: HistoricVersion,
): Fields | undefined {
  const reader = { shapes: project, type: version.shape };
  return fieldsAt(old, writtenAt(path, reader, { shapes: old.project, type: old.version.shape }));
}

interface KeyField {
  readonly project: Project;
  /** On the way to the key, which is the last one. */
  readonly fields: Fields;
}

function changeOf(now: KeyField, then: KeyField): Pick<KeyChange, 'what' | 'texts'> | undefined {
  const [after, before] = [now.fields.at(-1)!, then.fields.at(-1)!];
  const types = { before: typeOf(then, before), after: typeOf(now, after) };
  if (!isSameText(types.before.kind, types.after.kind))
    return { what: 'type', texts: { before: typeText(before.type), after: typeText(after.type) } };
  const isNew = now.fields.some(({ optional }) => optional) && !then.fields.some(({ optional }) => optional);
  return isNew ? { what: 'optional', texts: { before: 'always there', after: 'optional' } } : undefined;
}

function typeOf({ project }: KeyField, { type }: FieldType): ValueType {
  return project.dereference(type) as ValueType;
}

const TEXTS: ReadonlySet<ValueType['kind']> = new Set(['uuid', 'uri', 'email', 'enum', 'date', 'time', 'timestamp']);

/** Whether the same key has the same text in both, as a partition, a stream and a memory are found by. */
function isSameText(a: ValueType['kind'], b: ValueType['kind']): boolean {
  if (a === b || a === 'unknown' || b === 'unknown') return true;
  if (a === 'string' || b === 'string') return TEXTS.has(a === 'string' ? b : a);
  return (a === 'int' && b === 'long') || (a === 'long' && b === 'int');
}

/** Whether a path leads to the field that another one led to in a baseline: under another name, as `was` says. */
export function isSameField(
  now: { readonly project: Project; readonly path: FieldPath },
  then: { readonly project: Project; readonly path: FieldPath },
  messages: readonly string[],
): boolean {
  if (isSamePath(now.path, then.path)) return true;
  const pairs = messages.flatMap((name) => {
    const [here, there] = [now.project.message(name)?.versions.at(-1), then.project.message(name)?.versions.at(-1)];
    return here && there ? [{ here, there }] : [];
  });
  return (
    pairs.length > 0 &&
    pairs.every(({ here, there }) => {
      const writer = { shapes: then.project, type: there.shape };
      return isSamePath(writtenAt(now.path, { shapes: now.project, type: here.shape }, writer), then.path);
    })
  );
}
