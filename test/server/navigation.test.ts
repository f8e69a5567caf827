import { describe, expect, test } from 'vitest';
import { expectDefinition, expectReferences, hoverAt } from './navigation.ts';

const WORLD = `
// file: world.evflow
/// How far it is.
enum Status {
  open
  /// The money is there.
  paid
}
/// One line.
record Item {
  /// What it is.
  sku: string(1..40)
  status: Status = open
}
union Payment by kind { card: Item, other: Item }
/// It exists.
event Created@1 { id: uuid, items: Item[], status: Status }
/// It exists, since 2.
event Created@2 { id: uuid, items: Item[], total: decimal, upcast from @1 { total: 0 } }
command Pay { id: uuid }
/// All there is.
topic facts { carries Created key id }
`;
const within = (source: string) => `${WORLD}// file: main.evflow\n${source}`;

describe('hover', () => {
  test.each([
    ['a message', 'consumer A { on Crea⟨|⟩ted@2 { } }', ['event Created@2', 'It exists, since 2.']],
    ['the version of a message', 'consumer A { on Created@⟨|⟩1 { } }', ['event Created@1', 'It exists.']],
    ['a message without a version', 'topic t { carries Crea⟨|⟩ted }', ['event Created@2', 'Versions: `@1.0`, `@2.0`']],
    ['a record', 'record R { a: It⟨|⟩em }', ['record Item {', 'sku: string(1..40)', 'One line.']],
    ['an enum', 'record R { a: Stat⟨|⟩us }', ['enum Status', 'How far it is.']],
    ['a declaring name', 'record R⟨|⟩ { a: Item }', ['record R { a: Item }']],
    ['a topic', 'consumer A on fa⟨|⟩cts { }', ['topic facts', 'All there is.']],
    ['a field', 'record R {\n  /// Mine.\n  mi⟨|⟩ne: Item\n}', ['mine: Item', 'Mine.']],
    [
      'a member',
      'consumer A { on Created@2 as c { if c.items.all(i => i.sk⟨|⟩u == "a") { } } }',
      ['sku: string(1..40)', 'What it is.'],
    ],
    ['an entry', 'consumer A { on Pay as p { emit Created@2 { i⟨|⟩d: p.id, items: [], total: 1 } } }', ['id: uuid']],
    ['a bare field', 'consumer A { on Created@2 { let x = to⟨|⟩tal } }', ['total: decimal']],
    ['a local', 'consumer A { on Created@2 as c { let x = c.total let y = x⟨|⟩ } }', ['x: decimal']],
    ['a declared local', 'consumer A { on Created@2 as c { let x⟨|⟩ = c.total } }', ['x: decimal']],
    ['the item of a loop', 'consumer A { on Created@2 as c { for i in c.items { let x = i⟨|⟩ } } }', ['i: Item']],
    [
      "a lambda's parameter",
      'consumer A { on Created@2 as c { let x = c.items.all(i => i⟨|⟩.sku == "a") } }',
      ['i: Item'],
    ],
    ['the message at hand', 'consumer A { on Created@2 as c { let x = c⟨|⟩.total } }', ['event Created@2']],
    ['its declaring name', 'consumer A { on Created@2 as c⟨|⟩ { } }', ['event Created@2']],
    [
      'state',
      'consumer A { state {\n/// How many.\nn: int = 0 } on Created@2 { n⟨|⟩ += 1 } }',
      ['n: int = 0', 'How many.'],
    ],
    ['the key', 'aggregate A by id { handle Pay { let x = i⟨|⟩d } }', ['id: uuid']],
    ['a symbol', 'consumer A { on Created@1 as c { if c.status == pa⟨|⟩id { } } }', ['paid', 'The money is there.']],
    ['a symbol in its enum', 'enum E { /* */ a⟨|⟩ }', ['a']],
    ['a built-in function', 'consumer A { on Created@2 as c { let x = su⟨|⟩m(c.items, i => 1) } }', ['sum(']],
    ['a method', 'consumer A { on Created@2 as c { let x = c.items.a⟨|⟩ll(i => true) } }', ['all(']],
    ['meta', 'consumer A { on Created@2 { let x = me⟨|⟩ta.eventId } }', ['meta']],
    ['a field of meta', 'consumer A { on Created@2 { let x = meta.event⟨|⟩Id } }', ['meta.eventId: ']],
    [
      'the reason of an abort',
      'saga S by id { start on Created@2 abort { send Pay { id: uuid(rea⟨|⟩son) } } }',
      ['reason: string'],
    ],
    [
      'a query',
      'projection P by id { query big(n: int) where true }\nscenario "s" { expect P.bi⟨|⟩g(1).isEmpty }',
      ['query big(n: int)'],
    ],
    ['a part', 'consumer P { }\nscenario "s" { fault crash P⟨|⟩ }', ['consumer P']],
    ['a built-in type', 'record R { a: uu⟨|⟩id }', ['uuid']],
    ['a used name', 'use a.B⟨|⟩\n// file: b.evflow\nnamespace a\n/// This.\nrecord B { }', ['record B', 'This.']],
    ['a step', 'saga S by id { step A { on Created@2 -> B⟨|⟩ } step B { } }', ['step B']],
    ["the name of a tag's case", 'union U { ca⟨|⟩se: Item }', ['case: Item']],
  ])('%s', async (_what, source, words) => {
    const shown = await hoverAt(within(source));
    for (const word of words) expect(shown).toContain(word);
  });

  test.each([
    ['white space', 'record R { ⟨|⟩ }'],
    ['a comment', '// Cre⟨|⟩ated'],
    ['an unknown name', 'record R { a: Not⟨|⟩hing }'],
    ['a number', 'topic t { partitions 1⟨|⟩2 }'],
  ])('nothing on %s', async (_what, source) => expect(await hoverAt(within(source))).toBe(''));

  test('a long declaration is cut', async () => {
    const fields = Array.from({ length: 100 }, (_, i) => `  f${i}: int`).join('\n');
    const shown = await hoverAt(`record Long {\n${fields}\n}\nrecord R { a: Lo⟨|⟩ng }`);
    expect(shown).toContain('f5: int');
    expect(shown.split('\n').length).toBeLessThan(40);
  });
});

