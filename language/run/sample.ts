import { declaredType, reach, resolved, type Shapes } from '../model/schema/shapes.ts';
import type { ListType, RecordType, UnionType, Value, ValueType } from '../model/types.ts';
import { Random } from './random.ts';
import { sampleScalar } from './sampleScalar.ts';
import { emptyObject, isObject } from './values/objects.ts';

/** A type of which no valid value was found, with the path of the place. */
export class SampleError extends Error {}

/** Beyond this depth, lists and maps are as short as they may be and unions take their shortest case. */
const DEEP = 4;
/** No type of finite height is as deep as this. */
const DEEPEST = 200;

/** Draws valid values; the same for the same seed, place and path. */
export class Sampler {
  readonly #shapes: Shapes;
  readonly #seed: number;
  readonly #heights = new Map<string, number>();

  constructor(shapes: Shapes, seed: number) {
    this.#shapes = shapes;
    this.#seed = seed;
  }

  /**
   * Completes a value of which only a part is given: what is given is kept; of a field left out, at any depth, the
   * default if there is one, nothing if it is optional, else a drawn value. Throws a `SampleError` where there is none.
   * @param place what asks, such as a scenario's line; two places draw different values
   */
  complete(type: ValueType, given: Value | undefined, place: string): Value {
    return this.#complete(type, given, { place, path: '', depth: 0 });
  }

  #complete(type: ValueType, given: Value | undefined, at: Place): Value {
    if (at.depth > DEEPEST) throw new SampleError(`${at.path} contains itself without end; give it a value.`);
    const shape = resolved(this.#shapes, type);
    switch (shape.kind) {
      case 'record':
        return given === undefined || isObject(given) ? this.#record(shape, given, at) : given;
      case 'union':
        return given === undefined || isObject(given) ? this.#union(shape, given, at) : given;
      case 'list':
        if (Array.isArray(given))
          return given.map((item, i) => this.#complete(shape.item, item, inside(at, String(i))));
        return given ?? this.#list(shape, at);
      case 'map':
        return given ?? this.#map(shape.value, at);
      case 'enum':
        return given ?? this.#symbol(shape.symbols, shape.otherwise, at);
      case 'declared':
        return null;
      default: {
        const value = given ?? sampleScalar(shape, nameOf(at), this.#random(at));
        if (value === undefined) throw new SampleError(`No value of ${at.path} could be found; give it one.`);
        return value;
      }
    }
  }

  #record(record: RecordType, given: { readonly [name: string]: Value } | undefined, at: Place): Value {
    const result = Object.assign(emptyObject(), given);
    for (const field of record.fields) {
      const has = Object.hasOwn(result, field.name);
      if (has) result[field.name] = this.#complete(field.type, result[field.name], inside(at, field.name));
      else if (field.default !== undefined) result[field.name] = field.default;
      else if (!field.optional) result[field.name] = this.#complete(field.type, undefined, inside(at, field.name));
    }
    return result;
  }

  #union(union: UnionType, given: { readonly [name: string]: Value } | undefined, at: Place): Value {
    const named = given && Object.hasOwn(given, union.tag) ? given[union.tag] : undefined;
    const chosen = union.cases.find(({ name }) => name === named) ?? this.#case(union, at);
    if (!chosen) throw new SampleError(`${at.path} is a union without cases; give it a value.`);
    const value = this.#complete(chosen.type, given, { ...at, depth: at.depth + 1 });
    return isObject(value) ? Object.assign(emptyObject(), value, { [union.tag]: named ?? chosen.name }) : value;
  }

  #case(union: UnionType, at: Place): UnionType['cases'][number] | undefined {
    const heights = union.cases.map(({ type }) => this.#height(type));
    const least = Math.min(...heights);
    const possible = union.cases.filter(({ name }, i) => {
      const height = heights[i] as number;
      return at.depth > DEEP ? height === least : height < Number.POSITIVE_INFINITY && name !== union.otherwise;
    });
    const cases = possible.length > 0 ? possible : union.cases.filter((_, i) => heights[i] === least);
    return cases[this.#random(at).below(cases.length)];
  }

  #list({ item, min = 0, max = Number.POSITIVE_INFINITY }: ListType, at: Place): Value {
    const least = at.depth > DEEP || this.#height(item) === Number.POSITIVE_INFINITY ? min : Math.max(min, 1);
    const most = Math.min(max, at.depth > DEEP ? min : least + 1);
    const count = most <= least ? Math.min(least, max) : least + this.#random(at).below(most - least + 1);
    return Array.from({ length: count }, (_, i) => this.#complete(item, undefined, inside(at, String(i))));
  }

  #map(value: ValueType, at: Place): Value {
    const result = emptyObject();
    if (at.depth > DEEP || this.#height(value) === Number.POSITIVE_INFINITY) return result;
    result[`${nameOf(at)}-1`] = this.#complete(value, undefined, inside(at, '1'));
    return result;
  }

  /** The symbol for what a reader does not know is drawn only if there is no other. */
  #symbol(symbols: readonly string[], otherwise: string | undefined, at: Place): Value {
    const known = symbols.filter((symbol) => symbol !== otherwise);
    const all = known.length > 0 ? known : symbols;
    const symbol = all[this.#random(at).below(all.length)];
    if (symbol === undefined) throw new SampleError(`${at.path} is an enum without symbols; give it a value.`);
    return symbol;
  }

  #random({ place, path }: Place): Random {
    return Random.of(this.#seed, `sample ${place} ${path}`);
  }

  /** How deep the shallowest value of a type nests; infinite where every value contains another. */
  #height(type: ValueType): number {
    const missing = reach(this.#shapes, type).keys.filter((key) => !this.#heights.has(key));
    for (const key of missing) this.#heights.set(key, Number.POSITIVE_INFINITY);
    // Each round settles the types of one more level.
    for (let changed = true; changed; ) {
      changed = false;
      for (const key of missing) {
        const height = this.#heightOf(resolved(this.#shapes, declaredType(key)));
        changed ||= height < (this.#heights.get(key) as number);
        this.#heights.set(key, height);
      }
    }
    return this.#heightOf(type);
  }

  #heightOf(type: ValueType): number {
    switch (type.kind) {
      case 'declared':
        return this.#heights.get(type.key) ?? 0;
      case 'list':
        return (type.min ?? 0) > 0 ? 1 + this.#heightOf(type.item) : 0;
      case 'record': {
        const needed = type.fields.filter((field) => !field.optional && field.default === undefined);
        return 1 + Math.max(0, ...needed.map((field) => this.#heightOf(field.type)));
      }
      case 'union':
        return 1 + Math.min(...type.cases.map((one) => this.#heightOf(one.type)));
      default:
        return 0;
    }
  }
}

interface Place {
  readonly place: string;
  /** JSON pointer within the value. */
  readonly path: string;
  readonly depth: number;
}

function inside(at: Place, name: string): Place {
  return { place: at.place, path: `${at.path}/${name}`, depth: at.depth + 1 };
}

/** The nearest name on the path that is no index. */
function nameOf({ path }: Place): string {
  const names = path.split('/').filter((name) => !/^\d*$/.test(name));
  return names.at(-1) ?? 'value';
}
