/** What may be done to a message: the fields of an old and of a new version beside `id`, and the types that they need. */
export interface Step {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly types?: string;
}

const step = (before: string, after: string, types?: string): Step => ({
  before: before === '' ? [] : before.split(';'),
  after: after === '' ? [] : after.split(';'),
  ...(types === undefined ? {} : { types }),
});

const ITEMS = 'record Item@1.0 { sku: string }\nrecord Item@1.1 { sku: string, price: decimal }';
const PAYMENTS = `record Card { number: string }
record Coupon { code: string }
record Bill { address: string }
union Payment@1.0 by kind { card: Card, bill: Bill }
union Payment@1.1 by kind { card: Card }
union Payment@1.2 by way { card: Card, bill: Bill }
union Payment@1.3 by kind { card: Card, bill: Bill } otherwise bill
union Payment@1.4 by kind { card: Card, bill: Bill, coupon: Coupon } otherwise bill
enum Method@1.0 { card, bill }
enum Method@1.1 { card, bill, voucher }
enum Method@1.2 { card }
enum Method@1.3 { card, bill, other } otherwise other`;

/** One or several of each change that has a code. */
export const STEPS: Readonly<Record<string, Step>> = {
  'required added': step('', 'coupon: string(3..8)'),
  'required added, of a name in backquotes': step('', '`straße-1`: string'),
  'required added, called as a keyword': step('', 'reserved: int'),
  'required enum added': step('', 'kind: enum { a, b } '),
  'required list of records added': step('', 'at: { x: int, y: enum { `n/a`, b } }[1..]'),
  'two required added': step('', 'one: int;two: boolean'),
  'required removed': step('note: string', ''),
  'required removed from between': step('a: int;b: string;c: boolean', 'a: int;c: boolean'),
  'required removed, of a name in backquotes': step('`first-name`: string(1..)', ''),
  'optional removed': step('note?: string', ''),
  'defaulted removed': step('note: string = "x"', ''),
  renamed: step('total: decimal', 'sum: decimal'),
  'renamed, with a default': step('total: int = 1', 'sum: int = 1'),
  'renamed, from a name in backquotes': step('`to-tal`: decimal', 'sum: decimal'),
  'renamed, optional': step('total?: decimal', 'sum?: decimal'),
  'renamed with was': step('total: decimal', 'sum: decimal was total'),
  'renamed with was, and retyped': step('total: int', 'sum: string was total'),
  widened: step('n: int', 'n: long'),
  narrowed: step('n: long', 'n: int'),
  'long to double': step('n: long', 'n: double'),
  'fewer digits': step('n: decimal(12, 4)', 'n: decimal(12, 2)'),
  'another scale': step('n: decimal(12, 2)', 'n: decimal(12, 4)'),
  'another kind': step('n: int', 'n: { a: int }'),
  'one to many': step('n: int', 'n: int[]'),
  'to text': step('n: uuid', 'n: string'),
  'from text': step('n: string', 'n: timestamp'),
  'optional now': step('n: int', 'n?: int'),
  'required now': step('n?: int', 'n: int'),
  'required now, with was': step('m?: int', 'n: int was m'),
  'symbol added': step('k: enum { a, b }', 'k: enum { a, b, c }'),
  'symbols removed': step('k: enum { a, b, c }', 'k: enum { a }'),
  'symbol removed, in backquotes': step('k: enum { a, `n/a` }', 'k: enum { a }'),
  'symbol removed, with its default': step('k: enum { a, b } = b', 'k: enum { a } = a'),
  'symbol removed, read as another': step('k: Method@1.1', 'k: Method@1.3', PAYMENTS),
  'symbol removed in a list': step('k: enum { a, b }[]', 'k: enum { a }[]'),
  'symbol of a named enum added': step('k: Method@1.0', 'k: Method@1.1', PAYMENTS),
  'symbol of a named enum removed': step('k: Method@1.0', 'k: Method@1.2', PAYMENTS),
  'case added': step('p: Payment@1.1', 'p: Payment@1.0', PAYMENTS),
  'case removed': step('p: Payment@1.0', 'p: Payment@1.1', PAYMENTS),
  'another tag': step('p: Payment@1.0', 'p: Payment@1.2', PAYMENTS),
  'case with otherwise added': step('p: Payment@1.3', 'p: Payment@1.4', PAYMENTS),
  'case with otherwise removed': step('p: Payment@1.4', 'p: Payment@1.3', PAYMENTS),
  'otherwise added': step('p: Payment@1.0', 'p: Payment@1.3', PAYMENTS),
  'map to record': step('m: map<string>', 'm: { a: string }'),
  'record to map': step('m: { a?: string }', 'm: map<string>'),
  tightened: step('s: string', 's: string(1..9)'),
  'tightened, with a default': step('n: int(0..9) = 0', 'n: int(1..9) = 1'),
  loosened: step('s: string(1..9)', 's: string'),
  shifted: step('n: int(0..9)', 'n: int(5..15)'),
  'another pattern': step('s: string(1..9, "^[a-z]+$")', 's: string(1..9, "^[A-Z]+$")'),
  'no pattern that can be compared': step('s: string("^(a)\\\\1$")', 's: string("^(b)\\\\1$")'),
  'more items': step('l: int[1..5]', 'l: int[..9]'),
  'another default': step('b: boolean = true', 'b: boolean = false'),
  'another default, of a list': step('l: string[] = ["a"]', 'l: string[] = ["b", "c"]'),
  moved: step('city: string', 'address: { city: string }'),
  'moved out': step('address: { city: string }', 'city: string'),
  'a nested field added': step('at: { x: int }', 'at: { x: int, y: int }'),
  'a nested field removed': step('at: { x: int, y: int }', 'at: { x: int }'),
  'a nested field renamed': step('at: { x: int }[]', 'at: { xx: int }[]'),
  'a nested field retyped': step('at: map<{ x: int }>', 'at: map<{ x: string }>'),
  'a nested field optional': step('at: { x: int }', 'at: { x?: int }'),
  'a record of another version': step('items: Item@1.0[]', 'items: Item@1.1[]', ITEMS),
  'a record of an older version': step('items: Item@1.1[]', 'items: Item@1.0[]', ITEMS),
  'a record of another version, twice': step(
    'one: Item@1.0;many: map<Item@1.0>',
    'one: Item@1.1;many: map<Item@1.1>',
    ITEMS,
  ),
  'no longer sensitive': step('@sensitive n: string', 'n: string'),
  'no longer sensitive, inside': step('at: { @sensitive n: string }', 'at: { n: string }'),
};