describe('definition', () => {
  test.each([
    ['a message of another file', 'consumer A { on Pa⟨|⟩y { } }\n// file: b.evflow\ncommand ⟦Pay⟧ { }'],
    ['the version that is named', 'event E@1 { }\nevent ⟦E⟧@2 { }\nconsumer A { on E⟨|⟩@2 { } }'],
    ['all versions of a bare name', 'event ⟦E⟧@1 { }\nevent ⟦E⟧@2 { }\ntopic t { carries E⟨|⟩ }'],
    ['a whole name', 'namespace a\nconsumer A { on b.E⟨|⟩ { } }\n// file: b.evflow\nnamespace b\nevent ⟦E⟧ { }'],
    ['a used name', 'use b.E⟨|⟩\n// file: b.evflow\nnamespace b\nevent ⟦E⟧ { }'],
    ['one of several used names', 'use b.{D, E⟨|⟩}\n// file: b.evflow\nnamespace b\nevent D { }\nevent ⟦E⟧ { }'],
    ['a name through its use', 'use b.E\nconsumer A { on E⟨|⟩ { } }\n// file: b.evflow\nnamespace b\nevent ⟦E⟧ { }'],
    ['the type of a field', 'record ⟦R⟧ { }\nevent E { a: map<R⟨|⟩[]> }'],
    ['a member', 'event E { ⟦id⟧: uuid }\nconsumer A { on E as e { let x = e.i⟨|⟩d } }'],
    ['a bare field', 'event E { ⟦id⟧: uuid }\nconsumer A { on E { let x = i⟨|⟩d } }'],
    ['an entry', 'event E { ⟦id⟧: uuid }\nconsumer A { on E as e { emit E { i⟨|⟩d: e.id } } }'],
    ['a local', 'event E { }\nconsumer A { on E { let ⟦x⟧ = 1 let y = x⟨|⟩ } }'],
    ['the item of a loop', 'event E { l: int[] }\nconsumer A { on E as e { for ⟦x⟧ in e.l { let y = x⟨|⟩ } } }'],
    ['a parameter', 'event E { l: int[] }\nconsumer A { on E as e { let y = e.l.all(⟦x⟧ => x⟨|⟩ > 1) } }'],
    ["a query's parameter", 'projection P by id { query q(⟦min⟧: int) where min⟨|⟩ > 1 }'],
    ['the message at hand', 'event E { id: uuid }\nconsumer A { on E as ⟦e⟧ { let x = e⟨|⟩.id } }'],
    ['what is spread', 'event E { id: uuid }\nconsumer A { on E as ⟦e⟧ { emit E { ...e⟨|⟩ } } }'],
    [
      'the short form of an entry',
      'event E { ⟦id⟧: uuid }\naggregate A by ⟦id⟧ { handle C { emit E { id⟨|⟩ } } }\ncommand C { id: uuid }',
    ],
    ['state', 'event E { }\nconsumer A { state { ⟦n⟧: int = 0 } on E { n⟨|⟩ += 1 } }'],
    ['state of a part', 'consumer A { state { ⟦n⟧: int = 0 } }\nscenario "s" { expect A.n⟨|⟩ == 1 }'],
    ['a part', 'consumer ⟦A⟧ { state { n: int = 0 } }\nscenario "s" { expect A⟨|⟩.n == 1 }'],
    ['a symbol', 'enum S { ⟦a⟧ }\nrecord R { s: S = a⟨|⟩ }'],
    ['a qualified symbol', 'enum S { ⟦a⟧ }\nevent E { s: S }\nconsumer A { on E as e { if e.s == S.a⟨|⟩ { } } }'],
    ['what otherwise names', 'enum S { ⟦a⟧ } otherwise a⟨|⟩'],
    ['what otherwise of a union names', 'record R { }\nunion U { ⟦a⟧: R } otherwise a⟨|⟩'],
    ['was', 'event E@1 { ⟦old⟧: int }\nevent E@2 { new: int was old⟨|⟩ }'],
    ['what an upcast gives', 'event E@1 { a: int }\nevent E@2 { ⟦b⟧: int, upcast from @1 { b⟨|⟩: old.a } }'],
    ['the key of a topic', 'event E { ⟦id⟧: uuid }\ntopic t { carries E key id⟨|⟩ }'],
    ['a path', 'record R { ⟦x⟧: uuid }\nevent E { id: R }\ntopic t { carries E key id.x⟨|⟩ }'],
    ['by', 'event E { ⟦id⟧: uuid }\nprojection P by key { on E by id⟨|⟩ { } }'],
    ['a step', 'event E { }\nsaga S by id { step A { on E -> B⟨|⟩ } step ⟦B⟧ { } }'],
    ['a parallel', 'event E { }\nsaga S by id { step A { on E -> P⟨|⟩ } parallel ⟦P⟧ { } -> done }'],
    ['a query', 'projection P by id { query ⟦q⟧() }\nscenario "s" { expect P.q⟨|⟩().isEmpty }'],
    ['a topic', 'event E { }\ntopic ⟦t⟧ { carries E }\nconsumer A on t⟨|⟩ { }'],
    ['nothing for a built-in', 'event E { }\nconsumer A { on E { let x = now⟨|⟩() } }'],
    ['nothing for an unknown name', 'record R { a: X⟨|⟩ }'],
  ])('%s', (_what, source) => expectDefinition(source));
});

