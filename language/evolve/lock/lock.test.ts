import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../../check/diagnose.ts';
import { Project } from '../../model/project.ts';
import { contentOf } from './canonical.ts';
import { lockText } from './lockText.ts';
import { readLock } from './readLock.ts';

function projectOf(...texts: string[]): Project {
  const project = new Project();
  texts.forEach((text, i) => {
    project.setFile(`${i}.evflow`, text);
  });
  return project;
}

/** The lines of a lock without its header. */
function linesOf(lock: string): string[] {
  return lock.trimEnd().split('\n').slice(1);
}

/** The lines without their fingerprints. */
function declarations(...texts: string[]): string[] {
  return linesOf(lockText(projectOf(...texts))).map((line) => line.slice(17));
}

/** What is wrong with a lock, each with the number of its line. */
function problemsOf(text: string): string[] {
  return readLock(text).problems.map((found) => {
    const line = text.slice(0, found.span.start).split('\n').length;
    return `${line} ${inWords(found).message}`;
  });
}

describe('a line', () => {
  test('holds what travels, in whole names and exact versions, and nothing else', () => {
    expect(
      declarations(
        `
namespace shop.orders
use shop.{Money, Currency}
/// Somebody wants something.
@owner("orders")
event OrderCreated@1 "order-created" {
  orderId: uuid // the key
  @sensitive @example("a") name?: string(1..64, "^[A-Z\\\\u0020]+$")
  items: LineItem[1..]
  total: Money = { value: 1.50, currency: EUR }
  byCode: map<{ a: int(5), b: enum { x, y } = y }[]> was codes
  wait: duration = 90s, free: json = { "a": [1, null, "x"] }
  many: long = -9007199254740993
  reserved amount, first
}
event OrderCreated@2 { orderId: uuid, upcast from @1 { orderId: old.orderId } }
record LineItem { sku: string, related?: LineItem[] }
record Unused { a: int }`,
        `namespace shop
record Money { value: decimal(12, 2), currency: Currency }
enum Currency { EUR, USD, other } otherwise other`,
      ),
    ).toEqual([
      'shop enum Currency@1.0 { EUR, USD, other } otherwise `other`'.replaceAll('`', ''),
      'shop record Money@1.0 { value: decimal(12, 2), currency: shop.Currency@1.0 }',
      'shop.orders record LineItem@1.0 { sku: string, related?: shop.orders.LineItem@1.0[] }',
      'shop.orders event OrderCreated@1.0 "order-created" { orderId: uuid, @sensitive name?: string(1..64, "^[A-Z\\\\u0020]+$"), ' +
        'items: shop.orders.LineItem@1.0[1..], total: shop.Money@1.0 = { "value": 1.50, "currency": EUR }, ' +
        'byCode: map<{ a: int(5), b: enum { x, y } = y }[]> was codes, wait: duration = "PT90S", ' +
        'free: json = { "a": [1, null, "x"] }, many: long = -9007199254740993, reserved amount, reserved first }',
      'shop.orders event OrderCreated@2.0 { orderId: uuid }',
    ]);
  });

  test('holds topics and parts as far as others depend on them', () => {
    expect(
      declarations(`
event A { id: uuid, b: { c: uuid } }
event B { id: uuid }
command Do { id: uuid }
topic t "T" { carries B by id, A, key b.c, partitions 6, replicas 3, retain 36h, compact }
topic dead { carries A by id, B by id, retain forever, compatibility backward }
service S {
  consumer C by id on t { group "g", idempotent by id for 7d, dead letter to dead, state { n: int = 0 } on A by b.c { n += 1 } }
  aggregate G by id { handle Do as d { emit B { id: d.id } } apply B {} }
  projection P by id { state { n: int = 0 } on B { n += 1 } }
  saga X by id {
    start on B
    step one was first { send Do { id } on A -> two, on rejected -> abort reason, after 1h -> two, compensate { send Do { id } on A -> compensated } }
    parallel two { step three { on B -> joined } } -> done
  }
}`),
    ).toEqual([
      '- event A@1.0 { id: uuid, b: { c: uuid } }',
      '- event B@1.0 { id: uuid }',
      '- consumer C by id { idempotent by id, `dead` letter to `dead` }'.replace('`dead` letter', 'dead letter'),
      '- command Do@1.0 { id: uuid }',
      '- aggregate G by id {}',
      '- saga X by id { start on B@1, step one was first { on A@1 -> done, compensate { on A@1 -> done } }, ' +
        'parallel two { step three { on B@1 -> done } } -> done }',
      '- topic dead { carries A by id, B by id, partitions 1, retain forever, compatibility backward }'.replace(
        'dead',
        '`dead`',
      ),
      '- topic t "T" { carries A by b.c, B by id, partitions 6, retain 36h, compact, compatibility full }',
    ]);
  });

  test('stands in order of names, versions as numbers', () => {
    const versions = ['1.9', '1.10', '1', '2'].map((version) => `event A@${version} { id: uuid }`);
    expect(
      declarations(versions.join('\n'), 'namespace a event A {} event AB {}').map((line) => line.split(' {')[0]),
    ).toEqual(['- event A@1.0', '- event A@1.9', '- event A@1.10', '- event A@2.0', 'a event A@1.0', 'a event AB@1.0']);
  });

  test('has another fingerprint when a type that it uses is another', () => {
    const message = 'event A { b: B[] } record B { c: C } ';
    const [first, second] = ['enum C { x }', 'enum C { x, y }'].map((text) =>
      linesOf(lockText(projectOf(message + text))),
    );
    expect(second!.map((line) => line.slice(17, -8))).toEqual(expect.arrayContaining([first![0]!.slice(17, -8)]));
    first!.forEach((line, i) => {
      expect(second![i]!.slice(0, 16)).not.toBe(line.slice(0, 16));
    });
  });
});

