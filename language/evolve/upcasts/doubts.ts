import { carriedFrom } from '../../model/bodies/upcasts.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { FieldType, JsonValue } from '../../model/types.ts';
import type { Upcast } from '../../syntax/tree.ts';
import { includes } from '../relation/includes.ts';

/** A field that is carried over, though its new type does not take every value of the old one, or may not. */
export interface Doubt {
  readonly field: FieldType;
  /** The old field. */
  readonly from: FieldType;
  /** A value that the new type does not take; undefined where none is known. */
  readonly witness: JsonValue | undefined;
}

/** What an upcast carries over and that may not fit. All else that it carries over fits, whatever was written. */
export function doubtsOf(project: Project, source: MessageVersion, target: MessageVersion, upcast: Upcast): Doubt[] {
  const given = new Set(upcast.fields.map(({ name }) => name.text));
  return target.shape.fields.flatMap((field) => {
    const from = given.has(field.name) ? undefined : carriedFrom(project, source.shape, field);
    if (!from) return [];
    const { breaks } = includes({ shapes: project, type: from.type }, { shapes: project, type: field.type });
    if (breaks.length === 0) return [];
    return [{ field, from, witness: breaks.find(({ witness }) => witness !== undefined)?.witness }];
  });
}
