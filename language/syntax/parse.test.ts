import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { scan } from './scanner.ts';
import type { Expression, Node } from './tree.ts';
import { children, walk } from './walk.ts';

const examples = globSync(`${new URL('../../examples/', import.meta.url).pathname}**/*.evflow`).map(
  (path) => [path.split('/').slice(-2).join('/'), readFileSync(path, 'utf8')] as const,
);

/** Where a construct may stand. */
const inside = {
  file: (text: string) => text,
  message: (text: string) => `event M { ${text} }`,
  topic: (text: string) => `topic t { ${text} }`,
  service: (text: string) => `service S { ${text} }`,
  consumer: (text: string) => `consumer C { ${text} }`,
  aggregate: (text: string) => `aggregate A by id { ${text} }`,
  projection: (text: string) => `projection P by id { ${text} }`,
  saga: (text: string) => `saga S by id { ${text} }`,
  step: (text: string) => `saga S by id { step One { ${text} } }`,
  choreography: (text: string) => `choreography C by id { ${text} }`,
  body: (text: string) => `consumer C { on E { ${text} } }`,
  scenario: (text: string) => `scenario "s" { ${text} }`,
};

type Row = [place: keyof typeof inside, kind: Node['kind'], text: string, properties?: object];

/** Each construct: what it is and the properties that are no nodes. Its span must be the whole text. */
const constructs: Row[] = [
  ['file', 'use', 'use shop.payments.Paid', { names: undefined }],
  ['file', 'use', 'use shop.payments.{Paid, Charge Refund}'],
  ['file', 'record', '@tag record R@1.1 { a: int, reserved b, c d: int }', { body: { start: 18, end: 50 } }],
  ['file', 'enum', 'enum E { a, @deprecated("x") b c } otherwise a'],
  ['file', 'union', 'union U@2 by kind { a: A, b: x.B@1.0 } otherwise a'],
  ['file', 'message', 'event E@1 "com.shop.e" { }', { messageKind: 'event' }],
  ['file', 'message', 'command C {}', { messageKind: 'command', version: undefined, wireName: undefined }],
  ['file', 'message', 'document D {}', { messageKind: 'document' }],
  [
    'file',
    'scenario',
    'scenario "it \\"works\\"" { }',
    { name: { kind: 'name', text: 'it "works"', start: 9, end: 23 } },
  ],
  ['message', 'field', 'a: int', { optional: false, default: undefined, was: undefined }],
  ['message', 'field', '@sensitive @example("x") a?: string(1..64, "^[A-Z]+$") = "b" was c', { optional: true }],
  ['message', 'field', 'event: uuid'],
  ['message', 'field', 'reserved?: uuid', { optional: true }],
  ['message', 'field', '`first-name`: string'],
  ['message', 'reserved', 'reserved a, b'],
  ['message', 'upcast', 'upcast from @1 { total: { value: old.amount, currency: EUR }, x: 1 }'],
  ['message', 'mapType', 'a: map<int(0..)[]>= {}'],
  ['message', 'listType', 'a: string[1..50]'],
  ['message', 'enumType', 'a: enum { x, y }'],
  ['message', 'recordType', 'a: { street: string, city?: string }'],
  ['message', 'range', 'a: double(-1.5..2.5)', { min: '-1.5', max: '2.5', open: true }],
  ['message', 'range', 'a: int(..9)', { min: undefined, max: '9', open: true }],
  ['message', 'range', 'a: int(1..)', { min: '1', max: undefined, open: true }],
  ['message', 'range', 'a: decimal(12)', { min: '12', max: undefined, open: false }],
  ['topic', 'carries', 'carries A, b.B by k.l, C@2'],
  ['topic', 'key', 'key a.b'],
  ['topic', 'partitions', 'partitions 6'],
  ['topic', 'replicas', 'replicas 3'],
  ['topic', 'acks', 'acks leader'],
  ['topic', 'retain', 'retain forever', { period: 'forever' }],
  ['topic', 'retain', 'retain 7d'],
  ['topic', 'compact', 'compact'],
  ['topic', 'compatibility', 'compatibility backward'],
  ['service', 'publishes', 'publishes A@2, b.B'],
  ['service', 'consumer', '@tag consumer C by a.b on t, x.u { single }'],
  ['consumer', 'group', 'group "g"'],
  ['consumer', 'offset', 'offset latest'],
  [
    'consumer',
    'delivery',
    'delivery at-least-once',
    { guarantee: { kind: 'name', text: 'at-least-once', start: 22, end: 35 } },
  ],
  ['consumer', 'idempotent', 'idempotent by a.b for 7d'],
  ['consumer', 'idempotent', 'idempotent', { by: undefined, window: undefined }],
  ['consumer', 'retry', 'retry 5 backoff 200ms..30s'],
  ['consumer', 'deadLetterTo', 'dead letter to x.dead'],
  ['consumer', 'concurrency', 'concurrency 4'],
  ['consumer', 'single', 'single'],
  ['consumer', 'state', 'state { a: int = 0 }'],
  ['consumer', 'on', 'on A@1 by k as a when a.b > 1 emits B | C@2 { }'],
  ['consumer', 'on', 'on A', { by: undefined, as: undefined, when: undefined, emits: [], block: undefined }],
  ['consumer', 'ignore', 'ignore A, B@2'],
  ['aggregate', 'snapshot', 'snapshot every 100'],
  ['aggregate', 'handle', 'handle A as c emits B { }'],
  ['aggregate', 'apply', 'apply A as e { }'],
  [
    'projection',
    'query',
    'query q(a: decimal, b?: int[]) where x >= a order by s.t desc limit 10',
    { descending: true },
  ],
  [
    'projection',
    'query',
    'query q()',
    { where: undefined, orderBy: undefined, descending: false, limit: undefined, params: [] },
  ],
  ['saga', 'start', 'start on A@1 as a when a.b'],
  ['saga', 'step', 'pivot step A was B { }', { pivot: true }],
  ['saga', 'parallel', 'parallel P { step A { on B -> joined } } -> C'],
  ['saga', 'ending', 'abort { send A { reason } }', { outcome: 'abort' }],
  ['saga', 'ending', 'done { }', { outcome: 'done' }],
  ['step', 'waitOn', 'on A@1 as a when a.b { x = 1 } -> abort a.reason'],
  ['step', 'waitOn', 'on rejected -> done', { message: undefined }],
  ['step', 'waitAfter', 'after 30s retry 2 -> abort "late"'],
  ['step', 'waitAfter', 'after 1m retry 5', { target: undefined }],
  ['step', 'waitAfter', 'after 1m -> done', { retry: undefined }],
  ['step', 'compensate', 'compensate { send A on B -> compensated }'],
  ['choreography', 'choreographyStart', 'start on A'],
  ['choreography', 'arrow', 'A -> B | C compensates D'],
  ['choreography', 'arrow', 'start -> within'],
  ['choreography', 'choreographyEnd', 'fails on A | B', { outcome: 'fails' }],
  ['choreography', 'within', 'within 15m'],
  ['body', 'let', 'let x = a.b'],
  ['body', 'emit', 'emit A@2 { a, ...b } to x.t in 5s', { verb: 'emit' }],
  ['body', 'emit', 'send A', { verb: 'send', data: undefined, topic: undefined, delay: undefined }],
  ['body', 'if', 'if a { } else if b { } else { }'],
  ['body', 'for', 'for i in a.b { }'],
  ['body', 'either', 'either a 95 { } or b { }'],
  ['body', 'require', 'require a == b else "why"'],
  ['body', 'reject', 'reject "why"'],
  ['body', 'fail', 'fail "why"'],
  ['body', 'deadLetter', 'dead letter "why"'],
  ['body', 'remove', 'remove a[k].b'],
  ['body', 'assign', 'a.b[k] += 2', { operator: '+=' }],
  ['body', 'assign', 'emit = 1', { operator: '=' }],
  ['scenario', 'givenMessage', 'given A@1 { a: 1 } meta { b: 2 }'],
  ['scenario', 'givenState', 'given a.P.stock["x"].y = 5'],
  ['scenario', 'stub', 'stub A -> B { a: 1 } | rejected "no" | rejected'],
  ['scenario', 'stub', 'stub P on A@2 -> B'],
  ['scenario', 'messageFault', 'fault delay 5s every A', { fault: 'delay', every: true }],
  ['scenario', 'messageFault', 'fault duplicate every', { fault: 'duplicate', every: false }],
  ['scenario', 'crashFault', 'fault crash a.P before commit', { beforeCommit: true }],
  ['scenario', 'disconnectFault', 'fault disconnect P for 10s'],
  ['scenario', 'lagFault', 'fault lag P 5s'],
  ['scenario', 'stopBrokerFault', 'fault stop broker 1 for 10s'],
  ['scenario', 'replay', 'replay P from earliest'],
  ['scenario', 'replay', 'replay P from 12'],
  ['scenario', 'replay', 'replay P from "2024-01-15T10:30:00Z"'],
  ['scenario', 'rebuild', 'rebuild P'],
  ['scenario', 'redrive', 'redrive t'],
  ['scenario', 'resume', 'resume S[uuid("x")]'],
  ['scenario', 'when', 'when A { } meta { a: 1 }'],
  ['scenario', 'wait', 'wait 1h'],
  ['scenario', 'then', 'then A { a: 1 }'],
  ['scenario', 'thenRejected', 'then rejected "why"'],
  ['scenario', 'never', 'never A'],
  ['scenario', 'expect', 'expect S[uuid("x")] is done'],
];

