import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { scan } from './scanner.ts';
import type { Token } from './tokens.ts';
import type { SourceTree } from './tree.ts';
import { walk } from './walk.ts';

/** What stands below the unfinished text, and must never be lost. */
const below = '\nevent Next { id: uuid }';

/** Unfinished text; what the tree holds of it, with its items; the codes of the errors. */
const unfinished: [text: string, tree: string, codes: string][] = [
  ['event A {\n  x:\n}', 'A(x)', '1002'],
  ['event A {\n  x:\n  y: int\n}', 'A(x y)', '1002'],
  ['event A {\n  x\n  y: int\n}', 'A(x y)', '1002'],
  ['event A { x: int =\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: int was\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: string(1..\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: string(1..40\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: LineItem[1..\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: map<\n  y: int }', 'A(x y)', '1002'],
  ['event A { x: shop.\n  y: int }', 'A(x y)', '1002'],
  ['event A {\n  x: int', 'A(x)', '1003'],
  ['event A {\n  x: int,', 'A(x)', '1003'],
  ['event A\n  x: int\n}', 'A(x)', '1002'],
  ['event A', 'A()', '1002'],
  ['event', '()', '1002'],
  ['evnt A { x: int }', 'A(x)', '1001'],
  ['event A { x: int } }', 'A(x)', '1001'],
  ['event A@ { x: int }', 'A(x)', '1001'],
  ['event A { from int, x: int }', 'A(from x)', '1002'],
  ['event A { true: int, x: int }', 'A(true x)', '1016'],
  ['event A { reserved }', 'A(reserved)', '1002'],
  ['event A { upcast from }', 'A(upcast)', '1002'],
  ['@', '', '1015'],
  ['@deprecated(', '', '1002'],
  ['event A {\n  @\n  x: int\n}', 'A(x)', '1015'],
  ['enum E { a, b', 'E(a b)', '1003'],
  ['enum E a, b }', 'E(a b)', '1002'],
  ['union U by { a: A }', 'U(a)', '1002'],
  ['record R { x: { y: int, z: }', 'R(x)', '1003 1002'],
  ['topic T "shop.t {\n  carries A\n}', 'T(carries)', '1004'],
  ['topic T {\n  carries A,\n  key id\n}', 'T(carries key)', ''],
  ['topic T {\n  carries\n  key id\n  partitions\n}', 'T(carries key partitions)', '1002 1002'],
  ['topic T {\n  retain 5min\n  compact\n}', 'T(retain compact)', '1007'],
  ['topic T {\n  partition 6\n  compact\n}', 'T(partitions compact)', '1001'],
  ['use shop.', '', '1002'],
  ['use shop.{A, ', '', '1003'],
  ['namespace', '', '1002'],
  ['consumer C {\n  on A as a {\n    emit\n  }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A as a {\n    emit X { id: \n  }\n  on B\n}', 'C(on on)', '1003 1002'],
  ['consumer C {\n  on A as a {\n    x = \n    y = 1\n  }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A as a {\n    if a.\n    emit X\n  }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A as a {\n    if a.b ==\n    emit X\n  }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A as a {\n    if x {\n      y = 1\n  }\n  on B\n}', 'C(on on)', '1003'],
  ['consumer C {\n  on A as a\n    emit X\n  }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C on t by id {\n  on A\n  on B\n}', 'C(on on)', '1001'],
  ['consumer C {\n  on A as a { if a.x = 1 { y = 2 } }\n  on B\n}', 'C(on on)', '1001'],
  ['consumer C {\n  on A as a { var x = 1, emits B { } }\n  on B\n}', 'C(on on)', '1001'],
  ['class R { x: int }', 'R(x)', '1001'],
  ['record R { m: map<string, int>, n: int = 1e5, o: int }', 'R(m n o)', '1001 1007'],
  ['record R extends Base of all { x: int, y: int }', 'R(x y)', '1002'],
  ['consumer C {\n  state on A as a { x = 1 }\n  on B\n}', 'C(state on on)', '1002'],
  ['consumer C {\n  o\n  on B\n}', 'C(on)', '1001'],
  ['consumer C {\n  on A emits\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  state { x: int\n  on B\n}', 'C(state on)', '1003'],
  ['consumer C {\n  on A { f(x, y }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A { x = f(a, }\n  on B\n}', 'C(on on)', '1002'],
  ['consumer C {\n  on A { x = [1, 2 }\n  on B\n}', 'C(on on)', '1002'],
  ['service S {\n  consumer C {\n    on A\n  consumer D { on B }\n}', 'S(C D)', '1003'],
  ['service S {\n  consumer C { on A }\n', 'S(C)', '1003'],
  ['service S {\n  @tag\n}', 'S()', '1002'],
  ['saga G by id {\n  step A {\n    on B ->\n    after 5s\n  }\n  step B { }\n}', 'G(A B)', '1002 1002'],
  ['saga G {\n  step A { }\n}', 'G(A)', '1002'],
  ['choreography F by id {\n  A ->\n  B -> C |\n  within\n}', 'F(arrow arrow within)', '1002 1002 1002'],
  ['scenario "s" {\n  given\n  when A\n  then\n  expect\n}', 's(givenMessage when then expect)', '1002 1002 1002'],
  ['scenario {\n  when A\n}', '(when)', '1002'],
  ['/* not closed', '', '1005'],
];

