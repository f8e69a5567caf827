import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../language/check/diagnose.ts';
import { projectOf } from '../harness.ts';

const SHARED = `
record Place { street: string, floor?: int }
event A { id: uuid, n?: int, m?: int, c: int, place?: Place, list?: int[], status?: enum { on, off } }
command Do { id: uuid, n?: int }
event Out { id: uuid, n: int }
`;

/** Codes of what is found in statements of a consumer's handler \`on A as a\`; \`x\`, \`y\`, \`t\`, \`stock\` are its state. */
function found(statements: string, head = 'on A as a'): string[] {
  const { project } = projectOf(`${SHARED}consumer C {
    idempotent, single
    state { x?: int, y?: int, t?: string, stock: map<int> = {}, rows: map<Place> = {} }
    ${head} { ${statements} }
  }`);
  const codes = diagnose(project, 'main.evflow').map(({ code }) => code);
  return codes.filter((code) => !code.startsWith('EVF3'));
}

const ABSENT = ['EVF6005'];
const good = (statements: string, head?: string) => expect(found(statements, head), statements).toEqual([]);
const bad = (statements: string, head?: string) => expect(found(statements, head), statements).toEqual(ABSENT);

describe('what a condition has shown to be there', () => {
  test.each([
    'a.n != null and a.n > 2',
    'null != a.n and a.n > 2',
    '(a.n != null) and (a.n > 2)',
    'a.c > 0 and a.n != null and a.m != null and a.n > a.m',
    'a.n == null or a.n > 2',
    'not (a.n == null) and a.n > 2',
    'not (a.n == null or a.m == null) and a.n > a.m',
    'not (a.n != null and a.c > 1) or a.n > 2',
    'not not (a.n != null) and a.n > 2',
    'a.n == a.c and a.n > 2',
    'a.n == 3 and a.n + 1 > 3',
    '(a.n != null ? a.n : 0) > 1',
    '(a.n == null ? 0 : a.n) > 1',
    'a.place != null and a.place.street == "" and a.place.street.length > 1',
    'a.place.floor != null and a.place.floor > 1 and a.place.street.length > 1',
    'x != null and state.x > 2',
    'state.x != null and x > 2',
    'event.n != null and event.n > 2',
    'stock["tea"] != null and stock["tea"] > 2',
    'stock[a.place.street ?? ""] == null or a.c > 1',
    'rows["k"].floor != null and rows["k"].floor > 1 and rows["k"].street.length > 1',
    'a.list != null and a.list.any(i => i > 1)',
    'a.n != null and [1, 2].any(i => i > a.n)',
    'a.n != null and (a.n ?? 0) > 1 and a.n != null',
    'a.place != null and a.place.street != "" and (a.place.floor ?? 0) > 1',
  ])('%s', (condition) => good(`if ${condition} { x = 1 }`));

  test.each([
    'a.n != null or a.n > 2',
    'a.n == null and a.n > 2',
    'a.n > 2 and a.n != null',
    'a.m != null and a.n > 2',
    '(a.n != null or a.m != null) and a.n > 2',
    'not (a.n == null and a.m == null) and a.n > 2',
    'a.n == a.m and a.n > 2',
    '(a.n != null ? 1 : a.n) > 1',
    '(a.n == null ? a.n : 0) > 1',
    'stock["tea"] != null and stock["milk"] > 2',
    'a.place == null or a.place.floor > 2',
    '(a.n != null and a.c > 1) == true and a.n > 2',
  ])('and what not: %s', (condition) => bad(`if ${condition} { x = 1 }`));
});

