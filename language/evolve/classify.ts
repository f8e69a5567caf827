import { fieldsOf, resolved } from '../model/schema/shapes.ts';
import type { FieldType, ValueType } from '../model/types.ts';
import { type Direction, type EvolutionCode, isSameType } from './change.ts';
import type { Loss, What } from './relation/inclusion.ts';
import type { Side } from './relation/written.ts';

/** The kind of change behind a break or a loss; `CONSTRAINT` is told apart when both directions are known. */
export type Kind = EvolutionCode | 'CONSTRAINT';

/** What a change is called, and the field of the writer's that seems to be, or is, the reader's under another name. */
export interface Class {
  readonly kind: Kind;
  readonly twin?: FieldType;
}

/** Who writes and who reads. */
export interface Sides {
  readonly writer: Side;
  readonly reader: Side;
}

export function classOfBreak(direction: Direction, what: What, sides: Sides): Class {
  switch (what.kind) {
    case 'missing':
      if (what.isWritten) return { kind: 'EVF4014', ...counterpart(what) };
      return classOfAbsent(direction, what, sides);
    case 'unknown':
      return { kind: 'EVF4026' };
    case 'size':
      return { kind: 'CONSTRAINT' };
    case 'tag':
      return { kind: what.writer.kind === 'union' && what.reader.kind === 'union' ? 'EVF4019' : 'EVF4012' };
    case 'case':
      return { kind: direction === 'backward' ? 'EVF4018' : 'EVF4017' };
    case 'value':
      return { kind: kindOfTypes(direction, what.writer, what.reader) };
  }
}

/** The field that the writer sometimes writes. */
function counterpart({ field, object }: Extract<What, { kind: 'missing' }>): Pick<Class, 'twin'> {
  const twin = (object.fields.get(field.name) ?? object.fields.get(field.was ?? ''))?.field;
  return twin ? { twin } : {};
}

/** Undefined where nothing is lost in this direction: a field that is new has nothing to lose. */
export function classOfLoss(direction: Direction, loss: Loss, sides: Sides): Class | undefined {
  switch (loss.kind) {
    case 'unwritten': {
      if (loss.object.isForeign) return undefined;
      const found = classOfAbsent(direction, loss, sides);
      if (found.kind === 'EVF4003') return undefined;
      if (found.kind === 'EVF4004') return { kind: 'EVF4005' };
      return found.kind === 'EVF4025' && direction === 'backward' ? undefined : found;
    }
    case 'otherwise':
      if (loss.reader.kind === 'enum') return { kind: direction === 'backward' ? 'EVF4016' : 'EVF4015' };
      return { kind: direction === 'backward' ? 'EVF4018' : 'EVF4017' };
    case 'keys':
      return { kind: 'EVF4020' };
    case 'default':
      return { kind: 'EVF4024' };
  }
}

/** A field that a reader looks for and that the writer's version does not have. */
function classOfAbsent(
  direction: Direction,
  { field, record, object }: Pick<Extract<What, { kind: 'missing' }>, 'field' | 'record' | 'object'>,
  sides: Sides,
): Class {
  const plain = direction === 'backward' ? 'EVF4003' : 'EVF4004';
  if (object.isForeign) return { kind: plain };
  const written = [...object.fields.values()].flatMap((one) => one.field ?? []);
  const read = fieldsOf(record);
  const [before, after] = direction === 'backward' ? [written, read] : [read, written];
  const kept = new Set(after.flatMap(({ name, was }) => [name, was]));
  const known = new Set(before.map(({ name }) => name));
  const gone = before.filter(({ name }) => !kept.has(name));
  const come = after.filter(({ name, was }) => !known.has(name) && !(was !== undefined && known.has(was)));
  const heir = direction === 'forward' ? after.find(({ was }) => was === field.name) : undefined;
  if (heir) return { kind: 'EVF4007', twin: heir };
  const twin = twinOf(field, direction === 'backward' ? [come, gone] : [gone, come]);
  if (twin) return { kind: 'EVF4006', twin };
  const isMoved = direction === 'backward' ? moved(field, gone, come, sides) : moved(field, come, gone, sides);
  return { kind: isMoved ? 'EVF4025' : plain };
}

/** The only other field that could be this one under another name. */
function twinOf(
  field: FieldType,
  [mine, theirs]: readonly [readonly FieldType[], readonly FieldType[]],
): FieldType | undefined {
  const twins = theirs.filter((other) => isTwin(field, other));
  const rivals = mine.filter((other) => isTwin(other, field));
  return twins.length === 1 && rivals.length === 1 ? twins[0] : undefined;
}

function isTwin(a: FieldType, b: FieldType): boolean {
  return (
    a.optional === b.optional && (a.default === undefined) === (b.default === undefined) && isSameType(a.type, b.type)
  );
}

/** Whether a field of the reader's went into a record of the writer's beside it, or came out of one. */
function moved(
  field: FieldType,
  others: readonly FieldType[],
  own: readonly FieldType[],
  { writer, reader }: Sides,
): boolean {
  const isMoved = (other: FieldType) => isIn(other, field, reader) || isIn(field, other, writer);
  return own.includes(field) && others.some(isMoved);
}

function isIn(inner: FieldType, outer: FieldType, { shapes }: Side): boolean {
  const type = resolved(shapes, outer.type);
  return (
    type.kind === 'record' && fieldsOf(type).some((one) => one.name === inner.name && isSameType(one.type, inner.type))
  );
}

const NUMBERS: readonly string[] = ['int', 'long', 'double', 'decimal'];
const TEXTS: readonly string[] = [
  'uuid',
  'date',
  'time',
  'timestamp',
  'duration',
  'uri',
  'email',
  'bytes',
  'enum',
  'long',
  'decimal',
];

function kindOfTypes(direction: Direction, writer: ValueType, reader: ValueType): Kind {
  const kinds = [writer.kind, reader.kind];
  const both = (...wanted: string[]) => kinds.every((kind) => wanted.includes(kind));
  if (both('enum')) return direction === 'backward' ? 'EVF4016' : 'EVF4015';
  if (both('decimal')) return 'EVF4011';
  if (writer.kind === reader.kind) return 'CONSTRAINT';
  if (both('long', 'double')) return 'EVF4010';
  if (both(...NUMBERS)) return 'EVF4009';
  if (kinds.includes('string') && kinds.some((kind) => TEXTS.includes(kind))) return 'EVF4013';
  return both('map', 'record') ? 'EVF4020' : 'EVF4012';
}
