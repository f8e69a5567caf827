import { resolved, type Shapes } from '../../model/schema/shapes.ts';
import type { Type, Value, ValueType } from '../../model/types.ts';
import type { Node, SourceTree } from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';
import { nameUuid } from '../ids.ts';
import { isObject, sortedKeys } from '../values/objects.ts';

/** Longer lists and maps are cut short. */
const SHOWN_ITEMS = 5;
const SHOWN_CHARACTERS = 120;
const NAME = /^[A-Za-z_]\w*$/;

/** Writes values the way the language does: `{ orderId: uuid("o-1"), amount: 9 }`; what is sensitive stays hidden. */
export class ValueText {
  readonly #shapes: Shapes;
  /** Texts of ids that a file has names for. */
  readonly #ids: ReadonlyMap<string, string>;

  constructor(shapes: Shapes, ...trees: readonly SourceTree[]) {
    this.#shapes = shapes;
    this.#ids = namedIds(trees);
  }

  message(name: string, data: Value, type: Type): string {
    const text = this.value(data, type);
    return text === '{}' ? name : `${name} ${text}`;
  }

  /** A key, as it stands in `Part[…]`. */
  id(key: string): string {
    return this.value(key, { kind: 'string' });
  }

  value(value: Value | undefined, type: Type): string {
    if (value === null || value === undefined) return 'null';
    const shape = this.#shape(type);
    if (Array.isArray(value)) return this.#list(value, shape.kind === 'list' ? shape.item : { kind: 'unknown' });
    if (isObject(value)) return this.#object(value, shape);
    if (typeof value !== 'string') return String(value);
    if (shape.kind === 'decimal' || shape.kind === 'long' || shape.kind === 'enum') return value;
    return this.#ids.get(value) ?? shortened(JSON.stringify(value));
  }

  #list(items: readonly Value[], item: Type): string {
    const shown = items.slice(0, SHOWN_ITEMS).map((one) => this.value(one, item));
    return `[${[...shown, ...more(items.length)].join(', ')}]`;
  }

  #object(value: { readonly [name: string]: Value }, shape: Type): string {
    const entries = shape.kind === 'map' ? this.#mapEntries(value, shape.value) : this.#fields(value, shape);
    return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
  }

  #mapEntries(map: { readonly [name: string]: Value }, value: ValueType): string[] {
    const keys = sortedKeys(map);
    const shown = keys.slice(0, SHOWN_ITEMS).map((key) => `${JSON.stringify(key)}: ${this.value(map[key], value)}`);
    return [...shown, ...more(keys.length)];
  }

  #fields(record: { readonly [name: string]: Value }, shape: Type): string[] {
    const union = shape.kind === 'union' ? shape : undefined;
    const chosen = union?.cases.find(({ name }) => name === record[union.tag]);
    const type = chosen ? this.#shape(chosen.type) : shape;
    const fields = type.kind === 'record' ? new Map(type.fields.map((field) => [field.name, field])) : new Map();
    return Object.keys(record).map((name) => {
      const field = fields.get(name);
      const fieldType = field?.type ?? { kind: name === union?.tag ? 'enum' : 'unknown' };
      return `${NAME.test(name) ? name : JSON.stringify(name)}: ${field?.sensitive ? '(hidden)' : this.value(record[name], fieldType)}`;
    });
  }

  #shape(type: Type): Type {
    const present = type.kind === 'optional' ? type.type : type;
    return resolved(this.#shapes, present as ValueType);
  }
}

function more(count: number): string[] {
  return count > SHOWN_ITEMS ? [`… ${count - SHOWN_ITEMS} more`] : [];
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…"` : text;
}

/** The ids that `uuid("name")` gives, with that text. */
function namedIds(trees: readonly SourceTree[]): Map<string, string> {
  const ids = new Map<string, string>();
  const note = (node: Node) => {
    if (node.kind !== 'call' || node.callee.kind !== 'nameExpression' || node.callee.name.text !== 'uuid') return;
    const name = node.args[0];
    if (name?.kind === 'string') ids.set(nameUuid(name.value), `uuid(${JSON.stringify(name.value)})`);
  };
  for (const tree of trees) walk(tree, note);
  return ids;
}
