import type { FieldPath } from '../../model/meaning.ts';
import { resolved } from '../../model/schema/shapes.ts';
import type { FieldType, ValueType } from '../../model/types.ts';
import type { Side } from '../relation/written.ts';
import { ITEMS } from './fieldReads.ts';

/** Where a writer puts what a reader reads at a path: fields may have had other names, or have got them since. */
export function writtenAt(path: FieldPath, reader: Side, writer: Side): FieldPath {
  const written: string[] = [];
  let [mine, theirs] = [typeOf(reader, reader.type), typeOf(writer, writer.type)];
  for (const step of path) {
    if (step === ITEMS) {
      [mine, theirs] = [typeOf(reader, itemOf(mine)), typeOf(writer, itemOf(theirs))];
      written.push(step);
      continue;
    }
    const field = fieldIn(mine, ({ name }) => name === step);
    const same =
      fieldIn(theirs, ({ name }) => name === step) ??
      fieldIn(theirs, ({ name, was }) => name === field?.was || was === step);
    [mine, theirs] = [typeOf(reader, field?.type), typeOf(writer, same?.type)];
    written.push(same?.name ?? step);
  }
  return written;
}

function typeOf({ shapes }: Side, type: ValueType | undefined): ValueType | undefined {
  return type && resolved(shapes, type);
}

function itemOf(type: ValueType | undefined): ValueType | undefined {
  return type?.kind === 'list' ? type.item : type?.kind === 'map' ? type.value : undefined;
}

function fieldIn(type: ValueType | undefined, is: (field: FieldType) => boolean): FieldType | undefined {
  return type?.kind === 'record' ? type.fields.find(is) : undefined;
}
