/** What a built-in works on; `function` is called by its name alone. */
export type Receiver = 'function' | 'list' | 'string' | 'map' | 'row' | 'part';

/** What an argument may be: a lambda over the items of the list, or a plain value. */
export type ParameterKind =
  /** `i => …`, which says yes or no. */
  | 'test'
  /** `i => …`, which gives any value. */
  | 'value'
  /** `i => …`, which gives a number. */
  | 'number'
  /** `i => …`, which gives something that can be ordered. */
  | 'ordered'
  | 'item'
  | 'string'
  | 'int'
  /** How many events, or a time. */
  | 'moment'
  /** A list, for the functions that are also methods of lists. */
  | 'list'
  /** A number that is rounded. */
  | 'amount';

/** What comes out; `item` is the list's, `value` what the lambda gave. */
export type ResultKind =
  | 'boolean'
  | 'int'
  | 'string'
  | 'strings'
  | 'uuid'
  | 'timestamp'
  | 'list'
  | 'values'
  | 'total'
  | 'best'
  | 'item'
  | 'mapValues'
  | 'amount'
  | 'row'
  | 'history';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly optional: boolean;
}

export interface Builtin {
  readonly name: string;
  readonly receiver: Receiver;
  readonly params: readonly Parameter[];
  readonly result: ResultKind;
  /** How it is written: `sum(list, item => number)`, `list.all(item => boolean)`. */
  readonly signature: string;
  readonly doc: string;
  /** What `apply` and projections must not use: a rebuild would not give the same. */
  readonly impure: boolean;
}

const WORDS: Readonly<Record<ParameterKind, string>> = {
  test: 'item => boolean',
  value: 'item => value',
  number: 'item => number',
  ordered: 'item => value',
  item: 'item',
  string: 'text',
  int: 'digits',
  moment: 'events or time',
  list: 'list',
  amount: 'number',
};

const RESULT_WORDS: Readonly<Record<ResultKind, string>> = {
  boolean: 'boolean',
  int: 'int',
  string: 'string',
  strings: 'string[]',
  uuid: 'uuid',
  timestamp: 'timestamp',
  list: 'list',
  values: 'list of values',
  total: 'number',
  best: 'value?',
  item: 'item?',
  mapValues: 'list of values',
  amount: 'number',
  row: 'state?',
  history: 'json[]',
};

