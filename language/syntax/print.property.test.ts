import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docOf } from './comments.ts';
import { parse } from './parse.ts';
import { format } from './print.ts';
import { scan } from './scanner.ts';
import { keywords } from './tokens.ts';
import type { Node, Span } from './tree.ts';
import { walk } from './walk.ts';

/** More of them, to be surer: FORMAT_RUNS=20000 */
const RUNS = Number(process.env.FORMAT_RUNS ?? 300);

/** Every construct of the language, in all its forms. */
const snippets = [
  'evflow 1 namespace a.b use c.d use c.{E, F} use g.{H I J} record R { x: int }',
  'record R@1.1 { a: string(1..64, "^[A-Z]+$") b?: int(..9)[1..] c: map<decimal(12, 2)>[][] d: long(-5..-1) = -3 was e, reserved f, g, h: boolean }',
  'record R { `first-name`: string, in: int = 1 + x, in: int, by: x.y.Z@1.1[5], a: { b: int, c: { d?: enum { x, @tag("t") y } } } = { b: 1 } }',
  '@owner("a", 1 + 2) @tag @core record R { @sensitive a: int @example({ a: [1, 2] }) @deprecated b?: string = "x" }',
  'enum E@1 { a, @deprecated("no") b c } otherwise a enum F { in, and or } enum G { }',
  'union U { a: A, b: B@1.0 } union V@2.1 by kind { a: { x: int }, b: map<C> } otherwise a',
  'event A@2 "com.shop.a" { reserved b, c upcast from @1 { total: { value: old.amount, currency: EUR }, x: 1 } d: uuid was e } command C { } document D "d" { a: int }',
  'topic t "x.t" { carries A, B by c.d, E key a.b partitions 6, replicas 3, acks all retain 7d compatibility full compact } topic u { carries A, key k, retain forever }',
  'service S "s" { publishes A@2, b.C publishes D @tag consumer C { idempotent } aggregate G by k { } projection P by k { } saga Z by k { } }',
  'consumer C by a.b on t, u.v { group "g" offset earliest delivery at-least-once idempotent by x.y for 7d retry 5 backoff 200ms..30s dead letter to q.r concurrency 4 single state { a: int = 0 } ignore A, B@2 on M }',
  'consumer C { retry 5, retry 5 backoff 1s, idempotent, idempotent for 1d, delivery exactly-once on A@1.1 by x.y as r when r.a > 1 emits B | C@2 { } on D emits E, on F as f { } }',
  'aggregate G by k.l { snapshot every 100 state { s: enum { a, b } = a } handle A as c emits B | C handle D { reject "no" } apply E@2 as e { a = b, c += 1 } apply F { } }',
  'projection P by k { state { n: int = 0, t?: timestamp } on A as e { n += 1, t = max(t, meta.timestamp) } ignore B query q() query big(a: decimal, b?: int[]) where a >= b and n in [1, 2] order by x.y desc limit 10 + 1 query r(a: int) order by n }',
  'saga Z by k { start on A@2 as o when o.x > 1 state { a?: int } step B was C { send D { a } let x = 1 on E -> F on G as g when g.x { y = 1 } -> abort g.reason on rejected as r -> abort r.reason after 30s retry 2 -> abort "no" after 1m -> done after 1d retry 2 compensate { send H on I -> compensated after 1m retry 5 } } }',
  'saga Z by k { pivot step B { after 1d retry 10 } parallel P { step C { on D -> joined } step E { on rejected -> joined } } -> done done { send A { k } } abort { emit B { reason }, fail "x" } }',
  'choreography F by a.b { start on A A -> B | C@1 C -> D compensates B ends on D | E fails on C within 15m }',
  'consumer C { on A { let x = a.b[c].d(e, f => f + 1) emit B { a, b: 1, "c": 2, ...d.e } to t.u in 5s send C in 1m if a { } else if b { fail "x" } else { dead letter "y" } for i in list { remove s[i.k] } } }',
  'consumer C { on A { either a 95 { x = 1 } or b { y -= 2 } or c 1 { } require a == b else "no" s[k].a = 1, state.x += 2, if x { y = 1 } reject a + "b" emit E } }',
  'consumer C { on A { x = a or b and not c == d, y = a + b - c * d / e % f, z = a ?? b ?? c ?? d, w = -a - -b, v = not not a, u = (a + (b)) * 2 } }',
  'consumer C { on A { x = a ? b : c ? d : e, y = (a ? b : c) ? [] : {}, z = [1, 2.50, "a\\u0041", null, true, false, 5m], w = [{ a: 1 }], v = [[a], [b, c]], in[0] = 1, or.x = 2, u = a in b, t = { a: b, in, c } } }',
  'consumer C { on A { x = a.filter(i => i.a > 1).map(i => { a: i.a, b: [i] }).sum, y = f(), z = g({ a }), w = h([1], 2)(3), v = `odd name`.b } }',
  'scenario "s" { given P.stock["a"] = 5 given A { a: 1 } given B@2 { } meta { x: 1 } given C stub D -> E { a: 1 } | F | rejected "x" | rejected stub P on G@1 -> H meta { a: 1 } }',
  'scenario "s" { when A { a: uuid("o-1"), b: [{ c: 1 }] } meta { d: "x" } when B wait 1h then C@1 { a: 1 } then rejected "no" then rejected never D { } expect P[uuid("a")] is done expect a.b == 5 expect Q.big(100).isEmpty }',
  'scenario "s" { fault duplicate A fault drop every B@1 fault delay 5s C fault delay 5m every D fault reorder E fault crash a.B before commit fault crash C fault disconnect I for 10s fault lag L 5s fault stop broker 1 for 10s }',
  'scenario "s" { replay a.E from earliest replay E from 12 replay E from "2024-01-15T10:30:00Z" rebuild C redrive t.dead resume C[uuid("x")] }',
];

