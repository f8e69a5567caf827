import { describe, expect, test } from 'vitest';
import { accept, complete, expectCompletion } from './completion.ts';

const DECLARATIONS =
  'record enum union event command document topic service consumer aggregate projection saga choreography scenario';
const STATEMENTS = 'let emit send if for either require reject fail dead_letter remove';

/** Messages, types and parts to speak of. */
const WORLD = `
// file: world.evflow
enum Status { open, paid }
record Item { sku: string, status: Status, note?: string }
union Payment by kind { card: Item, other: Item }
event Created { id: uuid, items: Item[], status: Status }
event Paid@1 { id: uuid, amount: decimal }
event Paid@2 { id: uuid, total: decimal, upcast from @1 { total: old.amount } }
command Pay { id: uuid }
document Snapshot { id: uuid }
topic facts { carries Created, Paid key id }
consumer Stock { state { left: int = 0, map: map<int> = {} } on Created { } }
aggregate Order by id { state { status: Status = open } apply Created { } }
projection Orders by id { state { spent: decimal = 0 } on Created { } query big(min: decimal) where spent >= min }
saga Checkout by id { start on Created step Take { send Pay { id } on Paid@2 -> done after 1m -> abort "late" } done { } abort { } }
`;
const within = (source: string) => `${WORLD}// file: main.evflow\n${source}`;
const MESSAGES = 'Created Paid@1 Paid@2 Pay Snapshot';
const FACTS = 'Created Paid@1 Paid@2 Snapshot';
const ANY_FACTS = 'Created Paid Snapshot';

