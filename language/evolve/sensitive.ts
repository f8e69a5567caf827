import type { Entity } from '../model/entities.ts';
import type { Project } from '../model/project.ts';
import { nameOfKey } from '../model/sourceFile.ts';
import type { FieldType, RecordType, ValueType } from '../model/types.ts';

/** A field that is shown, and was not. */
interface Exposure {
  readonly path: readonly string[];
  /** The fields on the way that the declaration itself holds, outermost first. */
  readonly own: readonly FieldType[];
}

/** A declaration with the project that it is declared in. */
export interface Declared {
  readonly project: Project;
  readonly entity: Entity;
}

/** The fields of a declaration that are sensitive in an older one of it, and not in this. */
export function exposures(now: Declared, before: Declared): readonly Exposure[] {
  const walk = new Walk(now.project, before.project);
  const [type, old] = [now.project.shapeOf(now.entity)?.shape, before.project.shapeOf(before.entity)?.shape];
  if (type && old) walk.compare(type, old, { path: [], own: [] }, true);
  return walk.found;
}

class Walk {
  readonly found: Exposure[] = [];
  readonly #now: Project;
  readonly #before: Project;
  readonly #seen = new Set<string>();

  constructor(now: Project, before: Project) {
    this.#now = now;
    this.#before = before;
  }

  /** What declarations of one name do to each other is told at them. */
  compare(now: ValueType, before: ValueType, place: Exposure, isOwn: boolean): void {
    if (now.kind === 'declared' && before.kind === 'declared') {
      const pair = `${now.key} ${before.key}`;
      if (nameOfKey(now.key) === nameOfKey(before.key) || this.#seen.has(pair)) return;
      this.#seen.add(pair);
    }
    const isStillOwn = isOwn && now.kind !== 'declared';
    const [type, old] = [resolve(this.#now, now), resolve(this.#before, before)];
    if (type.kind === 'record' && old.kind === 'record') this.#fields(type, old, place, isStillOwn);
    else if (type.kind === 'list' && old.kind === 'list') this.compare(type.item, old.item, place, isStillOwn);
    else if (type.kind === 'map' && old.kind === 'map') this.compare(type.value, old.value, place, isStillOwn);
    else if (type.kind === 'union' && old.kind === 'union') {
      for (const { name, type: one } of type.cases) {
        const same = old.cases.find((other) => other.name === name);
        if (same) this.compare(one, same.type, place, isStillOwn);
      }
    }
  }

  #fields(now: RecordType, before: RecordType, { path, own }: Exposure, isOwn: boolean): void {
    for (const field of now.fields) {
      const old =
        before.fields.find(({ name }) => name === field.name) ?? before.fields.find(({ name }) => name === field.was);
      if (!old || field.sensitive) continue;
      const place = { path: [...path, field.name], own: isOwn ? [...own, field] : own };
      if (!old.sensitive) this.compare(field.type, old.type, place, isOwn);
      else if (!isCovered(this.#now, field.type, new Set())) this.found.push(place);
    }
  }
}

function resolve(project: Project, type: ValueType): ValueType {
  return project.dereference(type) as ValueType;
}

/** Whether all that a value holds is marked field by field. */
function isCovered(project: Project, type: ValueType, seen: ReadonlySet<string>): boolean {
  if (type.kind === 'declared')
    return !seen.has(type.key) && isCovered(project, resolve(project, type), new Set(seen).add(type.key));
  if (type.kind === 'list') return isCovered(project, type.item, seen);
  if (type.kind === 'map') return isCovered(project, type.value, seen);
  return (
    type.kind === 'record' && type.fields.every((field) => field.sensitive || isCovered(project, field.type, seen))
  );
}
