import fc from 'fast-check';
import type { AvroJson } from '../../generate/avro/index.ts';

/** A pair of Avro schemas of one record, the second one partly as the first. */
export interface DrawnSchemas {
  readonly writer: AvroJson;
  readonly reader: AvroJson;
}

type Drawn =
  | string
  | { readonly array: Drawn }
  | { readonly map: Drawn }
  | { readonly union: readonly Drawn[] }
  | { readonly use: 'A' | 'B' | 'E' | 'F' };

interface DrawnField {
  readonly name: string;
  readonly type: Drawn;
  readonly hasDefault: boolean;
}

interface DrawnTypes {
  readonly root: readonly DrawnField[];
  readonly A: readonly DrawnField[];
  readonly B: readonly DrawnField[];
  readonly E: { readonly symbols: readonly string[]; readonly hasDefault: boolean };
  readonly F: number;
  readonly namespace: string;
}

/** How a reader calls what a writer calls otherwise. */
interface Renamed {
  readonly what: 'type' | 'field' | 'nothing';
  readonly hasAlias: boolean;
}

const primitive = fc.constantFrom('null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string');
const use = fc.constantFrom('A', 'B', 'E', 'F').map((name): Drawn => ({ use: name as 'A' }));

const { type } = fc.letrec<{ type: Drawn; branch: Drawn }>((tie) => ({
  branch: fc.oneof(
    { depthSize: 'small' },
    primitive,
    use,
    tie('type').map((array): Drawn => ({ array })),
    tie('type').map((map): Drawn => ({ map })),
  ),
  type: fc.oneof(
    { weight: 3, arbitrary: tie('branch') },
    {
      weight: 1,
      arbitrary: fc
        .uniqueArray(tie('branch'), { minLength: 1, maxLength: 4, selector: branchName })
        .map((union): Drawn => ({ union })),
    },
  ),
}));

function branchName(drawn: Drawn): string {
  return typeof drawn === 'string' ? drawn : 'use' in drawn ? drawn.use : Object.keys(drawn)[0]!;
}

const fields = (minLength: number) =>
  fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'b', 'c'), type, hasDefault: fc.boolean() }), {
    minLength,
    maxLength: 3,
    selector: ({ name }) => name,
  });

const types: fc.Arbitrary<DrawnTypes> = fc.record({
  root: fields(1),
  A: fields(0),
  B: fields(0),
  E: fc.record({
    symbols: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1 }),
    hasDefault: fc.boolean(),
  }),
  F: fc.constantFrom(2, 3),
  namespace: fc.constantFrom('', 'n', 'n.m'),
});

const renamed: fc.Arbitrary<Renamed> = fc.record({
  what: fc.constantFrom('nothing', 'nothing', 'type', 'field'),
  hasAlias: fc.boolean(),
});

export const drawnSchemas: fc.Arbitrary<DrawnSchemas> = fc
  .record({ writer: types, other: types, kept: fc.array(fc.nat(9), { minLength: 20, maxLength: 20 }), renamed })
  .map(({ writer, other, kept, renamed: how }) => {
    const reader = mixed(writer, other, kept);
    // Aliases are full names, so that both are in one namespace where a type has another name.
    const namespace = how.what === 'type' ? writer.namespace : reader.namespace;
    return {
      writer: new Printer(writer, { what: 'nothing', hasAlias: false }).root(),
      reader: new Printer({ ...reader, namespace }, how).root(),
    };
  });

/** Mostly the one, here and there the other. */
function mixed(one: DrawnTypes, other: DrawnTypes, kept: readonly number[]): DrawnTypes {
  let at = 0;
  const of = <T>(a: T, b: T): T => (kept[at++ % kept.length]! < 7 ? a : b);
  const ofFields = (a: readonly DrawnField[], b: readonly DrawnField[]) => {
    const names = [...new Set([...a, ...b].map(({ name }) => name))];
    const found = (list: readonly DrawnField[], name: string) => list.find((field) => field.name === name);
    return names.flatMap((name) => of(found(a, name), found(b, name)) ?? []);
  };
  return {
    root: ofFields(one.root, other.root),
    A: ofFields(one.A, other.A),
    B: ofFields(one.B, other.B),
    E: of(one.E, other.E),
    F: of(one.F, other.F),
    namespace: of(one.namespace, other.namespace),
  };
}

class Printer {
  readonly #types: DrawnTypes;
  readonly #how: Renamed;
  readonly #known = new Set<string>();

  constructor(types: DrawnTypes, how: Renamed) {
    this.#types = types;
    this.#how = how;
  }

  root(): AvroJson {
    return this.#record('Root', this.#types.root);
  }

  #type(drawn: Drawn): AvroJson {
    if (typeof drawn === 'string') return drawn;
    if ('array' in drawn) return { type: 'array', items: this.#type(drawn.array) };
    if ('map' in drawn) return { type: 'map', values: this.#type(drawn.map) };
    if ('union' in drawn) return drawn.union.map((branch) => this.#type(branch));
    return this.#named(drawn.use);
  }

  #named(name: 'A' | 'B' | 'E' | 'F'): AvroJson {
    const isNew = this.#how.what === 'type' && name !== 'B';
    const full = isNew ? `New${name}` : name;
    if (this.#known.has(name)) return full;
    this.#known.add(name);
    const { E, F, namespace } = this.#types;
    const aliases = isNew && this.#how.hasAlias && { aliases: [namespace === '' ? name : `${namespace}.${name}`] };
    if (name === 'F') return { type: 'fixed', name: full, size: F, ...aliases };
    if (name === 'A' || name === 'B') return { ...this.#record(full, this.#types[name]), ...aliases };
    return {
      type: 'enum',
      name: full,
      symbols: E.symbols,
      ...(E.hasDefault && { default: E.symbols[0]! }),
      ...aliases,
    };
  }

  #record(name: string, drawn: readonly DrawnField[]): { readonly [name: string]: AvroJson } {
    const { namespace } = this.#types;
    const fields = drawn.map((field) => this.#field(field));
    return { type: 'record', name, ...(namespace !== '' && { namespace }), fields };
  }

  #field({ name, type: drawn, hasDefault }: DrawnField): AvroJson {
    const isNew = this.#how.what === 'field' && name === 'a';
    const value = hasDefault ? defaultOf(drawn) : undefined;
    return {
      name: isNew ? 'new' : name,
      type: this.#type(drawn),
      ...(isNew && this.#how.hasAlias && { aliases: [name] }),
      ...(value !== undefined && { default: value }),
    };
  }
}

/** Undefined where it depends on what a named type is. */
function defaultOf(drawn: Drawn): AvroJson | undefined {
  if (typeof drawn === 'string') {
    const values: { readonly [name: string]: AvroJson } = { null: null, boolean: false, bytes: '', string: '' };
    return drawn in values ? values[drawn] : 0;
  }
  if ('array' in drawn) return [];
  if ('map' in drawn) return {};
  return 'union' in drawn ? defaultOf(drawn.union[0]!) : undefined;
}
