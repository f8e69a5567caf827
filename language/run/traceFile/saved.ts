import type { Entity } from '../../model/entities.ts';
import type { Project } from '../../model/project.ts';
import { declaredType, type Shapes } from '../../model/schema/shapes.ts';
import type { Value } from '../../model/types.ts';
import type { Scenario } from '../../syntax/tree.ts';
import { keyText } from '../broker/keys.ts';
import { shapesOf } from '../compile/project.ts';
import type { TraceEntry } from '../trace.ts';
import { HIDDEN, partsOf, redacted } from '../values/parts.ts';

/** The trace of a scenario as it can be given to others: nothing in it is sensitive or tells of a machine. */
export interface SavedTrace {
  /** The edition of the language. */
  readonly edition: number;
  /** The name that evflow.json gives the project. */
  readonly project?: string;
  /** The scenario's file; it and the places of entries are relative to the project's folder, with `/`. */
  readonly file: string;
  readonly scenario: string;
  readonly seed: number;
  /** Oldest first. */
  readonly entries: readonly TraceEntry[];
}

/**
 * What is saved of a run.
 * @param root the URI of the project's folder
 */
export function savedTrace(
  project: Project,
  root: string,
  scenario: Entity<Scenario>,
  seed: number,
  trace: readonly TraceEntry[],
): SavedTrace {
  const shapes = shapesOf(project);
  const { name } = project.config;
  return {
    edition: scenario.file.tree.edition?.value ?? 1,
    ...(name !== undefined && { project: name }),
    file: relativeTo(root, scenario.file.uri),
    scenario: scenario.name,
    seed,
    entries: trace.map((entry) => withoutRoot(withoutSensitive(entry, shapes), root)),
  };
}

/** An entry without what is marked `@sensitive`, in its data and as its key. */
export function withoutSensitive(entry: TraceEntry, shapes: Shapes): TraceEntry {
  if (!('data' in entry)) return entry;
  const type = declaredType(entry.message);
  const hidden = { ...entry, data: redacted(entry.data, type, shapes) as typeof entry.data };
  if (!('key' in hidden) || hidden.key === undefined) return hidden;
  return isSensitive(hidden.key, entry.data, type, shapes) ? { ...hidden, key: HIDDEN } : hidden;
}

/** Whether a key is the text of something sensitive in the data. */
function isSensitive(key: string, value: Value, type: Parameters<typeof partsOf>[1], shapes: Shapes): boolean {
  return partsOf(value, type, shapes).some((part) =>
    part.sensitive ? keyText(part.value) === key : isSensitive(key, part.value, part.type, shapes),
  );
}

function withoutRoot(entry: TraceEntry, root: string): TraceEntry {
  if (!('place' in entry) || !entry.place) return entry;
  return { ...entry, place: { ...entry.place, uri: relativeTo(root, entry.place.uri) } };
}

/** `orders/flow.evflow`: as a person writes it, so that it does not depend on how a URI escapes it. */
function relativeTo(root: string, uri: string): string {
  const folder = root.endsWith('/') ? root : `${root}/`;
  return decodeURIComponent(uri.startsWith(folder) ? uri.slice(folder.length) : (uri.split('/').at(-1) ?? uri));
}