/** White space and comments; each `#` becomes a number of its own. */
const trivia = [
  ' ',
  '\n',
  '\n\n\n',
  '\r\n',
  ' // #\n',
  '\n// #\n',
  '\n\n// #  \n\n',
  '\r\n// #\r\n',
  ' /* # */ ',
  '/*#*/',
  '\n/* # */ ',
  ' /* # */\n',
  '\n/* # */\n',
  ' /* #\n    # */ ',
  '\n/**\n   * #\n */\n',
  ' /// #\n',
  '\n/// #\n',
  '\n// evflow-ignore EVF1: #\n',
];

/** A snippet once more, with longer names, and with white space and comments between any of its tokens. */
const disturbed = fc
  .tuple(
    fc.constantFrom(...snippets.flatMap((snippet) => [snippet, withCommas(snippet)])),
    fc.oneof(fc.constant(0), fc.nat(60)),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...trivia)), { maxLength: 30, size: 'max' }),
  )
  .map(([snippet, padding, insertions]) => disturb(snippet, padding, insertions));

/** With a comma between any items where one may stand. */
function withCommas(snippet: string): string {
  const { tree } = parse(snippet);
  const ends: number[] = [];
  walk(tree, (node) => {
    for (const key of ['members', 'fields', 'symbols', 'cases', 'items', 'steps', 'statements', 'entries', 'lines']) {
      const items = (node as unknown as Record<string, unknown>)[key];
      if (node.kind !== 'list' && Array.isArray(items)) ends.push(...items.slice(0, -1).map((item: Span) => item.end));
    }
  });
  let result = snippet;
  for (const end of ends.sort((a, b) => b - a)) {
    if (!/^\s*,/.test(snippet.slice(end))) result = `${result.slice(0, end)},${result.slice(end)}`;
  }
  return result;
}

