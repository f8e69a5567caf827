import type { Entry, Expression, NameExpression } from '../../syntax/tree.ts';

const shortForms = new WeakMap<Entry, NameExpression>();

/**
 * The expression that gives an entry its value. The short form `{ orderId }` has none in the tree: it gets a name
 * expression of its own, the same one each time, under which the bindings know its type and target.
 */
export function entryValue(entry: Entry): Expression {
  if (entry.value) return entry.value;
  let short = shortForms.get(entry);
  if (!short) {
    short = shortForm(entry);
    shortForms.set(entry, short);
  }
  return short;
}

/** The key's text as the record or map has it. */
export function entryKey(entry: Entry): string {
  return entry.key.kind === 'name' ? entry.key.text : entry.key.value;
}

/** Stands where the key stands, also after an edit above has moved it. */
function shortForm(entry: Entry): NameExpression {
  const { key } = entry;
  return {
    kind: 'nameExpression',
    name: key.kind === 'name' ? key : { kind: 'name', text: '', start: key.start, end: key.end },
    get start() {
      return key.start;
    },
    get end() {
      return key.end;
    },
  };
}
