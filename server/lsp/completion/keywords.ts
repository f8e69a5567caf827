import type { Container, Context } from './context.ts';

const DECLARATIONS = [
  'record', 'enum', 'union', 'event', 'command', 'document', 'topic', 'service', 'consumer', 'aggregate', 'projection', 'saga',
  'choreography', 'scenario',
];
const STATEMENTS = ['let', 'emit', 'send', 'if', 'for', 'either', 'require', 'reject', 'fail', 'dead letter', 'remove'];

/** Words that begin an item of a container. */
const ITEMS: Record<Container, readonly string[]> = {
  file: ['namespace', 'use', ...DECLARATIONS],
  use: [],
  record: ['reserved'],
  message: ['reserved', 'upcast from'],
  recordType: [],
  enum: [],
  enumType: [],
  union: [],
  upcast: [],
  recordLiteral: [],
  state: [],
  topic: ['carries', 'key', 'partitions', 'replicas', 'acks', 'retain', 'compact', 'compatibility'],
  service: ['publishes', 'consumer', 'aggregate', 'projection', 'saga'],
  consumer: ['on', 'ignore', 'state', 'group', 'offset', 'delivery', 'idempotent', 'retry', 'dead letter to', 'concurrency', 'single'],
  aggregate: ['snapshot every', 'state', 'handle', 'apply'],
  projection: ['state', 'on', 'ignore', 'query'],
  saga: ['start on', 'state', 'step', 'pivot step', 'parallel', 'done', 'abort'],
  step: ['on', 'on rejected', 'after', 'compensate', ...STATEMENTS],
  compensate: ['on', 'after', ...STATEMENTS],
  parallel: ['step'],
  choreography: ['start on', 'ends on', 'fails on', 'within'],
  block: STATEMENTS,
  scenario: ['given', 'stub', 'fault', 'replay', 'rebuild', 'redrive', 'resume', 'when', 'wait', 'then', 'then rejected', 'never', 'expect'],
};

/** Words that can only follow one word. */
const AFTER: Record<string, readonly string[]> = {
  acks: ['all', 'leader'],
  retain: ['forever'],
  compatibility: ['none', 'backward', 'forward', 'full'],
  offset: ['earliest', 'latest'],
  delivery: ['at-least-once', 'at-most-once', 'exactly-once'],
  dead: ['letter to'],
  snapshot: ['every'],
  upcast: ['from'],
  start: ['on'],
  ends: ['on'],
  fails: ['on'],
  pivot: ['step'],
  fault: ['duplicate', 'drop', 'reorder', 'delay', 'crash', 'disconnect', 'lag', 'stop broker'],
  is: ['running', 'done', 'aborted', 'parked', 'stuck'],
};

/** Words that go on with the item that the cursor stands behind, by the words that the item begins with. */
const CONTINUATIONS: readonly { readonly container: Container; readonly item: RegExp; readonly words: readonly string[] }[] = [
  { container: 'file', item: /^(consumer)$/, words: ['by', 'on'] },
  { container: 'service', item: /^(consumer)$/, words: ['by', 'on'] },
  { container: 'file', item: /^(aggregate|projection|saga|choreography)$/, words: ['by'] },
  { container: 'service', item: /^(aggregate|projection|saga)$/, words: ['by'] },
  { container: 'consumer', item: /^on$/, words: ['by', 'as', 'when', 'emits'] },
  { container: 'consumer', item: /^idempotent$/, words: ['by', 'for'] },
  { container: 'consumer', item: /^retry$/, words: ['backoff'] },
  { container: 'projection', item: /^on$/, words: ['by', 'as', 'when'] },
  { container: 'projection', item: /^query$/, words: ['where', 'order by', 'limit'] },
  { container: 'aggregate', item: /^handle$/, words: ['as', 'emits'] },
  { container: 'aggregate', item: /^apply$/, words: ['as'] },
  { container: 'saga', item: /^start$/, words: ['as', 'when'] },
  { container: 'topic', item: /^carries$/, words: ['by'] },
  { container: 'block', item: /^(emit|send)$/, words: ['to', 'in'] },
  { container: 'scenario', item: /^(given|when)$/, words: ['meta'] },
  { container: 'scenario', item: /^expect$/, words: ['is'] },
];

/** The keywords that are allowed at the cursor. */
export function keywordsAt(context: Context): readonly string[] {
  const previous = context.before[0] ?? '';
  const only = AFTER[previous];
  if (only && !context.itemStart) return only;
  if (context.itemStart) return itemWords(context);
  return continuation(context);
}

/** `else` and `or` stand behind a block of their statement. */
function itemWords(context: Context): readonly string[] {
  const words = ITEMS[context.container];
  return context.container === 'block' && context.before[0] === '}' ? [...words, 'else', 'or'] : words;
}

function continuation(context: Context): readonly string[] {
  const previous = context.before[0] ?? '';
  if (!/^[\w`"@})\].]+$/.test(previous)) return [];
  const words = CONTINUATIONS.filter(({ container, item }) => container === context.container && context.before.slice(1).some((word) => item.test(word)));
  return words.flatMap((found) => found.words).filter((word) => !context.before.includes(word) && word !== previous);
}
