import fc from 'fast-check';
import type { EnumType, FieldType, JsonValue, RecordType, UnionType, ValueType } from '../model/types.ts';
import { FORMATS } from '../model/types.ts';
import { Sampler } from '../run/sample.ts';
import type { Declarations } from './exported.ts';

/** Declared types by key; each uses those before it. The last one, `t.Root@1.0`, is a record. */
export interface RandomTypes {
  readonly declarations: Declarations;
  readonly root: string;
}

const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/), { minLength: 1, maxLength: 4 });

const scalar: fc.Arbitrary<ValueType> = fc.oneof(
  fc.constantFrom<ValueType>(
    { kind: 'string' },
    { kind: 'string', min: 1, max: 8, pattern: '^[A-Z]+$' },
    { kind: 'boolean' },
    { kind: 'int' },
    { kind: 'int', min: -5, max: 99 },
    { kind: 'long' },
    { kind: 'long', min: -9007199254740991n, max: 9007199254740991n },
    { kind: 'double' },
    { kind: 'double', min: 0, max: 1 },
    { kind: 'decimal' },
    { kind: 'decimal', precision: 12, scale: 2 },
    { kind: 'decimal', precision: 40, scale: 20 },
    { kind: 'bytes' },
    { kind: 'json' },
  ),
  fc.constantFrom(...FORMATS).map((kind): ValueType => ({ kind })),
);

const enumType: fc.Arbitrary<EnumType> = fc
  .tuple(names, fc.boolean())
  .map(([symbols, hasOther]) => ({ kind: 'enum', symbols, ...(hasOther && { otherwise: symbols[0]! }) }));

function typeOver(declared: readonly ValueType[]): fc.Arbitrary<ValueType> {
  return fc.letrec<{ type: ValueType; record: RecordType }>((tie) => ({
    type: fc.oneof(
      { depthSize: 'small' },
      scalar,
      enumType,
      ...(declared.length > 0 ? [fc.constantFrom(...declared)] : []),
      tie('type').map((item): ValueType => ({ kind: 'list', item, min: 1, max: 3 })),
      tie('type').map((value): ValueType => ({ kind: 'map', value })),
      tie('record'),
    ),
    record: recordOver(tie('type')),
  })).type;
}

function recordOver(type: fc.Arbitrary<ValueType>): fc.Arbitrary<RecordType> {
  const field = fc.tuple(type, fc.constantFrom('required', 'optional', 'renamed'));
  return names.chain((all) =>
    fc.tuple(...all.map(() => field)).map((fields) => ({
      kind: 'record',
      fields: fields.map(([fieldType, how], index): FieldType => {
        const optional = how === 'optional';
        const was = how === 'renamed' ? { was: `old_${all[index]}` } : {};
        return { name: all[index]!, type: fieldType, optional, sensitive: false, node: undefined as never, ...was };
      }),
    })),
  );
}

/** Records, and a union of them at the end of which the root stands. */
export const randomTypes: fc.Arbitrary<RandomTypes> = fc
  .constant(typeOver([]))
  .chain((plain) => fc.tuple(recordOver(plain), recordOver(plain), enumType))
  .chain(([a, b, choice]) => {
    const key = (name: string): ValueType => ({ kind: 'declared', key: `t.${name}@1.0` });
    const union: UnionType = {
      kind: 'union',
      tag: 'kind',
      cases: [
        { name: 'first', type: key('A') },
        { name: 'second', type: key('B') },
        { name: 'again', type: key('A') },
      ],
    };
    const declared = [key('A'), key('B'), key('Choice'), key('Union')];
    return recordOver(typeOver(declared)).map((root) =>
      typesOf({ A: a, B: b, Choice: choice, Union: union, Root: root }),
    );
  });

function typesOf(shapes: { readonly [name: string]: RecordType | EnumType | UnionType }): RandomTypes {
  const byKey = new Map(Object.entries(shapes).map(([name, shape]) => [`t.${name}@1.0`, shape]));
  return { declarations: { shape: (key) => byKey.get(key), entity: () => undefined }, root: 't.Root@1.0' };
}

/** A valid value of the root, drawn by a seed. */
export function sampleOf({ declarations, root }: RandomTypes, seed: number): JsonValue {
  return new Sampler(declarations, seed).complete({ kind: 'declared', key: root }, undefined, 'test');
}