/** What a construct shows of itself: for those inside a field, the part that is it. */
const shown: Partial<Record<Node['kind'], RegExp>> = {
  mapType: /map<.*>(?==)/,
  listType: /string\[.*\]/,
  enumType: /enum.*/,
  recordType: /\{.*/,
  range: /(?<=\().*(?=\))/,
};

describe('constructs', () => {
  test.each(constructs)('in a %s, %s: %s', (place, kind, text, properties) => {
    const source = inside[place](text);
    const { tree, errors } = parse(source);
    expect(errors).toEqual([]);
    const found = firstOf(tree, kind)!;
    expect(source.slice(found.start, found.end)).toBe(shown[kind]?.exec(text)?.[0] ?? text);
    expect(found).toMatchObject(properties ?? {});
  });

  test.each(constructs.map(([place, , text]) => inside[place](text)))('spans: %s', (source) =>
    expectExactSpans(source),
  );
});

describe('examples', () => {
  test.each(examples)('%s has no error, and exact spans', (_, source) => {
    expect(parse(source).errors).toEqual([]);
    expectExactSpans(source);
  });

  test('line breaks of any kind and a byte-order mark change nothing but offsets', () => {
    for (const [, source] of examples) {
      const other = `\uFEFF${source.replaceAll('\n', '\r\n')}`;
      expect(parse(other).errors).toEqual([]);
      expect(outline(other)).toEqual(outline(source).map((line) => line.replaceAll('\n', '\r\n')));
    }
  });
});

describe('names', () => {
  test.each([
    'from',
    'state',
    'event',
    'emit',
    'on',
    'in',
    'not',
    'or',
    'map',
    'enum',
    'was',
    'by',
    'reserved',
    'upcast',
  ])('%s is legal as a field, a parameter and a symbol', (word) => {
    expect(parse(`event E { ${word}: int, ${word}?: int }`).errors).toEqual([]);
    expect(parse(`enum E { ${word}, a } projection P by ${word} { query q(${word}: int) }`).errors).toEqual([]);
    expect(
      parse(
        `consumer C { on E as ${word} { ${word} = ${word}.${word} + 1, f(${word} => ${word}) } }`.replace(
          'f(',
          'x = f(',
        ),
      ).errors,
    ).toEqual([]);
  });

  test('a word on the next line begins an item only where it can', () => {
    const { tree, errors } = parse(
      'consumer C { on E {\n emit A\n to = 5\n emit B\n in = 1\n x = a\n or = 1\n require c\n else "x" } }',
    );
    expect(errors).toEqual([]);
    expect(kindsIn(tree, 'block')).toEqual(['emit', 'assign', 'emit', 'assign', 'assign', 'assign', 'require']);
  });

  test('after a comma a word that begins an item ends the list', () => {
    const { tree } = parse('topic t { carries A, B, key id, carries C, partitions }');
    expect(kindsIn(tree, 'topic').slice(1)).toEqual(['carries', 'key', 'carries', 'partitions']);
    expect(parse('event E { reserved a, b, reserved: int }').tree.declarations[0]).toMatchObject({
      members: [
        { kind: 'reserved', names: [{ text: 'a' }, { text: 'b' }] },
        { kind: 'field', name: { text: 'reserved' } },
      ],
    });
  });
});

describe('expressions', () => {
  test.each([
    ['a + b * c - d', '(- (+ a (* b c)) d)'],
    ['a or b and not c == d', '(or a (and b (not (== c d))))'],
    ['not a and b', '(and (not a) b)'],
    ['stock[k] ?? 0 >= q', '(>= (?? stock[k] 0) q)'],
    ['a ?? b ?? c', '(?? a (?? b c))'],
    ['a - b - c', '(- (- a b) c)'],
    ['-a * -b', '(* (- a) (- b))'],
    ['- -a', '(- (- a))'],
    ['a in b + c', '(in a (+ b c))'],
    ['a ? b : c ? d : e', '(? a b (? c d e))'],
    ['a or b ? c : d', '(? (or a b) c d)'],
    ['not not a', '(not (not a))'],
    ['a == not b', '(== a (not b))'],
    ['a % b / c', '(/ (% a b) c)'],
  ])('%s', (text, expected) => {
    const { tree, errors } = parse(inside.body(`x = ${text}`));
    expect(errors).toEqual([]);
    expect(grouped(firstOf(tree, 'assign')!.value, inside.body(`x = ${text}`))).toBe(expected);
  });

  test('literals keep what was written', () => {
    const { tree } = parse(
      inside.body(String.raw`x = ["a\"\\\/\b\f\n\r\té😀", 12, 9.990, 100ms, 2h, true, null, (a), {"k": 1}]`),
    );
    expect(firstOf(tree, 'list')!.items).toMatchObject([
      { kind: 'string', value: 'a"\\/\b\f\n\r\té😀' },
      { kind: 'number', text: '12' },
      { kind: 'number', text: '9.990' },
      { kind: 'duration', milliseconds: 100 },
      { kind: 'duration', milliseconds: 7_200_000 },
      { kind: 'boolean', value: true },
      { kind: 'null' },
      { kind: 'parenthesized' },
      { kind: 'recordLiteral', entries: [{ key: { kind: 'string', value: 'k' } }] },
    ]);
  });
});

test('comments are kept in order, each with its style', () => {
  const { tree } = parse('// a\n/// b\nevent E { /* c */ x: int //// d\r\n}\n///\n');
  expect(tree.comments.map(({ style, start, end }) => [style, start, end])).toEqual([
    ['line', 0, 4],
    ['doc', 5, 10],
    ['block', 21, 28],
    ['line', 36, 42],
    ['doc', 46, 49],
  ]);
});

test('an empty file is an empty tree', () => {
  for (const text of ['', ' \n', '\uFEFF', '// only a comment']) {
    expect(parse(text)).toMatchObject({ errors: [], tree: { declarations: [], uses: [], start: 0, end: text.length } });
  }
});

function firstOf<K extends Node['kind']>(tree: Node, kind: K): Extract<Node, { kind: K }> | undefined {
  let found: Node | undefined;
  walk(tree, (node) => {
    if (node.kind === kind) found ??= node;
  });
  return found as Extract<Node, { kind: K }> | undefined;
}

function kindsIn(tree: Node, kind: Node['kind']): string[] {
  return children(firstOf(tree, kind)!).map((child) => child.kind);
}

/** Every node begins where a token begins and ends where one ends, holds its children, and these do not overlap. */
function expectExactSpans(source: string): void {
  const { tokens } = scan(source);
  const starts = new Set(tokens.map((token) => token.startOffset));
  const ends = new Set(tokens.map((token) => token.end));
  walk(parse(source).tree, (node, parent) => {
    if (!parent) return;
    const place = `${node.kind} in ${parent.kind}: ${source.slice(node.start, node.end)}`;
    expect(starts.has(node.start) && ends.has(node.end) && node.start < node.end, place).toBe(true);
    expect(parent.start <= node.start && node.end <= parent.end, place).toBe(true);
    const siblings = children(node);
    for (const [i, child] of siblings.slice(1).entries())
      expect(siblings[i]!.end, place).toBeLessThanOrEqual(child.start);
  });
}

function outline(source: string): string[] {
  const lines: string[] = [];
  walk(
    parse(source).tree,
    (node, parent) => parent && lines.push(`${node.kind} ${source.slice(node.start, node.end)}`),
  );
  return lines;
}

function grouped(node: Expression, source: string): string {
  const inner = (child: Expression): string => grouped(child, source);
  switch (node.kind) {
    case 'binary':
      return `(${node.operator} ${inner(node.left)} ${inner(node.right)})`;
    case 'unary':
      return `(${node.operator} ${inner(node.operand)})`;
    case 'conditional':
      return `(? ${inner(node.condition)} ${inner(node.then)} ${inner(node.else)})`;
    default:
      return source.slice(node.start, node.end);
  }
}
