import { asCase, declaredType, fieldsOf, formerName, resolved } from '../../model/schema/shapes.ts';
import type { EnumType, FieldType, RecordType, UnionType, ValueType } from '../../model/types.ts';
import {
  type Declarations,
  docIn,
  type Elsewhere,
  type Exported,
  type ExportProblem,
  NOTHING_ELSEWHERE,
  recordName,
} from '../exported.ts';
import { defaultFirst, defaultValue, Inexpressible } from './defaults.ts';
import { scalarSchema } from './scalars.ts';
import type { AvroJson } from './text.ts';

export { type AvroJson, avroText } from './text.ts';

/** What nests deeper is more than Avro's readers take. */
const DEEPEST = 100;

/** The aliases of a type double with each field around it that was renamed. */
const MOST_ALIASES = 100;

/**
 * A declared type or a message's version as an Avro schema. Its name has no version (see `recordName`), so that a registry
 * compares minors by content. An optional field is a union with null; a case of a tagged union is a record `Union_case`, so
 * that its name is the tag; an inline record or enum is named by its field, `Order_address`. Ranges and patterns have no
 * place in Avro.
 * @param elsewhere declared records and enums that are only named; all others are written out where they are first used
 */
export function avroSchemaOf(
  source: Declarations,
  key: string,
  elsewhere: Elsewhere = NOTHING_ELSEWHERE,
): Exported<AvroJson> {
  const writer = new Writer(source, elsewhere, namespaceOf(recordName(key)));
  const schema = writer.schema(declaredType(key), writer.ofDeclared(key, 0));
  return { schema, references: [...writer.references], problems: writer.problems };
}

/** Where a type stands. */
interface Place {
  /** As a problem names it. */
  readonly path: string;
  /** The declaration that its doc comments stand in. */
  readonly owner: string;
  /** The full name that a record or enum gets here. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly depth: number;
}

/** A place one level further in. */
const inside = (at: Place, name: string, more: Partial<Place> = {}): Place => ({
  path: `${at.path}.${name}`,
  owner: at.owner,
  name: `${at.name}_${name}`,
  aliases: [],
  depth: at.depth + 1,
  ...more,
});

/** What an inline type of a field was called, as it and each of what it stands in may have had its old name. */
function oldNames({ name, aliases }: Place, field: string, was: string | undefined): string[] {
  const own = aliases.map((outer) => `${outer}_${field}`);
  return was === undefined ? own : [...[name, ...aliases].map((outer) => `${outer}_${was}`), ...own];
}

class Writer {
  readonly problems: ExportProblem[] = [];
  readonly references = new Set<string>();
  readonly #source: Declarations;
  readonly #elsewhere: Elsewhere;
  readonly #namespace: string;
  /** What each name that was given out stands for. */
  readonly #names = new Map<string, string>();

  constructor(source: Declarations, elsewhere: Elsewhere, namespace: string) {
    this.#source = source;
    this.#elsewhere = elsewhere;
    this.#namespace = namespace;
  }

  ofDeclared(key: string, depth: number): Place {
    return { path: key, owner: key, name: this.#nameOf(key), aliases: [], depth };
  }

  /** Inside a namespace Avro has no way to name what is in none, so this is in the namespace of the whole schema. */
  #nameOf(key: string): string {
    const name = recordName(key);
    return name.includes('.') || this.#namespace === '' ? name : `${this.#namespace}.${name}`;
  }

  schema(type: ValueType, at: Place): AvroJson {
    switch (type.kind) {
      case 'declared':
        return this.#declared(type.key, at);
      case 'list':
        return { type: 'array', items: this.schema(type.item, at) };
      case 'map':
        return { type: 'map', values: this.schema(type.value, at) };
      case 'record':
        return this.#named(`the inline ${at.path}`, at, () => this.#record(type, at));
      case 'enum':
        return this.#named(`the inline ${at.path}`, at, () => this.#enum(type, at));
      case 'union':
        return this.#union(type, at);
      default:
        return scalarSchema(type);
    }
  }

  #declared(key: string, at: Place): AvroJson {
    const place = this.ofDeclared(key, at.depth + 1);
    if (namespaceOf(at.name) !== '' && namespaceOf(place.name) === '')
      this.#report(
        at,
        `Avro cannot name ${key}, which is in no namespace, inside one. Give it one, or export JSON Schema.`,
      );
    const shape = resolved(this.#source, declaredType(key));
    if (shape.kind === 'union') return this.#union(shape, place);
    if (this.#elsewhere.has(key) && place.name === recordName(key))
      return this.#named(key, place, () => this.#referenceTo(key));
    if (shape.kind === 'enum') return this.#named(key, place, () => this.#enum(shape, place));
    return this.#named(key, place, () => this.#record(shape.kind === 'record' ? shape : EMPTY, place));
  }

  #referenceTo(key: string): string {
    this.references.add(key);
    return recordName(key);
  }