/** A way to write the two versions of a step down, with others around them. */
export type Frame = (step: Step) => string;

const oneLine = (head: string, fields: readonly string[]) => `${head} { ${['id: uuid', ...fields].join(', ')} }`;
const lines = (head: string, fields: readonly string[]) => `${head} {\n  ${['id: uuid', ...fields].join('\n  ')}\n}`;
const commas = (head: string, fields: readonly string[]) => `${head} {\n  ${['id: uuid', ...fields].join(',\n  ')},\n}`;
const dense = (head: string, fields: readonly string[]) => `${head}{${['id:uuid', ...fields].join(',')}}`;
const documented = (head: string, fields: readonly string[]) =>
  `/// It happened. { }\n@owner("a \\"shop\\"")\n${head} { // what { it } is\n  id: uuid // which one, says who\n${fields
    .map((field) => `\n  /// What it is: { a, b }\n  @tag("x")\n  ${field} // in the end`)
    .join('\n')}\n  // nothing follows\n}`;
const types = (step: Step) => (step.types === undefined ? '' : `\n${step.types}`);

const used = (types: string) =>
  ['Item', 'Payment', 'Method']
    .filter((name) => types.includes(`${name}@`))
    .map((name) => `use shop.types.${name}\n`)
    .join('');

const USERS = (kind: string) => `
command Do { id: uuid }
event Done { id: uuid }
service Web { publishes Do, ${kind === 'command' ? 'Done' : 'Placed'} }`;

const READER = `
topic t { carries Placed, key id }
service Web { publishes Placed@2 }
projection P by id { state { n: int = 0 }, on Placed@2 { state.n += 1 } }`;

