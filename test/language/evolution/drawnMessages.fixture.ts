import type { Side } from '../../../language/evolve/relation/written.ts';
import { has, textsOf } from '../../../language/evolve/texts/texts.ts';
import { asCase, fieldsOf, parts, reach, resolved, type Shapes } from '../../../language/model/schema/shapes.ts';
import type { FieldType, JsonValue, ListType, RecordType, ValueType } from '../../../language/model/types.ts';
import { Random } from '../../../language/run/random.ts';

/** How much of a message there is to read: one for each value, and for each character of a text. */
export function sizeOf(value: JsonValue): number {
  if (typeof value === 'string') return 1 + [...value].length;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((size: number, one: JsonValue) => size + sizeOf(one), 1);
}

const NUMBERS = [0, 1, -1, 0.5, -0.5, 0.1, 1e-7, 1e21, 2 ** 52 + 0.5, 2 ** 53 - 1, 2 ** 53, 1 - 2 ** 53, 1e300, 5e-324];
const LONGS = ['9007199254740992', '9223372036854775807', '-9223372036854775808'];
const TEXTS = [
  ...[
    '',
    'a',
    'b',
    'c',
    'x',
    'yy',
    'aa',
    'ab',
    'abc',
    'aaaa',
    'zz',
    '😀',
    '\n',
    '00',
    '-0',
    '-1.5',
    '1.50',
    'AA==',
    'AAAA',
  ],
  ...['00000000-0000-0000-0000-000000000000', '2024-02-29', '12:00:00Z', '2024-02-29T23:59:59.5+14:00'],
  ...['PT0S', 'P1Y2M3DT4H5M6.7S', 'a:', 'https://example.com/?q=1#end', 'a@b', 'first.last@example.com'],
];
const KEYS = ['a', 'b', 'c', 't', 'k', '__proto__', 'constructor', 'inner', 'zz'];
const DEEPEST = 7;

/** Draws messages of one side that lie about what matters to it and to those who read it. */
export class Messages {
  readonly #shapes: Shapes;
  readonly #random: Random;
  readonly #numbers: readonly number[];
  readonly #texts: readonly string[];
  readonly #leaves = new Map<ValueType, readonly JsonValue[]>();

  constructor({ shapes }: Side, sides: readonly Side[], seed: number) {
    this.#shapes = shapes;
    this.#random = Random.of(seed, 'messages');
    const types = sides.flatMap(typesIn);
    const bounds = types.flatMap((type) => (type.kind === 'string' || type.kind === 'list' ? [] : boundsOf(type)));
    this.#numbers = [...new Set([...NUMBERS, ...bounds.flatMap((at) => [at - 1, at - 0.5, at, at + 0.5, at + 1])])];
    const words = types.flatMap((type) =>
      type.kind === 'enum' ? type.symbols : type.kind === 'union' ? type.cases.map(({ name }) => name) : [],
    );
    const lengths = types.flatMap((type) => (type.kind === 'string' ? boundsOf(type) : []));
    const sized = lengths.flatMap((at) =>
      [at - 1, at, at + 1].filter((size) => size >= 0 && size < 20).map((size) => 'a'.repeat(size)),
    );
    this.#texts = [...new Set([...TEXTS, ...LONGS, ...words, ...sized, ...this.#numbers.map(String)])];
  }