describe('statements', () => {
  test.each([
    'if a.n != null { emit Out { id: a.id, n: a.n } }',
    'if a.n == null { y = 1 } else { emit Out { id: a.id, n: a.n } }',
    'if a.n == null { y = 1 } else if a.n > 1 { y = 2 } else { y = a.n + 1 }',
    'if a.n == null { fail "none" } emit Out { id: a.id, n: a.n }',
    'if a.n == null { if a.c > 1 { fail "none" } else { dead letter "none" } } y = a.n + 1',
    'if a.n == null { either one { fail "none" } or two { dead letter "none" } } y = a.n + 1',
    'if a.n != null { y = 1 } else { fail "none" } y = a.n + 1',
    'if x == null { x = 1 } y = x + 1',
    'x = 1 y = x + 1',
    'x += 1 y = x + 1',
    'if x != null { x = null }',
    'if t != null { t += "!" }',
    'let k = "tea" if stock[k] != null { y = stock[k] + 1 }',
    'let z = a.n if z != null { y = z + 1 }',
    'if a.n != null { let z = a.n y = z + 1 }',
    'for k in stock { if stock[k] != null { y = stock[k] + 1 } }',
    'if a.n != null { for i in a.list ?? [] { y = a.n + i } }',
    'if a.list != null { for i in a.list { y = i } }',
    'if x != null { for i in [1] { y = x + i } y = x + 1 }',
    'if a.status != null { emit Out { id: a.id, n: a.status == on ? 1 : 2 } }',
  ])('%s', (statements) => good(statements));

  test.each([
    ['the other branch', 'if a.n != null { y = 1 } else { emit Out { id: a.id, n: a.n } }'],
    ['behind the branch', 'if a.n != null { y = 1 } emit Out { id: a.id, n: a.n }'],
    ['a block that may end well', 'if a.n == null { if a.c > 1 { fail "none" } } emit Out { id: a.id, n: a.n }'],
    [
      'an arm that may end well',
      'if a.n == null { either one { fail "no" } or two { } } emit Out { id: a.id, n: a.n }',
    ],
    ['an assignment', 'if x != null { x = a.n emit Out { id: a.id, n: x } }'],
    ['an assignment in a branch', 'if x != null { if a.c > 1 { x = null } emit Out { id: a.id, n: x } }'],
    ['an assignment in an arm', 'if x != null { either u { x = null } or v { } emit Out { id: a.id, n: x } }'],
    ['an assignment through state', 'if x != null { state.x = null emit Out { id: a.id, n: x } }'],
    ['an assignment to the map', 'if stock["a"] != null { stock["b"] = 1 emit Out { id: a.id, n: stock["a"] } }'],
    ['remove', 'if stock["a"] != null { remove stock["a"] emit Out { id: a.id, n: stock["a"] } }'],
    ['another key', 'let k = "a" if stock[k] != null { k = "b" emit Out { id: a.id, n: stock[k] } }'],
    ['a loop that comes again', 'if x != null { for i in [1, 2] { emit Out { id: a.id, n: x } x = null } }'],
    ['a loop behind it', 'if x != null { for i in [1, 2] { x = null } emit Out { id: a.id, n: x } }'],
    [
      'one of two locals',
      'if a.c > 1 { let z = a.n if z == null { fail "no" } } else { fail "x" } let z = a.n emit Out { id: a.id, n: z }',
    ],
  ])('%s ends it', (_, statements) => bad(statements));

  test('`require` and what stands behind it; its reason is where the condition fails', () => {
    good('require c.n != null else "none" emit Out { id: c.id, n: c.n }', 'on Do as c');
    good('if c.n == null { reject "none" } emit Out { id: c.id, n: c.n }', 'on Do as c');
    good('require c.n == null else "there are already {}" + (c.n > 1 ? "many" : "few")', 'on Do as c');
    bad('require c.n != null or x != null else "none" emit Out { id: c.id, n: c.n }', 'on Do as c');
  });

  test('a guard holds in its body', () => {
    good('emit Out { id: a.id, n: a.n }', 'on A as a when a.n != null');
    good('emit Out { id, n }', 'on A when n != null');
    bad('emit Out { id: a.id, n: a.n }', 'on A as a when a.m != null');
  });
});

test('a saga forgets the state between a step and its replies, and knows what a reply shows', () => {
  const saga = (wait: string) =>
    diagnose(
      projectOf(`${SHARED}
event Reply { id: uuid, n?: int }
command Go { id: uuid, n: int }
saga S by id {
  start on A as a
  state { x?: int, y?: int }
  step One { x = 1, send Go { id, n: x }, ${wait} -> done, after 1m -> abort "late" }
}`).project,
      'main.evflow',
    )
      .map(({ code }) => code)
      .filter((code) => code.startsWith('EVF6'));
  expect(saga('on Reply as r when r.n != null { y = r.n + 1 }')).toEqual([]);
  expect(saga('on Reply as r { y = x + 1 }')).toEqual(ABSENT);
  expect(saga('on Reply as r when x != null { y = x + 1 }')).toEqual([]);
});

test('a long chain of tests is gone through once', () => {
  const chain = Array.from({ length: 3000 }, (_, i) => (i % 2 === 0 ? 'a.n != null' : 'a.n > 1')).join(' and ');
  good(`if ${chain} { y = a.n + 1 }`);
  good(`if not (${chain}) or a.n > 1 { y = 1 }`);
});