export const FRAMES: Readonly<Record<string, Frame>> = {
  'on one line': (s) => `${oneLine('event Placed', s.before)}\n${oneLine('event Placed@1.1', s.after)}${types(s)}`,
  'on lines': (s) => `${lines('event Placed@1', s.before)}\n\n${lines('event Placed@1.1', s.after)}${types(s)}\n`,
  'with commas': (s) => `${commas('event Placed@1.0', s.before)}\n${commas('event Placed@1.1', s.after)}${types(s)}\n`,
  dense: (s) => `${dense('event Placed', s.before)}${dense('event Placed@1.1', s.after)}${types(s)}`,
  'with documentation': (s) =>
    `${documented('event Placed', s.before)}\n${documented('event Placed@1.1', s.after)}${types(s)}\n`,
  'with CRLF': (s) =>
    `${documented('event Placed', s.before)}\n${documented('event Placed@1.1', s.after)}${types(s)}\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  'in tabs': (s) =>
    `${lines('event Placed', s.before)}\n${lines('event Placed@1.1', s.after)}${types(s)}`.replaceAll('  ', '\t'),
  'the newer one first': (s) => `${lines('event Placed@1.1', s.after)}\n${lines('event Placed', s.before)}${types(s)}`,
  'backward alone': (s) =>
    `topic t { carries Placed, key id, compatibility backward }\n${lines('event Placed', s.before)}\n${lines('event Placed@1.1', s.after)}${types(s)}`,
  'the third of three': (s) =>
    `${lines('event Placed', s.before)}\n${lines('event Placed@1.1', s.before)}\n${lines('event Placed@1.2', s.after)}${types(s)}`,
  'with an older and a newer one': (s) =>
    `${lines('event Placed', s.before)}\n${lines('event Placed@1.1', s.after)}\n${lines('event Placed@1.2', s.before)}${types(s)}`,
  'of a second major': (s) =>
    `${lines('event Placed', s.before)}\n${lines('event Placed@2', [...s.before, 'upcast from @1 { }'])}\n${lines('event Placed@2.1', s.after)}${types(s)}`,
  'of a major that is not the newest': (s) =>
    `${lines('event Placed', s.before)}\n${lines('event Placed@1.1', s.after)}\nevent Placed@2 { id: uuid, upcast from @1 { } }${types(s)}`,
  'in two files and namespaces': (s) => `// file: then.evflow
namespace shop.orders
${used(s.types ?? '')}
${lines('event Placed', s.before)}
// file: now.evflow
namespace shop.orders
${used(s.types ?? '')}
${oneLine('event Placed@1.1', s.after)}
// file: types.evflow
namespace shop.types
${s.types ?? ''}
// file: mail.evflow
namespace mail
use shop.orders.Placed
consumer Mail { on Placed, ignore Placed@1.0 }
consumer Old { on shop.orders.Placed@1.0 }
consumer New { on shop.orders.Placed@1 as placed emits shop.orders.Placed }`,
  'of what was published': (s) => `// published: then.evflow
event Placed { id: uuid }
${lines('event Placed@2', s.before)}
${lines('event Placed@2.1', s.before)}${types(s)}
topic t { carries Placed, key id }
// file: now.evflow
topic t { carries Placed, key id }
event Placed { id: uuid }
${lines('event Placed@2', s.before)}
${lines('event Placed@2.2', s.after)}${types(s)}`,
  'of what was published and is here': (s) => `// published: then.evflow
${lines('event Placed', s.before)}${types(s)}
// file: now.evflow
${lines('event Placed', s.before)}
${oneLine('event Placed@1.1', s.after)}${types(s)}`,
  'of what was published although it breaks': (s) => `// published: then.evflow
${lines('event Placed', s.before)}
${lines('event Placed@1.1', s.after)}${types(s)}
topic t { carries Placed, key id }
// file: now.evflow
${lines('event Placed', s.before)}
${lines('event Placed@1.1', s.after)}${types(s)}
topic t { carries Placed, key id }`,
  'of what was published and edited': (s) => `// published: then.evflow
${lines('event Placed', s.before)}${types(s)}
// file: now.evflow
${documented('event Placed', s.after)}${types(s)}
consumer Mail { on Placed }`,
  'of a record that was edited in place': (s) => `// published: then.evflow
${oneLine('record Inner', s.before)}${types(s)}
event Placed { id: uuid, at: Inner }
event Sent { id: uuid, at: Inner[] }
// file: now.evflow
${lines('record Inner', s.after)}${types(s)}
event Placed { id: uuid, at: Inner }
event Sent { id: uuid, at: Inner[] }`,
  'as a major without a way from the old one': (s) => `${oneLine('event Placed', s.before)}
${documented('event Placed@2', s.after)}${types(s)}${READER}`,
  'as a major on one line, with CRLF': (s) =>
    `${oneLine('event Placed', s.before)}
event Placed@2 { ${['id: uuid', ...s.after].join(', ')} // all of it
}${types(s)}${READER}`.replaceAll('\n', '\r\n'),
  'as a major that leaves it behind': (s) => `${oneLine('event Placed', s.before)}
event Placed@2 { id: uuid, upcast from @1 {} }${types(s)}${READER}`,
  'inside a record': (s) =>
    `event Placed { id: uuid, at: { ${s.before.join(', ')} } }\nevent Placed@1.1 {\n  id: uuid\n  at: { ${s.after.join(', ')} }\n}${types(s)}`,
  'inside a list in a map': (s) =>
    `event Placed { id: uuid, at: map<{ ${s.before.join(', ')} }[]> }\nevent Placed@1.1 {\n  id: uuid\n  at: map<{\n    ${s.after.join('\n    ')}\n  }[]>\n}${types(s)}`,
  'in a record that two messages use': (s) => `record Inner@1.0 { ${s.before.join(', ')} }
record Inner@1.1 {
  ${s.after.join('\n  ')}
}
event Placed { id: uuid, at: Inner@1.0 }
event Placed@1.1 { id: uuid, at: Inner@1.1 }
event Sent { at: Inner@1.0[], id: uuid }
event Sent@1.1 { at: Inner@1.1[], id: uuid }${types(s)}`,
  'in the case of a union': (s) => `record Inner@1.0 { ${s.before.join(', ')} }
record Inner@1.1 { ${s.after.join(', ')} }
union Choice@1.0 by which { inner: Inner@1.0 }
union Choice@1.1 by which { inner: Inner@1.1 }
event Placed { id: uuid, at: Choice@1.0 }
event Placed@1.1 { id: uuid, at: Choice@1.1 }${types(s)}`,
  'of a command': (s) => `${lines('command Placed', s.before)}
${lines('command Placed@1.1', s.after)}${types(s)}${USERS('command')}
consumer Doer { single, idempotent by id, on Do }
aggregate A by id { state { n: int = 0 }, handle Placed as cmd { emit Done { id: cmd.id } }, apply Done { state.n += 1 } }`,
  'of a document': (s) => `${lines('document Placed', s.before)}
${lines('document Placed@1.1', s.after)}${types(s)}
topic t { carries Placed, key id, compact }
service Web { publishes Placed }
projection P by id { state { n: int = 0 }, on Placed { state.n = 1 } }`,
  'with all who use it': (s) => `${lines('event Placed', s.before)}
${lines('event Placed@1.1', s.after)}${types(s)}${USERS('event')}
topic t { carries Placed, key id }
topic d { carries Done, key id }
consumer C by id { idempotent by id, on Placed as p { emit Done { id: p.id } } }
consumer Old { idempotent by id, on Placed@1.0 as p { emit Done { id: p.id } } }
consumer Again { idempotent by id, on Done as d emits Placed@1.1 }
projection P by id { state { n: int = 0 }, on Placed { state.n += 1 } }
consumer Doer { single, idempotent by id, on Do as cmd { emit Done { id: cmd.id } } }
saga S by id {
  start on Placed
  step Wait { send Do { id: id }, on Done -> done, on Placed -> done, after 5m -> done }
  done { }
}
choreography Way by id { start on Placed, Placed -> Done, ends on Done }
scenario "s" { given Placed, when Placed { }, then Done, never Placed }`,
};

/** What no schema shows, by the published text and the one that breaks it. */
export const OTHERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'a wire name of a version': [
      'event E@1 "e" { id: uuid }',
      'event E@1 "e" { id: uuid }\nevent E@1.1 // the next\n{ id: uuid }\nevent E@1.2 "f" { id: uuid }',
    ],
    'a wire name without a version': ['event E "e\\"1" { id: uuid }', 'event E{id: uuid}'],
    'a wire name of a topic': [
      'event E { id: uuid }\ntopic t "a.b" { carries E, key id }',
      'event E { id: uuid }\ntopic t { carries E, key id }',
    ],
    partitions: [
      'event E { id: uuid }\ntopic t { carries E, key id, partitions 6 }',
      'event E { id: uuid }\ntopic t {\n  carries E\n  key id\n  partitions 12 // more\n}',
    ],
    'a shorter retain': [
      `event E { id: uuid }\ntopic t { carries E, key id, retain 30d }`,
      `event E { id: uuid }\ntopic t { carries E, key id, retain 1d, partitions 1 }
projection P by id { state { n: int = 0 }, on E { state.n = 1 } }`,
    ],
    compact: [
      'document E { id: uuid }\ntopic t { carries E, key id, partitions 1 }',
      'document E { id: uuid }\ntopic t {\n  carries E\n  key id\n  compact // from now on\n  partitions 1\n}',
    ],
    'compact, on one line': [
      'document E { id: uuid }\ntopic t { carries E, key id }',
      'document E { id: uuid }\ntopic t { carries E, compact, key id }',
    ],
    'a step': [
      'event E { id: uuid }\nsaga S by id { start on E, step A { on E -> done }, done { } }',
      'event E { id: uuid }\nsaga S by id { start on E, step B { on E -> C }, step C { on E -> done }, done { } }',
    ],
    'what is sensitive': [
      'event E { id: uuid, @sensitive name: string }',
      'event E {\n  id: uuid\n  /// Who.\n  @tag("x") name: string\n}',
    ],
  }).flatMap(([name, [before, after]]) => {
    const source = (newline: string) =>
      `// published: then.evflow\n${before}\n// file: now.evflow\n${after?.replaceAll('\n', newline)}`;
    return [
      [name, source('\n')],
      [`${name}, with CRLF`, source('\r\n')],
    ];
  }),
);