describe('unfinished text keeps what is around it', () => {
  test.each(unfinished)('%j', (text, tree, codes) => {
    const isComment = text.startsWith('/*');
    const result = parse(isComment ? text : text + below);
    const expected = isComment ? tree : `${tree} Next(id)`.trim();
    expect([outline(result.tree), result.errors.map((error) => error.code.slice(3)).join(' ')]).toEqual([
      expected,
      codes,
    ]);
  });
});

/** More of them, to be surer: RECOVERY_RUNS=100000 */
const runs = Number(process.env.RECOVERY_RUNS ?? 1500);

const folder = new URL('../../examples/', import.meta.url).pathname;
const examples = globSync(`${folder}**/*.evflow`).map((path) => {
  const text = readFileSync(path, 'utf8');
  return { text, tokens: scan(text).tokens.slice(0, -1), declared: declaredIn(parse(text).tree, text) };
});

type Mutation = (text: string, token: Token) => string;
const insert =
  (what: string): Mutation =>
  (text, { startOffset }) =>
    `${text.slice(0, startOffset)}${what} ${text.slice(startOffset)}`;
const mutations: Mutation[] = [
  (text, { startOffset, end }) => text.slice(0, startOffset) + text.slice(end),
  (text, { startOffset, end }) => `${text.slice(0, end)} ${text.slice(startOffset)}`,
  ...['{', '}', '(', ')', '[', ':', '->', ',', '.', '"', '@', 'emit', 'x'].map(insert),
];

/** An example with one mistake in it: what it was, where it is touched. Numbers only, so that a failure can be read. */
const mistakes = fc.record({
  example: fc.nat(examples.length - 1),
  mutation: fc.nat(mutations.length - 1),
  place: fc.nat(5000),
});
type Mistake = { example: number; mutation: number; place: number };

function applied({ example, mutation, place }: Mistake) {
  const { text, tokens, declared } = examples[example]!;
  const token = tokens[place % tokens.length]!;
  return { text, declared, token, changed: mutations[mutation]!(text, token) };
}

