import { asCase, fieldsOf, resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { FieldType, ListType, RecordType, UnionType, Value, ValueType } from '../../model/types.ts';
import { Random } from '../../run/random.ts';
import { SampleError, Sampler } from '../../run/sample.ts';
import { emptyObject } from '../../run/values/objects.ts';
import type { Hints } from './hints.ts';
import { combinations } from './pairs.ts';
import { scalarEdges } from './scalars.ts';

/** Values of a message, of a record inside one, and of anything else inside. */
const MOST_MESSAGES = 64;
const MOST_RECORDS = 12;
const MOST_VALUES = 24;
/** Deeper than this nothing is chosen: what may be absent is, lists are as short as they may be. */
const DEEP = 3;
/** Longer lists are not tried. */
const LONGEST_LIST = 100;
/** Lists of one item. */
const SINGLES = 8;
const SEED = 1;

type Fields = { readonly [name: string]: Value };

/**
 * Valid messages of a version at the edges of what it allows: bounds of numbers and lengths, empty lists and maps, absent
 * optionals, every symbol of an enum and every case of a union, in pairs where there is room. The first is an ordinary
 * one. None where no valid message is found; always the same.
 * @param first names of fields whose pairs matter most
 */
export function edgeMessages(shapes: Shapes, key: string, hints: Hints, first: ReadonlySet<string>): readonly Fields[] {
  const record = resolved(shapes, { kind: 'declared', key });
  return record.kind === 'record' ? new Edges(shapes, key, hints).records(record, 0, MOST_MESSAGES, first) : [];
}

class Edges {
  readonly #shapes: Shapes;
  readonly #key: string;
  readonly #hints: Hints;
  readonly #sampler: Sampler;
  /** By declared type and depth. */
  readonly #known = new Map<string, readonly Value[]>();

  constructor(shapes: Shapes, key: string, hints: Hints) {
    this.#shapes = shapes;
    this.#key = key;
    this.#hints = hints;
    this.#sampler = new Sampler(shapes, SEED);
  }

  records(record: RecordType, depth: number, most: number, first: ReadonlySet<string> = new Set()): readonly Fields[] {
    const fields = [...fieldsOf(record)].sort((a, b) => Number(first.has(b.name)) - Number(first.has(a.name)));
    const choices = fields.map((field) => this.#choices(field, depth));
    if (choices.some(({ length }) => length === 0)) return [];
    const sizes = choices.map(({ length }) => length);
    return combinations(sizes, most).map((row) => {
      const chosen = new Map(fields.map(({ name }, i) => [name, choices[i]![row[i]!]]));
      const result = emptyObject();
      for (const { name } of fieldsOf(record)) {
        const value = chosen.get(name);
        if (value !== undefined) result[name] = value;
      }
      return result;
    });
  }

  /** What a field may be; undefined: absent. */
  #choices(field: FieldType, depth: number): readonly (Value | undefined)[] {
    const isLeftOut = depth > DEEP && (field.optional || field.default !== undefined);
    const values = isLeftOut ? [] : this.#values(field.type, field.name, depth + 1);
    if (field.optional) return values.length > 0 ? [values[0], undefined, ...values.slice(1)] : [undefined];
    return field.default === undefined ? values : [field.default, ...values];
  }

  #values(type: ValueType, name: string, depth: number): readonly Value[] {
    if (type.kind !== 'declared') return this.#find(type, name, depth);
    const key = `${depth} ${type.key}`;
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = this.#find(resolved(this.#shapes, type), name, depth)));
    return known;
  }

  #find(type: ValueType, name: string, depth: number): readonly Value[] {
    switch (type.kind) {
      case 'record':
        return depth > DEEP ? this.#sample(type, name) : this.records(type, depth, MOST_RECORDS);
      case 'union':
        return depth > DEEP ? this.#sample(type, name) : this.#union(type, depth);
      case 'list':
        return this.#lists(type, name, depth);
      case 'map':
        return this.#maps(type.value, name, depth);
      case 'enum':
        return type.symbols.slice(0, MOST_MESSAGES);
      case 'declared':
        return this.#values(type, name, depth);
      default:
        return scalarEdges(type, name, this.#hints, Random.of(SEED, `${this.#key} ${name} ${depth}`)).slice(
          0,
          MOST_VALUES,
        );
    }
  }

  /** The first of every case, then the second of every case, and so on. */
  #union({ cases, tag }: UnionType, depth: number): readonly Value[] {
    const ofCases = cases.map(({ name, type }): readonly Value[] => {
      const record = resolved(this.#shapes, type);
      if (record.kind !== 'record') return [];
      const values = this.records(asCase(record, tag), depth, MOST_RECORDS);
      return values.map((value): Value => Object.assign(emptyObject(), value, { [tag]: name }));
    });
    const inTurn = Array.from({ length: MOST_RECORDS }, (_, i) => ofCases.flatMap((values) => values.slice(i, i + 1)));
    return inTurn.flat().slice(0, Math.max(MOST_VALUES, Math.min(cases.length, MOST_MESSAGES)));
  }

  #lists({ item, min = 0, max = Number.POSITIVE_INFINITY }: ListType, name: string, depth: number): readonly Value[] {
    const items = depth > DEEP && min === 0 ? [] : this.#values(item, name, depth + 1);
    if (items.length === 0) return min === 0 ? [[]] : [];
    if (depth > DEEP) return [cycle(items, min)];
    const lengths = [Math.max(1, min), 0, min, max, items.length, 2, ...this.#hints.sizes];
    const possible = new Set(lengths.filter((length) => length >= min && length <= Math.min(max, LONGEST_LIST)));
    const singles = min <= 1 && max >= 1 ? items.slice(1, SINGLES).map((one) => [one]) : [];
    return [...[...possible].map((length) => cycle(items, length)), ...singles].slice(0, MOST_VALUES);
  }

  #maps(value: ValueType, name: string, depth: number): readonly Value[] {
    const values = depth > DEEP ? [] : this.#values(value, name, depth + 1);
    const singles = values.slice(0, SINGLES).map((one) => mapOf([[`${name}-1`, one]]));
    const keys = [...values.keys()].slice(0, SINGLES).map((i) => (i === 0 ? '__proto__' : `${name}-${i}`));
    const many = values.length > 0 ? [mapOf(keys.map((key, i) => [key, values[i]!]))] : [];
    return [...singles.slice(0, 1), mapOf([]), ...many, ...singles.slice(1)];
  }

  #sample(type: ValueType, name: string): readonly Value[] {
    try {
      return [this.#sampler.complete(type, undefined, `${this.#key} ${name}`)];
    } catch (error) {
      if (error instanceof SampleError) return [];
      throw error;
    }
  }
}

function cycle(items: readonly Value[], length: number): Value[] {
  return Array.from({ length }, (_, i) => items[i % items.length]!);
}

function mapOf(entries: readonly (readonly [string, Value])[]): Value {
  const map = emptyObject();
  for (const [key, value] of entries) map[key] = value;
  return map;
}