const NAME = fc.constantFrom(
  'a',
  'state',
  'true',
  'first-name',
  'ünï',
  'not',
  'reserved',
  'key',
  'on',
  '__proto__',
  'constructor',
);
const { type: TYPE } = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'uuid',
      'boolean',
      'json',
      'Other',
      'Status',
      'Choice',
      'double(0.0000001..1000000000000000000000000)',
    ),
    fc.constantFrom('string(..5, "\\u2028[a\\"\\\\\\\\]")', 'decimal(5)', 'long(-5..)', 'int(7)', 'bytes', 'timestamp'),
    tie('type').map((item) => `${item}[1..3]`),
    tie('type').map((item) => `map<${item}>`),
    fc
      .uniqueArray(fc.tuple(NAME, tie('type')), { selector: ([name]) => name, maxLength: 3 })
      .map((fields) => `{ ${fields.map(([name, type]) => `\`${name}\`: ${type}`).join(', ')} }`),
  ),
}));
const DEFAULTED = fc.constantFrom(
  'Status = `not`',
  'string = "\\n\\u0000\\""',
  'decimal = -12.340',
  'double = 0.00000012',
  'Other = { n: -3 }',
  'Choice = { kind: `a`, n: 1.0 }',
  'map<long> = { "__proto__": 5, a: 6 }',
  'Status[] = [`not`, a]',
  'duration = 1500ms',
);
const MEMBER = fc.tuple(NAME, fc.oneof(TYPE, DEFAULTED), fc.boolean(), fc.boolean());
const PROJECT = fc
  .tuple(
    fc.constantFrom('', 'namespace shop', 'namespace `my-shop`.topic'),
    fc.uniqueArray(MEMBER, { selector: ([name]) => name }),
  )
  .map(([namespace, members]) => {
    const fields = members.map(([name, type, optional, sensitive]) => {
      const isOptional = optional && !type.includes(' = ');
      return `${sensitive ? '@sensitive ' : ''}\`${name}\`${isOptional ? '?' : ''}: ${type}`;
    });
    return `${namespace}
event \`key\` "wire name" { ${fields.join(', ')} }
event A@1 { state: { ${fields.join(', ')} }[] } event A@1.1 { x: int }
record Other { n: int, again?: Other } enum Status { \`not\`, a, otherwise } otherwise a
union Choice by kind { \`a\`: Decimals, on: Other } otherwise on record Decimals { n: decimal(3, 1) }
topic \`carries\` { carries A, \`key\` } consumer \`on\` {}`;
  });