  /** The definition where a type is met first, its name from then on. */
  #named(identity: string, at: Place, define: () => AvroJson): AvroJson {
    const known = this.#names.get(at.name);
    if (known === identity) return at.name;
    if (known !== undefined) {
      this.#report(
        at,
        `Avro takes one definition of a name, and ${at.name} would be ${known} and ${identity}. ${HINT}`,
      );
      return at.name;
    }
    if (at.depth > DEEPEST) {
      this.#report(at, `types use each other more than ${DEEPEST} levels deep, and Avro nests them. ${HINT}`);
      return at.name;
    }
    this.#names.set(at.name, identity);
    this.#checkName(at, at.name, 'the name');
    return define();
  }

  #record(record: RecordType, at: Place): AvroJson {
    return {
      type: 'record',
      ...nameOf(at),
      ...this.#doc(at),
      fields: fieldsOf(record).map((field) => this.#field(record, field, at)),
    };
  }

  #field(record: RecordType, field: FieldType, at: Place): AvroJson {
    const was = formerName(record, field);
    const place = inside(at, field.name, { aliases: oldNames(at, field.name, was) });
    if (place.aliases.length > MOST_ALIASES) {
      const message = `it and what it stands in are renamed so often that Avro needs over ${MOST_ALIASES} aliases. ${HINT}`;
      this.#report(place, message);
      return { name: field.name, type: 'null' };
    }
    this.#checkName(place, field.name, 'the field');
    if (was !== undefined) this.#checkName(place, was, 'the old name');
    const entity = this.#source.entity(at.owner);
    return {
      name: field.name,
      ...documented(entity && docIn(entity, field.node)),
      ...this.#typeAndDefault(field, place),
      ...(was !== undefined && { aliases: [was] }),
    };
  }

  #typeAndDefault(field: FieldType, at: Place): { readonly [name: string]: AvroJson } {
    const union = defaultFirst(this.#source, field);
    const home = field.type.kind === 'declared' ? this.ofDeclared(field.type.key, at.depth + 1) : at;
    const type = union ? this.#union(union, home) : this.schema(field.type, at);
    if (field.optional) return { type: ['null', ...(Array.isArray(type) ? type : [type])], default: null };
    if (field.default === undefined) return { type };
    try {
      return { type, default: defaultValue(this.#source, union ?? field.type, field.default) };
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      this.#report(at, `its default gives ${error.message}, which a default in Avro cannot. ${HINT}`);
      return { type };
    }
  }

  #enum({ symbols, otherwise }: EnumType, at: Place): AvroJson {
    for (const symbol of symbols) this.#checkName(at, symbol, 'the symbol');
    return {
      type: 'enum',
      ...nameOf(at),
      ...this.#doc(at),
      symbols: [...new Set(symbols)],
      ...(otherwise !== undefined && { default: otherwise }),
    };
  }

  #union(union: UnionType, at: Place): AvroJson {
    return union.cases.map(({ name, type }) => {
      const record = resolved(this.#source, type);
      const place = inside(at, name, { owner: type.kind === 'declared' ? type.key : at.owner });
      const fields = record.kind === 'record' ? asCase(record, union.tag) : EMPTY;
      return this.#named(`the case ${place.path}`, place, () => this.#record(fields, place));
    });
  }

  /** The doc comment of a declaration where it is written out under its own name. */
  #doc({ owner, name }: Place): { readonly doc?: string } {
    const entity = this.#nameOf(owner) === name ? this.#source.entity(owner) : undefined;
    return documented(entity && docIn(entity));
  }

  #checkName(at: Place, name: string, what: string): void {
    const wrong = name.split('.').find((part) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(part));
    if (wrong === undefined) return;
    this.#report(
      at,
      `${what} \`${wrong}\` is none in Avro, which takes letters, digits and _, no digit first. ${HINT}`,
    );
  }

  #report({ path }: Place, message: string): void {
    this.problems.push({ place: path, message });
  }
}

const EMPTY: RecordType = { kind: 'record', fields: [] };
const HINT = 'Change it, or export JSON Schema.';

function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

function nameOf({ name, aliases }: Place): { readonly [name: string]: AvroJson } {
  const namespace = namespaceOf(name);
  return {
    name: name.slice(name.lastIndexOf('.') + 1),
    ...(namespace !== '' && { namespace }),
    ...(aliases.length > 0 && { aliases }),
  };
}

function documented(doc: string | undefined): { readonly doc?: string } {
  return doc === undefined ? {} : { doc };
}