  /** Undefined where none was found. */
  one(type: ValueType, depth = 0): JsonValue | undefined {
    switch (type.kind) {
      case 'declared':
        return this.one(resolved(this.#shapes, type), depth);
      case 'list':
        return this.#list(type, depth);
      case 'map': {
        const keys = KEYS.filter(() => depth < DEEPEST && this.#below(4) === 0);
        return objectOf(keys.map((key) => [key, this.one(type.value, depth + 1)]));
      }
      case 'record':
        return this.#record(type, depth);
      case 'union': {
        const oneCase = this.#of(type.cases);
        const record = oneCase && resolved(this.#shapes, oneCase.type);
        if (record?.kind !== 'record') return undefined;
        const rest = this.#record(asCase(record, type.tag), depth);
        return rest && objectOf([[type.tag, oneCase!.name], ...Object.entries(rest)]);
      }
      default:
        return this.#of(this.leaves(type));
    }
  }

  #record(record: RecordType, depth: number): { readonly [name: string]: JsonValue } | undefined {
    const entries: [string, JsonValue | undefined][] = [];
    for (const field of fieldsOf(record)) {
      const isWritten = !field.optional || (depth < DEEPEST && this.#below(2) === 0);
      const value = isWritten && depth < 2 * DEEPEST ? this.one(field.type, depth + 1) : undefined;
      if (value === undefined && !field.optional) return undefined;
      entries.push([field.name, value]);
    }
    return objectOf(entries);
  }

  #list({ item, min = 0, max = min + 2 }: ListType, depth: number): JsonValue | undefined {
    const size = depth < DEEPEST ? Math.min(max, this.#of([min, min, min + 1, min + 2, max])!) : min;
    const items = Array.from({ length: size }, () => this.one(item, depth + 1));
    return items.every((one) => one !== undefined) ? items : min === 0 ? [] : undefined;
  }

  /** All that it knows of a type without parts. */
  leaves(type: ValueType): readonly JsonValue[] {
    let known = this.#leaves.get(type);
    if (!known) this.#leaves.set(type, (known = this.#findLeaves(type)));
    return known;
  }

  #findLeaves(type: ValueType): readonly JsonValue[] {
    if (type.kind === 'boolean') return [false, true];
    if (type.kind === 'json')
      return [null, false, 0, 1.5, '', 'a', [], {}, { t: 'a' }, [0], ...this.#texts.slice(0, 3)];
    if (type.kind === 'unknown') return [null];
    if (type.kind === 'int' || type.kind === 'double') {
      const { min = -Infinity, max = Infinity } = type;
      return this.#numbers.filter((n) => n >= min && n <= max && (type.kind === 'double' || Number.isSafeInteger(n)));
    }
    const texts = textsOf(type)!;
    return this.#texts.filter((text) => has(texts, text));
  }

  #of<T>(values: readonly T[]): T | undefined {
    return values[this.#below(values.length)];
  }

  #below(count: number): number {
    return count === 0 ? 0 : this.#random.below(count);
  }
}

/** Every type in one side. */
export function typesIn({ shapes, type }: Side): ValueType[] {
  const found: ValueType[] = [];
  const roots = [type, ...reach(shapes, type).keys.map((key) => resolved(shapes, { kind: 'declared', key }))];
  for (let next = roots.pop(); next; next = roots.pop()) {
    found.push(next);
    roots.push(...parts(next));
  }
  return found;
}

function boundsOf(type: ValueType): number[] {
  if (type.kind === 'decimal') {
    const before = (type.precision ?? 3) - (type.scale ?? 0);
    return [10 ** before, -(10 ** before), 10 ** -(type.scale ?? 3)].filter(Number.isFinite);
  }
  if (!('min' in type || 'max' in type)) return [];
  return [type.min, type.max].flatMap((bound) => (bound === undefined ? [] : Number(bound)));
}

/** Without what is undefined. `__proto__` is a name like any other. */
function objectOf(entries: readonly (readonly [string, JsonValue | undefined])[]): {
  readonly [name: string]: JsonValue;
} {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined));
}

/** What has been read, without the fields that the type does not have: then a writer could have written it. */
export function known(shapes: Shapes, type: ValueType, value: JsonValue): JsonValue {
  if (type.kind === 'declared') return known(shapes, resolved(shapes, type), value);
  if (Array.isArray(value)) return type.kind === 'list' ? value.map((one) => known(shapes, type.item, one)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  if (type.kind === 'map') return Object.fromEntries(fields.map(([key, one]) => [key, known(shapes, type.value, one)]));
  if (type.kind === 'record') return knownFields(shapes, fieldsOf(type), value as { [name: string]: JsonValue });
  if (type.kind !== 'union') return value;
  const tag = (value as { [name: string]: JsonValue })[type.tag];
  const record = resolved(shapes, type.cases.findLast(({ name }) => name === tag)?.type ?? { kind: 'unknown' });
  if (record.kind !== 'record') return value;
  const own = knownFields(shapes, fieldsOf(asCase(record, type.tag)), value as { [name: string]: JsonValue });
  return objectOf([[type.tag, tag], ...Object.entries(own)]);
}

function knownFields(shapes: Shapes, fields: readonly FieldType[], value: { readonly [name: string]: JsonValue }) {
  return objectOf(
    fields.flatMap(({ name, type }) =>
      Object.hasOwn(value, name) ? [[name, known(shapes, type, value[name]!)] as const] : [],
    ),
  );
}