describe('for whatever project', () => {
  test('a lock that is read and written again is the same', () => {
    fc.assert(
      fc.property(PROJECT, (text) => {
        const lock = lockText(projectOf(text));
        const read = readLock(lock);
        expect(read.problems).toEqual([]);
        expect(lockText(read.project)).toBe(lock);
        expect(lockText(projectOf(text), read)).toBe(lock);
      }),
    );
  });

  test('what is read back has the same shapes', () => {
    fc.assert(
      fc.property(PROJECT, (text) => {
        const project = projectOf(text);
        const published = readLock(lockText(project)).project;
        for (const entity of published.entities()) {
          const now = project.entity(entity.key)!;
          expect(plain(published.shapeOf(entity)?.shape)).toEqual(plain(project.shapeOf(now)?.shape));
          expect(contentOf(published, entity)).toBe(contentOf(project, now));
          expect(published.topic(entity.key)?.carries).toEqual(project.topic(now.key)?.carries);
        }
      }),
    );
  });

  test('an edit of any one character is found', () => {
    const [text = ''] = fc.sample(PROJECT, { numRuns: 1, seed: 7 });
    const lock = lockText(projectOf(text));
    const begin = lock.indexOf('\n') + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: begin, max: lock.length - 2 }),
        fc.constantFrom('', 'x', '0', ' ', '`', '{', '}', '"', '@'),
        (at, put) => {
          fc.pre(lock[at] !== '\n' && lock[at] !== put);
          expect(readLock(lock.slice(0, at) + put + lock.slice(at + 1)).problems.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

/** A shape without the nodes that it came from. */
function plain(shape: unknown): unknown {
  return shape === undefined
    ? undefined
    : JSON.parse(
        JSON.stringify(shape, (key, value) =>
          key === 'node' ? undefined : typeof value === 'bigint' ? `${value}` : value,
        ),
      );
}

describe('what merging and editors do', () => {
  const text = 'namespace a event A { id: uuid, l: L } event A@1.1 { id: uuid, l: L, n?: int } record L { n: int }';
  const lock = lockText(projectOf(text));

  test('to order, repeated lines, line ends, white space and a byte-order mark means nothing', () => {
    const lines = lock.trimEnd().split('\n');
    const shuffled = `\ufeff${[...lines.toReversed(), ...lines].join(' \t\r\n\r\n')}`;
    expect(readLock(shuffled).problems).toEqual([]);
    expect(lockText(readLock(shuffled).project)).toBe(lock);
  });

  test('leaves conflicts, which are named once, and the lines of both count', () => {
    const [header, one, two, three] = lock.trimEnd().split('\n');
    const conflict = [header, '<<<<<<< HEAD', one, '=======', two, '>>>>>>> main', three].join('\n');
    expect(problemsOf(conflict)).toEqual([
      '2 Two branches are not merged here. Keep the lines of both, and take out the three lines with the marks.',
    ]);
    expect(readLock(conflict).entries).toHaveLength(3);
  });

  test('brings two contents of one version together, and both are named', () => {
    const other = linesOf(lockText(projectOf(text.replace('n?: int', 'm?: int'))))[1]!;
    expect(problemsOf(lock + other)).toEqual([
      '5 a.A@1.1 is in here with two different contents: `event A@1.1 { id: uuid, l: a.L@1.0, m?: int }` and ' +
        '`event A@1.1 { id: uuid, l: a.L@1.0, n?: int }`. Keep the line of the one that was published first, and make the other the next version.',
    ]);
  });

  test('an edited type is reported at its line, not at those that use it', () => {
    expect(problemsOf(lock.replace('{ n: int }', '{ n: long }'))).toEqual([
      expect.stringMatching(/^4 The fingerprint does not belong to a\.L@1\.0/),
    ]);
  });

  test('a line that was taken out is missed by those that use it', () => {
    const without = linesOf(lock).slice(0, 2).join('\n');
    expect(problemsOf(without)).toEqual([
      expect.stringMatching(/^1 .* a\.A@1\.0/),
      expect.stringMatching(/^2 .* a\.A@1\.1/),
    ]);
  });

  test.each([
    ['garbage', 'hello'],
    ['half a line', '0123456789abcdef a event'],
    ['a brace too many', '0123456789abcdef a event B {} }'],
    ['two declarations', '0123456789abcdef a event B {} event C {}'],
    ['an unclosed comment', '0123456789abcdef a event B {} /*'],
    ['an unclosed string', '0123456789abcdef a event B "x {}'],
    ['what is never published', '0123456789abcdef a scenario "x" {}'],
    ['a namespace that is none', '0123456789abcdef a..b event B {}'],
  ])('%s costs no other line', (_, line) => {
    const lines = lock.split('\n');
    const broken = [...lines.slice(0, 2), line, ...lines.slice(2)].join('\n');
    expect(problemsOf(broken)).toEqual([expect.stringMatching(/^3 This line cannot be read/)]);
    expect(readLock(broken).entries).toHaveLength(3);
  });

  test('a newer edition is not guessed at', () => {
    expect(problemsOf('// evflow.lock 2: …\n')).toEqual([
      expect.stringMatching(/^1 This evflow\.lock is of edition 2/),
    ]);
    expect(problemsOf('')).toEqual([]);
  });
});

test('10,000 lines are read at once', () => {
  const events = Array.from({ length: 10_000 }, (_, i) => `event E${i} { id: uuid, next?: R${i % 500} }`);
  const records = Array.from({ length: 500 }, (_, i) => `record R${i} { n: int, next?: R${(i + 1) % 500} }`);
  const lock = lockText(projectOf(['namespace a', ...events.slice(0, 9500), ...records].join('\n')));
  expect(readLock(lock).entries).toHaveLength(10_000);
  expect(readLock(lock).problems).toEqual([]);
});
