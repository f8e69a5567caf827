import type { Path } from '../syntax/tree.ts';
import type { Entity } from './entities.ts';
import type { Project } from './project.ts';
import type { FieldType, RecordType, ValueType } from './types.ts';

/** A path that was followed into a record. */
export interface Followed {
  /** The fields on the way, as far as they are there. */
  readonly fields: readonly { readonly field: FieldType; readonly uri: string }[];
  /** Where the path breaks off: the step that is missing, and the record that lacks it; undefined where it is whole. */
  readonly missing: { readonly index: number; readonly record: RecordType | undefined } | undefined;
}

/** Follows the names of a path from a message or record. */
export function followPath(project: Project, from: Entity, names: readonly string[]): Followed {
  const fields: { field: FieldType; uri: string }[] = [];
  let type: ValueType | undefined = project.shapeOf(from)?.shape;
  let uri = from.file.uri;
  for (const [index, name] of names.entries()) {
    if (type?.kind === 'declared') {
      uri = project.entity(type.key)?.file.uri ?? uri;
      type = project.shape(type.key);
    }
    if (!type || type.kind === 'unknown') return { fields, missing: undefined };
    const record: RecordType | undefined = type.kind === 'record' ? type : undefined;
    const field: FieldType | undefined = record?.fields.find((candidate) => candidate.name === name);
    if (!field) return { fields, missing: { index, record } };
    fields.push({ field, uri });
    type = field.type;
  }
  return { fields, missing: undefined };
}

/** The names of a path as far as they are written. */
export function namesOf(path: Path): string[] {
  return path.parts.map(({ text }) => text).filter((text) => text !== '');
}

const KEY_KINDS: ReadonlySet<ValueType['kind']> = new Set([
  'string',
  'boolean',
  'int',
  'long',
  'decimal',
  'uuid',
  'date',
  'time',
  'timestamp',
  'uri',
  'email',
  'enum',
  'unknown',
]);

/** True for a type that has one text on the wire for each value, as a key needs. */
export function isKeyType(project: Project, type: ValueType): boolean {
  return KEY_KINDS.has((project.dereference(type) as ValueType).kind);
}