describe('one mistake in an example', { timeout: 120_000 }, () => {
  test('costs no declaration but the one it is in', () => {
    fc.assert(
      fc.property(mistakes, (mistake) => {
        const { changed, declared, token } = applied(mistake);
        const left = declaredIn(parse(changed).tree, changed).map(({ source }) => source);
        for (const { source, start, end } of declared) {
          const isTouched = start <= token.end && token.startOffset <= end;
          if (!isTouched)
            expect(
              left.some((found) => found.endsWith(source)),
              `${source}\nin\n${changed}`,
            ).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });

  test('is reported a few times at most, in order, at places of the text', () => {
    fc.assert(
      fc.property(mistakes, (mistake) => {
        const { changed } = applied(mistake);
        const { errors } = parse(changed);
        expect(errors.length, changed).toBeLessThan(8);
        expectOrdered(errors.map((error) => error.span.start));
        for (const { span, message } of errors) {
          expect(0 <= span.start && span.start <= span.end && span.end <= changed.length).toBe(true);
          expect(message).toMatch(/^[A-Z`].*[.?`]$/s);
        }
      }),
      { numRuns: runs },
    );
  });

  test('leaves a tree that is whole: children inside their parents, in order', () => {
    fc.assert(
      fc.property(mistakes, (mistake) => {
        const { changed } = applied(mistake);
        walk(parse(changed).tree, (node, parent) => {
          if (parent && (node.start < parent.start || node.end > parent.end)) {
            throw new Error(
              `${node.kind} ${node.start}..${node.end} is outside ${parent.kind} ${parent.start}..${parent.end} in:\n${changed}`,
            );
          }
          if (!(node.start <= node.end)) throw new Error(`${node.kind} ends before it starts in:\n${changed}`);
        });
      }),
      { numRuns: runs / 4 },
    );
  });

  test('a file cut off anywhere keeps every declaration above', () => {
    fc.assert(
      fc.property(mistakes, (mistake) => {
        const { text, declared, token } = applied(mistake);
        const above = text.slice(0, token.end);
        const left = declaredIn(parse(above).tree, above).map(({ source }) => source);
        for (const { source, end } of declared) if (end <= token.end) expect(left).toContain(source);
      }),
      { numRuns: runs / 4 },
    );
  });
});

describe('a mistake says nothing about declarations above, whatever their layout', () => {
  const layouts: [string, (text: string) => string][] = [
    ['as formatted', (text) => text],
    ['without indents', (text) => text.replace(/^[ \t]+/gm, '')],
    ['with tabs', (text) => text.replace(/^ +/gm, (spaces) => '\t'.repeat(spaces.length / 2))],
    ['with closing braces indented like what they close', (text) => text.replace(/^( *)\}/gm, '$1  }')],
    ['with opening braces on lines of their own', (text) => text.replace(/^( *)(.*) \{$/gm, '$1$2\n$1{')],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ];
  const wrong = [
    'record Bad { x: }',
    'record Bad {',
    'record Bad {\n  x: int\n',
    'record Bad }',
    'recrod Bad { }',
    'record Bad { x: int } }',
  ];

  test.each(layouts)('%s', (_, layOut) => {
    for (const { text } of examples) {
      const above = layOut(text);
      expect(parse(above).errors).toEqual([]);
      for (const bad of wrong) {
        const { errors } = parse(`${above}\n${bad}`);
        expect(
          errors.map(({ span }) => span.start >= above.length),
          bad,
        ).toEqual([true]);
      }
    }
  });
});

test('any text has a tree', { timeout: 120_000 }, () => {
  const pieces = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    '`',
    '@',
    '@1',
    ':',
    '->',
    ',',
    '...',
    '\n',
    '\r\n',
    ' ',
    '/*',
    '//',
    'event',
    'on',
    'emit',
    'x',
    '5',
    '5m',
    'é',
    '\u{1F600}',
    '=',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 60 }),
      (parts) => {
        const text = parts.join('');
        const { tree, errors } = parse(text);
        expect(tree.end).toBe(text.length);
        for (const { span } of errors) expect(span.end).toBeLessThanOrEqual(text.length);
      },
    ),
    { numRuns: runs },
  );
});

/** The declarations of a file, whole. A stray `@` before one may belong to it. */
function declaredIn(tree: SourceTree, text: string): { source: string; start: number; end: number }[] {
  return tree.declarations.map(({ start, end }) => ({ source: text.slice(start, end), start, end }));
}

function expectOrdered(offsets: number[]): void {
  expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
}

function outline(tree: SourceTree): string {
  return tree.declarations
    .map((declaration) => {
      const { members, symbols, cases, items, lines } = declaration as unknown as Record<
        string,
        { kind: string; name?: { text: string } }[]
      >;
      return `${declaration.name.text}(${(members ?? symbols ?? cases ?? items ?? lines)!.map((item) => item.name?.text ?? item.kind).join(' ')})`;
    })
    .join(' ');
}