function disturb(snippet: string, padding: number, insertions: [number, string][]): string {
  const { tokens } = scan(snippet);
  const gaps: string[] = Array.from({ length: tokens.length + 1 }, () => '');
  insertions.forEach(([place, text], i) => {
    gaps[place % gaps.length] += text.replaceAll('#', `comment ${i}`);
  });
  let result = '';
  let at = 0;
  tokens.forEach((token, i) => {
    const written = snippet.slice(token.startOffset, token.end);
    const longer =
      token.tokenType.name === 'Identifier' && /^\w/.test(written) ? written + '_'.repeat(padding) : written;
    result += snippet.slice(at, token.startOffset) + gaps[i] + longer;
    at = token.end;
  });
  return result + gaps.at(-1);
}

/** Replaces some names. */
function rename(snippet: string, names: [number, string][]): string {
  const { tokens } = scan(snippet);
  const written = tokens.map((token) => snippet.slice(token.startOffset, token.end));
  const places = [...tokens.keys()].filter((i) => tokens[i]?.tokenType.name === 'Identifier');
  for (const [place, name] of names) written[places[place % places.length] as number] = name;
  return written.join(' ');
}

function commentsOf(text: string): string[] {
  const { tree } = parse(text);
  const lines = (comment: string) => comment.split(/\r\n|\n/).map((part) => part.trim());
  return tree.comments.map(({ start, end }) => lines(text.slice(start, end)).join('\n')).sort();
}

/** The tree but for positions and comments. */
function shape(text: string): unknown {
  const { tree, errors } = parse(text);
  expect(errors, text).toEqual([]);
  return JSON.parse(
    JSON.stringify(tree, (key, value) => (key === 'start' || key === 'end' || key === 'comments' ? undefined : value)),
  );
}

const documented = new Set<Node['kind']>([
  ...([
    'record',
    'enum',
    'union',
    'message',
    'topic',
    'service',
    'consumer',
    'aggregate',
    'projection',
    'saga',
  ] as const),
  ...(['choreography', 'scenario', 'field', 'symbol', 'case', 'step', 'parallel', 'query', 'on', 'handle'] as const),
]);

function docsOf(text: string): (string | undefined)[] {
  const { tree } = parse(text);
  const docs: (string | undefined)[] = [];
  walk(tree, (node) => {
    if (documented.has(node.kind)) docs.push(docOf(tree, text, node));
  });
  return docs;
}

function expectFormatted(text: string): void {
  const formatted = format(text)!;
  expect(commentsOf(formatted), formatted).toEqual(commentsOf(text));
  expect(shape(formatted), formatted).toEqual(shape(text));
  expect(docsOf(formatted), formatted).toEqual(docsOf(text));
  expect(format(formatted)).toBe(formatted);
  expect(formatted).not.toMatch(/[ \t]\r?\n/);
  expect(formatted).not.toMatch(/(\r?\n){3}/);
}

describe('formatting', () => {
  test.each(snippets)('keeps the meaning of %s', (snippet) => {
    for (const padding of [0, 5, 20, 60]) {
      expectFormatted(disturb(snippet, padding, []));
      expectFormatted(disturb(withCommas(snippet), padding, []));
    }
  });

  const longTest = 600_000;

  test(
    'keeps all comments and the meaning, wherever comments and lines are, and changes nothing the second time',
    () => {
      fc.assert(fc.property(disturbed, expectFormatted), { numRuns: RUNS });
    },
    longTest,
  );

  test(
    'keeps the meaning where names are keywords',
    () => {
      const renamings = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...keywords.keys())), {
        minLength: 1,
        maxLength: 3,
      });
      const property = fc.property(fc.constantFrom(...snippets), renamings, (snippet, renamed) => {
        const text = rename(withCommas(snippet), renamed);
        fc.pre(parse(text).errors.length === 0);
        expectFormatted(text);
      });
      fc.assert(property, { numRuns: RUNS });
    },
    longTest,
  );
});