describe('completion of keywords', () => {
  test.each([
    ['an empty file', '⟨|⟩', `evflow namespace use ${DECLARATIONS}`],
    ['below the edition', 'evflow 1\n⟨|⟩', `namespace use ${DECLARATIONS}`],
    ['below the namespace', 'namespace a\n⟨|⟩', `use ${DECLARATIONS}`],
    ['below a use', 'namespace a\nuse b.C\n⟨|⟩', `use ${DECLARATIONS}`],
    ['below a declaration', 'record A { }\n⟨|⟩', DECLARATIONS],
    ['between declarations', 'record A { }\n⟨|⟩\nrecord B { }', DECLARATIONS],
    ['behind a declaration, on its line', 'record A { } ⟨|⟩', DECLARATIONS],
    ['a half-typed word', 'record A { }\nev⟨|⟩', DECLARATIONS],
    ['inside a word', 'record A { }\nev⟨|⟩ent B { }', DECLARATIONS],
    ['behind an annotation', '@tag("a")\n⟨|⟩', DECLARATIONS],
    ['a record', 'record A { ⟨|⟩ }', 'reserved'],
    ['a message', 'event A {\n  ⟨|⟩\n}', 'reserved upcast_from'],
    ['a message above fields', 'event A {\n  ⟨|⟩\n  id: uuid\n}', 'reserved upcast_from'],
    ['a type', 'record A { b: decimal(12, 2) ⟨|⟩', 'reserved was'],
    ['an enum', 'enum A { a, ⟨|⟩ }', ''],
    ['behind an enum', 'enum A { a } ⟨|⟩', `otherwise ${DECLARATIONS}`],
    ['a union', 'union A { ⟨|⟩ }', ''],
    ["behind a union's name", 'union A ⟨|⟩', 'by'],
    ['a topic', 'topic a { ⟨|⟩ }', 'carries key partitions replicas acks retain compact compatibility'],
    [
      'a topic, unclosed',
      'topic a {\n  partitions 3\n  ⟨|⟩\n\nevent B { }',
      'carries key partitions replicas acks retain compact compatibility',
    ],
    ['acks', 'topic a { acks ⟨|⟩ }', 'all leader'],
    ['retain', 'topic a { retain ⟨|⟩ }', 'forever'],
    ['compatibility', 'topic a { compatibility f⟨|⟩ }', 'none backward forward full'],
    ['partitions', 'topic a { partitions ⟨|⟩ }', ''],
    ['a service', 'service A {\n  ⟨|⟩\n}', 'publishes consumer aggregate projection saga'],
    ["behind a consumer's name", 'consumer A ⟨|⟩', 'by on'],
    [
      'a consumer',
      'consumer A { ⟨|⟩ }',
      'on ignore state group offset delivery idempotent retry dead_letter_to concurrency single',
    ],
    ['offset', 'consumer A { offset ⟨|⟩ }', 'earliest latest'],
    ['delivery', 'consumer A { delivery ⟨|⟩ }', 'at-least-once at-most-once exactly-once'],
    ['dead', 'consumer A { dead ⟨|⟩ }', 'letter_to'],
    [
      'retry',
      'consumer A {\n  retry 5 ⟨|⟩',
      'backoff on ignore state group offset delivery idempotent retry dead_letter_to concurrency single',
    ],
    ['an aggregate', 'aggregate A by id { ⟨|⟩ }', 'snapshot_every state handle apply'],
    ['a projection', 'projection A by id { ⟨|⟩ }', 'state on ignore query'],
    ['behind a query', 'projection A by id { query a() ⟨|⟩ }', 'where order_by limit state on ignore query'],
    ['a saga', 'saga A by id { ⟨|⟩ }', 'start_on state step pivot_step parallel done abort'],
    ['a step', 'saga A by id { step B {\n  ⟨|⟩\n} }', `on after compensate ${STATEMENTS}`],
    ['a compensation', 'saga A by id { step B { compensate { ⟨|⟩ } } }', `on after ${STATEMENTS}`],
    ['a parallel', 'saga A by id { parallel B { ⟨|⟩ } }', 'step pivot_step'],
    ['a choreography', 'choreography A by id { ⟨|⟩ }', 'start_on ends_on fails_on within'],
    ['a body', 'consumer A { on B { ⟨|⟩ } }', STATEMENTS],
    ['behind an if', 'consumer A { on B {\n  if true { }\n  ⟨|⟩\n} }', `else ${STATEMENTS}`],
    ['behind either', 'consumer A { on B {\n  either a { }\n  ⟨|⟩\n} }', `or ${STATEMENTS}`],
    [
      'a scenario',
      'scenario "a" { ⟨|⟩ }',
      'given stub fault replay rebuild redrive resume when wait then never expect',
    ],
    ['fault', 'scenario "a" { fault ⟨|⟩ }', 'duplicate drop reorder delay crash disconnect lag stop_broker'],
    ['is', 'scenario "a" { expect x is ⟨|⟩ }', 'running done aborted parked stuck'],
    ['replay from', 'consumer C { }\nscenario "a" { replay C from ⟨|⟩ }', 'earliest latest'],
    [
      'crash',
      'consumer C { }\nscenario "a" {\n  fault crash C ⟨|⟩',
      'before_commit given stub fault replay rebuild redrive resume when wait then never expect',
    ],
  ])('%s', async (_where, source, only) => {
    const offered = (await complete(source))
      .filter(({ kind }) => kind === 14)
      .map(({ label }) => label.replaceAll(' ', '_'));
    expect(offered.sort()).toEqual(only.split(' ').filter(Boolean).sort());
  });

  test.each([
    ['a line comment', 'record A { } // ⟨|⟩'],
    ['a doc comment', '/// rec⟨|⟩\nrecord A { }'],
    ['a block comment', '/* rec⟨|⟩ */'],
    ['an unclosed block comment', 'record A { }\n/* rec⟨|⟩'],
    ['a string', 'event A "⟨|⟩" { }'],
    ['an unclosed string', 'scenario "a⟨|⟩'],
    ['a number', 'topic a { partitions 1⟨|⟩ }'],
    ['a duration', 'topic a { retain 7d⟨|⟩ }'],
    ['a new name', 'event ⟨|⟩'],
    ['a new field', 'record A { a⟨|⟩: string }'].map((text) => text.replace('a⟨|⟩: string', 'reserved ⟨|⟩')) as [
      string,
      string,
    ],
  ])('nothing in %s', (_where, source) => expectCompletion(source, { only: '' }));

  test('behind a closed block comment', () => expectCompletion('/* a */⟨|⟩', { includes: 'record' }));
  test('first offset of a file', () => expectCompletion('⟨|⟩record A { }', { includes: 'namespace record' }));
  test('last offset of a file', () =>
    expectCompletion('record A { }⟨|⟩', { includes: 'record', excludes: 'namespace reserved' }));
  test('lines that end in CRLF', () =>
    expectCompletion('namespace a\r\n\r\ntopic a {\r\n  ⟨|⟩\r\n}\r\n', { includes: 'carries', excludes: 'record' }));
  test('behind a byte-order mark', () => expectCompletion('\ufeff⟨|⟩', { includes: 'namespace' }));
});