describe('references', () => {
  test.each([
    [
      'a message over files and versions',
      'event ⟦E⟧@1 { }\nevent ⟦E⟧@2 { }\ntopic t { carries ⟦E⟧ }\n// file: b.evflow\nconsumer A { on ⟦E⟨|⟩⟧@2 { emit ⟦E⟧@1 } }',
    ],
    ['a message from its declaration', 'event ⟦E⟨|⟩⟧ { }\nconsumer A { on ⟦E⟧ { } }'],
    [
      'a used name',
      'namespace a\nevent ⟦E⟨|⟩⟧ { }\n// file: b.evflow\nuse a.⟦E⟧\nconsumer A { on ⟦E⟧ { } }\nconsumer B { on a.⟦E⟧ { } }',
    ],
    [
      'a field over files',
      'event E { ⟦id⟨|⟩⟧: uuid }\n// file: b.evflow\ntopic t { carries E key ⟦id⟧ }\nconsumer A { on E as e { emit E { ⟦id⟧: e.⟦id⟧ } } }',
    ],
    ['a bare field', 'event E { ⟦id⟧: uuid }\nconsumer A { on E { let x = ⟦id⟨|⟩⟧ } }'],
    [
      'a field of a record in a record',
      'record R { ⟦x⟧: int }\nevent E { r: R }\nconsumer A { on E as e { emit E { r: { ⟦x⟨|⟩⟧: e.r.⟦x⟧ } } } }',
    ],
    ['a local', 'event E { }\nconsumer A { on E { let ⟦x⟧ = 1 let y = ⟦x⟨|⟩⟧ + ⟦x⟧ } on E { let x = 2 } }'],
    ['a local from its declaration', 'event E { }\nconsumer A { on E { let ⟦x⟨|⟩⟧ = 1 let y = ⟦x⟧ } }'],
    ['the message at hand', 'event E { id: uuid }\nconsumer A { on E as ⟦e⟨|⟩⟧ { emit E { ...⟦e⟧ } } on E as e { } }'],
    [
      'state',
      'event E { }\nconsumer A { state { ⟦n⟨|⟩⟧: int = 0 } on E { ⟦n⟧ += 1 state.⟦n⟧ = 2 } }\nscenario "s" { expect A.⟦n⟧ == 1 }',
    ],
    ['a symbol', 'enum S { ⟦a⟨|⟩⟧, b } otherwise ⟦a⟧\nrecord R { s: S = ⟦a⟧ }'],
    ['a step', 'event E { }\nsaga S by id { step ⟦A⟨|⟩⟧ { on E -> B } step B { on E -> ⟦A⟧ } }'],
    ['a query', 'projection P by id { query ⟦q⟨|⟩⟧() }\nscenario "s" { expect P.⟦q⟧().isEmpty }'],
    ['a part', 'consumer ⟦P⟨|⟩⟧ { state { n: int = 0 } }\nscenario "s" { fault crash ⟦P⟧ expect ⟦P⟧.n == 1 }'],
    ['a topic', 'event E { }\ntopic ⟦t⟨|⟩⟧ { carries E }\nconsumer A on ⟦t⟧ { on E { emit E to ⟦t⟧ } }'],
    ['a record', 'record ⟦R⟨|⟩⟧ { r?: ⟦R⟧ }\nevent E { r: map<⟦R⟧> }'],
  ])('%s', (_what, source) => expectReferences(source));

  test('without declarations', () => expectReferences('event E⟨|⟩ { }\nconsumer A { on ⟦E⟧ { emit ⟦E⟧ } }', false));
});
