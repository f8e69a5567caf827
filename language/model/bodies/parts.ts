import type { Name, Reference } from '../../syntax/tree.ts';
import type { Entity } from '../entities.ts';
import type { FieldPath, PartInfo } from '../meaning.ts';
import type { Project } from '../project.ts';
import type { FieldType, RecordType, Type } from '../types.ts';
import { builtInField, type Checker, fieldNamed } from './checker.ts';
import { isValueType, UNKNOWN, withoutNull } from './kinds.ts';
import type { MessageAtHand, OwnPart } from './scope.ts';

/** A part's rows: by key, or a single one. */
export interface Rows {
  readonly id: OwnPart['id'];
}

/** A part as the bodies inside it see it; undefined for what has no bodies. */
export function ownPart(project: Project, entity: Entity): OwnPart | undefined {
  const part = project.partOf(entity);
  if (!part || part.kind === 'choreography') return undefined;
  return { key: part.key, kind: part.kind, id: idOf(project, part), by: part.by, state: part.state };
}

/** Whether a part is read by key, and by which; undefined where it keeps nothing that could be read. */
export function stateRows(project: Project, key: string): Rows | undefined {
  const part = project.part(key);
  return part && { id: idOf(project, part) };
}

/** The fields of a row as a reader of the part sees them: the key, then the state. */
export function rowFields(project: Project, key: string): readonly FieldType[] {
  const part = project.part(key);
  if (!part || part.kind === 'choreography') return [];
  const id = idOf(project, part);
  const fields = part.state?.fields ?? [];
  if (!id || !isValueType(id.type) || fields.some(({ name }) => name === id.name)) return fields;
  return [id.field ?? builtInField(id.name, id.type), ...fields];
}

interface Id {
  readonly name: string;
  readonly type: Type;
  /** Where the key comes from, in the first message that has it. */
  readonly field: FieldType | undefined;
}

/** The key's name is the last step of its path; its type is that of the first message which has it. */
function idOf(project: Project, part: PartInfo): Id | undefined {
  const name = part.by?.at(-1);
  if (!part.by || name === undefined) return undefined;
  for (const { message, by } of messagesRead(project, part)) {
    const field = fieldAt(project, message, by ?? part.by);
    if (field) return { name, type: field.type, field: by ? undefined : { ...field, optional: false } };
  }
  return { name, type: UNKNOWN, field: undefined };
}

function messagesRead(
  project: Project,
  part: PartInfo,
): { readonly message: string; readonly by: FieldPath | undefined }[] {
  switch (part.kind) {
    case 'consumer':
    case 'projection':
      return [...part.handlers];
    case 'aggregate':
      return [...part.handlers, ...part.applies];
    case 'saga':
      return part.start ? [{ message: part.start.message, by: undefined }] : [];
    case 'choreography':
      return part.node.items.flatMap((item) => {
        const entity =
          item.kind === 'choreographyStart' ? project.resolveMessage(item.message, part.file).entity : undefined;
        return entity ? [{ message: entity.key, by: undefined }] : [];
      });
  }
}

/** The field that a path leads to; undefined where it leads nowhere, which is reported elsewhere. */
function fieldAt(project: Project, message: string, path: FieldPath): FieldType | undefined {
  let shape: Type | undefined = project.shape(message);
  let field: FieldType | undefined;
  for (const step of path) {
    field = shape?.kind === 'record' ? fieldNamed(shape as RecordType, step) : undefined;
    if (!field) return undefined;
    shape = project.dereference(withoutNull(field.type));
  }
  return field;
}

/** The message that a reference brings into a body; undefined where it means none. */
export function messageAtHand(
  cx: Checker,
  reference: Reference,
  as: Name | undefined,
  keyPath: FieldPath | undefined,
): MessageAtHand | undefined {
  const entity = cx.message(reference);
  const shape = entity && cx.messageShape(entity.key);
  if (entity?.node.kind !== 'message' || !shape) return undefined;
  return { key: entity.key, name: entity.name, shape, as, keyPath, isFact: entity.node.messageKind !== 'command' };
}