describe('completion of names', () => {
  const BUILT_IN = 'string boolean int long double decimal uuid date time timestamp duration uri email bytes json';
  test.each([
    ['the type of a field', 'record A { b: ⟨|⟩ }', `${BUILT_IN} map enum Status Item Payment A`],
    ['the type in a map', 'record A { b: map<⟨|⟩> }', `${BUILT_IN} map enum Status Item Payment A`],
    ['the type of a case', 'union A { b: ⟨|⟩ }', `${BUILT_IN} map enum Status Item Payment A`],
    ['the type of a parameter', 'projection A by id { query q(a: ⟨|⟩) }', `${BUILT_IN} map enum Status Item Payment`],
    [
      'an unfinished field above another',
      'record A {\n  b: ⟨|⟩\n  c: string\n}',
      `${BUILT_IN} map enum Status Item Payment A`,
    ],
    ['carries', 'topic a { carries ⟨|⟩ }', ANY_FACTS],
    ['publishes', 'service A { publishes ⟨|⟩ }', MESSAGES],
    ['on', 'consumer A { on ⟨|⟩ }', MESSAGES],
    ['on, half-typed', 'consumer A { on Cr⟨|⟩ }', MESSAGES],
    ['on, in a projection', 'projection A by id { on ⟨|⟩ }', FACTS],
    ['ignore', 'consumer A { ignore ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['emits', 'consumer A { on Created emits ⟨|⟩ }', MESSAGES],
    ['emits, the second', 'consumer A { on Created emits Paid@2 | ⟨|⟩ }', MESSAGES],
    ['handle', 'aggregate A by id { handle ⟨|⟩ }', 'Pay'],
    ['apply', 'aggregate A by id { apply ⟨|⟩ }', 'Created Paid@1 Paid@2'],
    ['start on', 'saga A by id { start on ⟨|⟩ }', FACTS],
    ['on, in a step', 'saga A by id { step B { on ⟨|⟩ } }', `${FACTS} rejected`],
    ['emit', 'consumer A { on Created { emit ⟨|⟩ } }', FACTS],
    ['emit, above another statement', 'consumer A { on Created {\n  emit ⟨|⟩\n  emit Created\n} }', FACTS],
    ['emit, below one that is unfinished', 'consumer A { on Created {\n  let x = \n  emit ⟨|⟩\n} }', undefined],
    ['send', 'saga A by id { step B { send ⟨|⟩ } }', 'Pay'],
    ['emit to', 'consumer A { on Created { emit Created to ⟨|⟩ } }', 'facts'],
    ['consumer on', 'consumer A on ⟨|⟩', 'facts'],
    ['dead letter to', 'consumer A { dead letter to ⟨|⟩ }', 'facts'],
    ["a choreography's start", 'choreography A by id { start on ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['an arrow', 'choreography A by id { Created -> ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['an arrow, the second', 'choreography A by id { Created -> Paid | ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['compensates', 'choreography A by id { Created -> Paid compensates ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['given', 'scenario "a" { given ⟨|⟩ }', `${FACTS} Stock Order Orders Checkout`],
    ['when', 'scenario "a" { when ⟨|⟩ }', MESSAGES],
    ['then', 'scenario "a" { then ⟨|⟩ }', 'Created Paid Pay Snapshot rejected'],
    ['never', 'scenario "a" { never ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['stub', 'scenario "a" { stub ⟨|⟩ }', 'Created Paid Pay Snapshot Stock Order Orders Checkout'],
    ['stub on', 'scenario "a" { stub Stock on ⟨|⟩ }', 'Created Paid Pay Snapshot'],
    ['an answer', 'scenario "a" { stub Pay -> ⟨|⟩ }', `${MESSAGES} rejected`],
    ['a fault', 'scenario "a" { fault duplicate ⟨|⟩ }', 'every Created Paid Pay Snapshot'],
    ['crash', 'scenario "a" { fault crash ⟨|⟩ }', 'Stock Order Orders Checkout'],
    ['lag', 'scenario "a" { fault lag ⟨|⟩ }', 'Stock Orders'],
    ['replay', 'scenario "a" { replay ⟨|⟩ }', 'Stock'],
    ['rebuild', 'scenario "a" { rebuild ⟨|⟩ }', 'Orders'],
    ['redrive', 'scenario "a" { redrive ⟨|⟩ }', 'facts'],
    ['resume', 'scenario "a" { resume ⟨|⟩ }', 'Checkout'],
    ['an annotation', '@⟨|⟩ record A { }', 'deprecated sensitive example owner tag'],
    ['an annotation, half-typed', 'record A {\n  @se⟨|⟩\n  b: string\n}', 'deprecated sensitive example owner tag'],
    ['otherwise', 'enum A { a, b } otherwise ⟨|⟩', 'a b'],
    ['otherwise of a union', 'union A { a: Item, b: Item } otherwise ⟨|⟩', 'a b'],
    ['was', 'event Created@2 { old: uuid was ⟨|⟩ }', 'id items status'],
    ['upcast', 'event Paid@3 { total: decimal, id: uuid, upcast from @2 { ⟨|⟩ } }', 'total id'],
  ])('%s', async (_where, source, only) => {
    if (only === undefined) await expectCompletion(within(source), { includes: FACTS });
    else await expectCompletion(within(source), { only });
  });

  test('the version of a message', () =>
    expectCompletion(within('consumer A { on Paid@⟨|⟩ }'), { only: '2 2.0 1 1.0' }));
  test('the version, half-typed', () =>
    expectCompletion(within('consumer A { on Paid@1.⟨|⟩ }'), { only: '2 2.0 1 1.0' }));
  test('the version that an upcast begins with', () =>
    expectCompletion(within('event Paid@3 { upcast from @⟨|⟩ }'), { only: '2 2.0 1 1.0' }));
  test('the version of a record', () =>
    expectCompletion('record A@1.0 { }\nrecord A@1.1 { }\nrecord B { a: A@⟨|⟩ }', { only: '1.1 1.0' }));
  test('the next version', () => expectCompletion(within('event Paid@⟨|⟩'), { only: '2.1 3' }));
  test('a record with versions is named exactly', () =>
    expectCompletion('record A@1.0 { }\nrecord A@1.1 { }\nrecord B { a: ⟨|⟩ }', {
      includes: 'A@1.0 A@1.1',
      excludes: 'A',
    }));

  const TWO = `
// file: a.evflow
namespace shop.pay
event Paid { id: uuid }
event Done@1 { }
event Done@2 { }
topic t { carries Paid key id }
// file: b.evflow
namespace shop.stock
event Reserved { }
// file: main.evflow
namespace shop.main
`;
  test('use begins with a namespace', () => expectCompletion(`${TWO}use ⟨|⟩`, { only: 'shop.pay shop.stock' }));
  test('use goes on with a dot', () => expectCompletion(`${TWO}use shop.⟨|⟩`, { only: 'pay stock' }));
  test('use ends with a name', () => expectCompletion(`${TWO}use shop.pay.⟨|⟩`, { only: 'Paid Done t' }));
  test('use of several names', () => expectCompletion(`${TWO}use shop.pay.{Paid, ⟨|⟩}`, { only: 'Done t' }));
  test('a whole name', () => expectCompletion(`${TWO}consumer C { on shop.pay.⟨|⟩ }`, { only: 'Paid Done@1 Done@2' }));
  test('a namespace', () => expectCompletion(TWO.replace('shop.main', 'shop.⟨|⟩'), { includes: 'pay stock' }));
  test('a name of another namespace brings its use', async () => {
    expect(await accept(`${TWO}consumer C { on P⟨|⟩ }`, 'Paid')).toBe(
      'namespace shop.main\n\nuse shop.pay.Paid\nconsumer C { on Paid }',
    );
  });
  test('a pinned name of another namespace brings its use without the version', async () => {
    expect(await accept(`${TWO}use shop.pay.{Paid}\nconsumer C { on ⟨|⟩ }`, 'Done@2')).toBe(
      'namespace shop.main\nuse shop.pay.{Paid, Done}\nconsumer C { on Done@2 }',
    );
  });
  test('a name in use brings nothing', async () => {
    expect(await accept(`${TWO}use shop.pay.Paid\nconsumer C { on ⟨|⟩ }`, 'Paid')).toBe(
      'namespace shop.main\nuse shop.pay.Paid\nconsumer C { on Paid }',
    );
  });
  test('whole names need no use', async () => {
    expect(await accept(`${TWO}consumer C { on shop.pay.⟨|⟩ }`, 'Paid')).toBe(
      'namespace shop.main\nconsumer C { on shop.pay.Paid }',
    );
  });
});

describe('completion of fields and values', () => {
  test.each([
    ['key', 'topic a { carries Created, Paid key ⟨|⟩ }', 'id'],
    ['by, of what is carried', 'topic a { carries Created by ⟨|⟩ }', 'id items status'],
    ['by, of a handler', 'projection A by id { on Paid@2 by ⟨|⟩ }', 'id total'],
    ['by, of a part', 'consumer A by ⟨|⟩ { on Paid@2 { } }', 'id total'],
    ['order by', 'projection A by id { state { a: int = 0 } query q() order by ⟨|⟩ }', 'a'],
    ['a path', 'event E { at: Item }\ntopic a { carries E key at.⟨|⟩ }', 'sku status note'],
    ['members of a message', 'consumer A { on Created as c { let x = c.⟨|⟩ } }', 'id items status'],
    [
      'members above another line',
      'consumer A { on Created as c {\n  let x = c.⟨|⟩\n  emit Paid@2 { id: c.id }\n} }',
      'id items status',
    ],
    ['members, half-typed', 'consumer A { on Created as c { if c.st⟨|⟩ } }', 'id items status'],
    ['symbols of an enum', 'consumer A { on Created as c { if c.status == Status.⟨|⟩ } }', 'open paid'],
    ['targets', 'saga A by id { step B { on Created -> ⟨|⟩ } step C { } }', 'C done abort'],
    ['targets in a compensation', 'saga A by id { step B { compensate { on Created -> ⟨|⟩ } } }', 'compensated abort'],
    [
      'targets in a parallel',
      'saga A by id { parallel P { step B { on Created -> ⟨|⟩ } } -> C step C { } }',
      'joined abort',
    ],
    ['targets of a parallel', 'saga A by id { parallel P { step B { } } -> ⟨|⟩\nstep C { } }', 'C done abort'],
  ])('%s', (_where, source, only) => expectCompletion(within(source), { only }));

  test.each([
    ['methods of a list', 'consumer A { on Created as c { if c.items.⟨|⟩ } }', 'all any filter length', 'id sku'],
    ['members of an item', 'consumer A { on Created as c { if c.items.all(i => i.⟨|⟩) } }', 'sku status note', 'id'],
    ["a lambda's parameter", 'consumer A { on Created as c { if c.items.all(i => ⟨|⟩) } }', 'i c', ''],
    ['fields of meta', 'consumer A { on Created { let x = meta.⟨|⟩ } }', 'eventId timestamp correlationId', 'id'],
    [
      'names in a body',
      'consumer A { state { n: int = 0 } on Created as c { let x = 1 let y = ⟨|⟩ } }',
      'c n x meta state sum now',
      'y emit',
    ],
    ['symbols where an enum is compared', 'consumer A { on Created as c { if c.status == ⟨|⟩ } }', 'open paid c', ''],
    [
      'symbols where an enum is assigned',
      'aggregate A by id { state { s: Status = open } apply Created { s = ⟨|⟩ } }',
      'open paid',
      '',
    ],
    ['symbols of a default', 'record A { s: Status = ⟨|⟩ }', 'open paid', 'record now uuid max'],
    ['symbols in a record', 'consumer A { on Created as c { emit Created { status: ⟨|⟩ } } }', 'open paid', 'items'],
    [
      'fields that a record lacks',
      'consumer A { on Created as c { emit Created { id: c.id, ⟨|⟩ } } }',
      'items status',
      'id',
    ],
    [
      'fields in an empty record',
      'consumer A { on Created as c { emit Created { ⟨|⟩ } } }',
      'id items status',
      'c emit',
    ],
    [
      'fields in an unclosed record',
      'consumer A { on Created as c {\n  emit Created {\n    id: c.id\n    ⟨|⟩\n',
      'items status',
      '',
    ],
    [
      'fields of a record in a list',
      'consumer A { on Created as c { emit Created { items: [{ ⟨|⟩ }] } } }',
      'sku status note',
      'id',
    ],
    ['what can be spread', 'consumer A { on Created as c { emit Created { ...⟨|⟩ } } }', 'c', 'emit'],
    ['what can be assigned', 'consumer A { state { n: int = 0 } on Created as c { ⟨|⟩ } }', 'n emit', 'id c sum'],
    ['the reason of an abort', 'saga A by id { start on Created abort { send Pay { id: ⟨|⟩ } } }', 'id reason', ''],
    ['the old message', 'event Paid@3 { sum: decimal, upcast from @2 { sum: old.⟨|⟩ } }', 'total id', 'sum'],
    ["a query's condition", 'projection A by id { state { a: int = 0 } query q(min: int) where ⟨|⟩ }', 'a min', ''],
    ['parts in expect', 'scenario "a" { expect ⟨|⟩ }', 'Stock Order Orders Checkout', ''],
    ['state of a part', 'scenario "a" { expect Stock.⟨|⟩ }', 'left', 'Stock'],
    ['queries', 'scenario "a" { expect Orders.⟨|⟩ }', 'big', ''],
    ['state of a row', 'scenario "a" { expect Order[uuid("a")].⟨|⟩ }', 'status at history', ''],
    ['given a state', 'scenario "a" { given Stock.⟨|⟩ }', 'left', 'Created'],
    ['fields of a sample', 'scenario "a" { when Created { ⟨|⟩ } }', 'id items status', ''],
    ['fields of an expected message', 'scenario "a" { then Created { id: uuid("a"), ⟨|⟩ } }', 'items status', 'id'],
    ['fields of meta in a sample', 'scenario "a" { when Created { } meta { ⟨|⟩ } }', 'correlationId', 'items'],
  ])('%s', (_where, source, includes, excludes) => expectCompletion(within(source), { includes, excludes }));

  test('what must be given comes first', async () => {
    const labels = (await complete(within('consumer A { on Created { emit Created { ⟨|⟩ } } }'))).map(
      ({ label }) => label,
    );
    expect([...new Set(labels)].slice(0, 3).sort()).toEqual(['id', 'items', 'status']);
  });
  test('a field brings its colon', async () => {
    expect(await accept(within('consumer A { on Paid@2 as p { emit Created { ite⟨|⟩ } } }'), 'items')).toContain(
      'emit Created { items: $0 }',
    );
  });
  test('a name in backquotes replaces both', async () => {
    const source = 'event E { `first-name`: string }\nconsumer C { on E as e { let x = e.`fi⟨|⟩` } }';
    expect(await accept(source, '`first-name`')).toBe(
      'event E { `first-name`: string }\nconsumer C { on E as e { let x = e.`first-name` } }',
    );
  });
  test('what is typed is replaced up to the cursor', async () => {
    expect(await accept('topic a { com⟨|⟩pat }', 'compact')).toBe('topic a { compactpat }');
  });
});