/** Every function and method that a body may call; the runtime gives each a meaning under the same receiver and name. */
export const BUILTINS: readonly Builtin[] = [
  builtin(
    'function',
    'sum',
    'list number?',
    'total',
    'The sum of a list of numbers, or of what the lambda gives for each item; 0 for an empty list.',
  ),
  builtin(
    'function',
    'min',
    'list ordered?',
    'best',
    'The smallest of its arguments, absent ones left out; or of a list, absent when that is empty.',
  ),
  builtin(
    'function',
    'max',
    'list ordered?',
    'best',
    'The largest of its arguments, absent ones left out; or of a list, absent when that is empty.',
  ),
  builtin(
    'function',
    'round',
    'amount int?',
    'amount',
    'The number with so many digits after the point (none if left out), half to even.',
  ),
  builtin('function', 'now', '', 'timestamp', "The run's clock, as it was at the first attempt.", true),
  builtin(
    'function',
    'uuid',
    'string?',
    'uuid',
    'An id derived from the message at hand, so that doing it again gives the same one; with a name, the id of that name.',
    true,
  ),

  builtin('list', 'all', 'test', 'boolean', 'Whether the test holds for every item; true for an empty list.'),
  builtin('list', 'any', 'test', 'boolean', 'Whether the test holds for some item; false for an empty list.'),
  builtin('list', 'count', 'test?', 'int', 'How many items there are, or for how many the test holds.'),
  builtin('list', 'filter', 'test', 'list', 'The items for which the test holds, in their order.'),
  builtin('list', 'map', 'value', 'values', 'What the lambda gives for each item, in their order.'),
  builtin(
    'list',
    'sum',
    'number?',
    'total',
    'The sum of the items, or of what the lambda gives for each; 0 for an empty list.',
  ),
  builtin(
    'list',
    'min',
    'ordered?',
    'best',
    'The smallest item, or what the lambda gives at its smallest; absent for an empty list.',
  ),
  builtin(
    'list',
    'max',
    'ordered?',
    'best',
    'The largest item, or what the lambda gives at its largest; absent for an empty list.',
  ),
  builtin('list', 'first', '', 'item', 'The first item; absent for an empty list.'),
  builtin('list', 'last', '', 'item', 'The last item; absent for an empty list.'),
  builtin('list', 'contains', 'item', 'boolean', 'Whether an item equals the given one.'),
  builtin('list', 'length', '', 'int', 'How many items there are.'),
  builtin('list', 'isEmpty', '', 'boolean', 'Whether there is no item.'),

  builtin('string', 'length', '', 'int', 'The length in Unicode code points.'),
  builtin('string', 'contains', 'string', 'boolean', 'Whether the text occurs in this one.'),
  builtin('string', 'startsWith', 'string', 'boolean', 'Whether this text begins with the given one.'),
  builtin('string', 'endsWith', 'string', 'boolean', 'Whether this text ends with the given one.'),
  builtin('string', 'upper', '', 'string', 'The text in capital letters, whatever the locale.'),
  builtin('string', 'lower', '', 'string', 'The text in small letters, whatever the locale.'),
  builtin('string', 'trim', '', 'string', 'The text without white space at its ends.'),

  builtin('map', 'keys', '', 'strings', 'The keys, in code-point order.'),
  builtin('map', 'values', '', 'mapValues', 'The values, in code-point order of their keys.'),
  builtin('map', 'contains', 'string', 'boolean', 'Whether the map has this key.'),
  builtin('map', 'length', '', 'int', 'How many keys there are.'),
  builtin('map', 'isEmpty', '', 'boolean', 'Whether there is no key.'),

  builtin('row', 'at', 'moment', 'row', 'The state after so many events, or at a time.'),
  builtin('row', 'history', '', 'history', 'The events of this stream, oldest first.'),
];

const byReceiver = new Map<Receiver, Map<string, Builtin>>();
for (const one of BUILTINS) {
  const known = byReceiver.get(one.receiver) ?? new Map<string, Builtin>();
  byReceiver.set(one.receiver, known.set(one.name, one));
}

/** The built-in of this name: `builtinOf('list', 'map')`. */
export function builtinOf(receiver: Receiver, name: string): Builtin | undefined {
  return byReceiver.get(receiver)?.get(name);
}

export function builtinsOf(receiver: Receiver): readonly Builtin[] {
  return [...(byReceiver.get(receiver)?.values() ?? [])];
}

/** True for one that may be written without parentheses: `list.isEmpty`. */
export function needsNoArguments(one: Builtin): boolean {
  return one.receiver !== 'function' && one.params.every((param) => param.optional);
}

function builtin(
  receiver: Receiver,
  name: string,
  params: string,
  result: ResultKind,
  doc: string,
  impure = false,
): Builtin {
  const parsed = params
    .split(' ')
    .filter((word) => word !== '')
    .map(parameter);
  const head = receiver === 'function' ? name : `${receiver}.${name}`;
  const plain = receiver !== 'function' && parsed.every((param) => param.optional);
  const written = parsed.map((param) => (param.optional ? `[${WORDS[param.kind]}]` : WORDS[param.kind])).join(', ');
  const call = plain && written === '' ? head : `${head}(${written})`;
  return { name, receiver, params: parsed, result, signature: `${call}: ${RESULT_WORDS[result]}`, doc, impure };
}

function parameter(word: string): Parameter {
  const kind = word.replace('?', '') as ParameterKind;
  return { name: WORDS[kind], kind, optional: word.endsWith('?') };
}
