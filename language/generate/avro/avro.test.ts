import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectOf } from '../../../test/language/harness.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import { randomTypes, sampleOf } from '../random.fixture.ts';
import { typeFor } from './avsc.fixture.ts';
import { avroSchemaOf, avroText } from './index.ts';
import { encode } from './wire.fixture.ts';

function exported(source: string, key: string) {
  const { schema, problems } = avroSchemaOf(projectOf(source).project, key);
  return { schema: JSON.parse(avroText(schema)), problems, text: avroText(schema) };
}

const readable = (writer: string, reader: string) => {
  const [old, now] = [typeFor(writer), typeFor(reader)];
  try {
    now.createResolver(old);
    return true;
  } catch {
    return false;
  }
};

const SOURCE = `
namespace shop
/// Money, and whose.
record Money { value: decimal(6, 2), currency: Currency = EUR }
enum Currency { EUR, USD } otherwise EUR
record Card { number: string, kind: string, spent: Money }
record Other { why: string }
union Payment by kind { card: Card, other: Other } otherwise other
record Tree { name: string, children: Tree[] = [] }
/// Somebody ordered.
event Ordered@2.1 {
  /// Who.
  customer: uuid was buyer
  at: timestamp
  on: date
  many: long
  few: int(1..99)
  some: int
  note?: string
  paid?: Payment
  total: Money
  gift: Money = { value: 1.5 }
  tree: Tree
  address: { street: string, at: { x: double } } was place
  tags: map<enum { a, b }>
}
`;

describe('a message as Avro', () => {
  const { schema, text, problems } = exported(SOURCE, 'shop.Ordered@2.1');

  test('has what Avro has a word for', () => {
    expect(problems).toEqual([]);
    expect(() => typeFor(text)).not.toThrow();
    expect(schema).toMatchObject({ type: 'record', name: 'OrderedV2', namespace: 'shop', doc: 'Somebody ordered.' });
    const money = {
      type: 'record',
      name: 'Money',
      namespace: 'shop',
      doc: 'Money, and whose.',
      fields: [
        { name: 'value', type: { type: 'bytes', logicalType: 'decimal', precision: 6, scale: 2 } },
        {
          name: 'currency',
          type: { type: 'enum', name: 'Currency', namespace: 'shop', symbols: ['EUR', 'USD'], default: 'EUR' },
          default: 'EUR',
        },
      ],
    };
    const card = {
      type: 'record',
      name: 'Payment_card',
      namespace: 'shop',
      fields: [
        { name: 'number', type: 'string' },
        { name: 'spent', type: money },
      ],
    };
    const other = {
      type: 'record',
      name: 'Payment_other',
      namespace: 'shop',
      fields: [{ name: 'why', type: 'string' }],
    };
    const at = {
      type: 'record',
      name: 'OrderedV2_address_at',
      namespace: 'shop',
      aliases: ['shop.OrderedV2_place_at'],
      fields: [{ name: 'x', type: 'double' }],
    };
    expect(schema.fields).toEqual([
      { name: 'customer', doc: 'Who.', type: { type: 'string', logicalType: 'uuid' }, aliases: ['buyer'] },
      { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } },
      { name: 'on', type: { type: 'int', logicalType: 'date' } },
      { name: 'many', type: 'long' },
      { name: 'few', type: 'int' },
      { name: 'some', type: 'long' },
      { name: 'note', type: ['null', 'string'], default: null },
      { name: 'paid', type: ['null', card, other], default: null },
      { name: 'total', type: 'shop.Money' },
      { name: 'gift', type: 'shop.Money', default: { value: '\u0000\u0096', currency: 'EUR' } },
      {
        name: 'tree',
        type: {
          type: 'record',
          name: 'Tree',
          namespace: 'shop',
          fields: [
            { name: 'name', type: 'string' },
            { name: 'children', type: { type: 'array', items: 'shop.Tree' }, default: [] },
          ],
        },
      },
      {
        name: 'address',
        aliases: ['place'],
        type: {
          type: 'record',
          name: 'OrderedV2_address',
          namespace: 'shop',
          aliases: ['shop.OrderedV2_place'],
          fields: [
            { name: 'street', type: 'string' },
            { name: 'at', type: at },
          ],
        },
      },
      {
        name: 'tags',
        type: { type: 'map', values: { type: 'enum', name: 'OrderedV2_tags', namespace: 'shop', symbols: ['a', 'b'] } },
      },
    ]);
  });

  test('names types that are elsewhere, and writes out the rest', () => {
    const { project } = projectOf(SOURCE);
    const { schema, references } = avroSchemaOf(project, 'shop.Ordered@2.1', new Set(['shop.Money@1.0']));
    const split = avroText(schema);
    expect(references).toEqual(['shop.Money@1.0']);
    expect(split).toContain('"type":"shop.Money"');
    expect(split).not.toContain('"name":"Money"');
  });

  test('what is in no namespace takes that of the message, as Avro has no other name for it there', () => {
    const source = `// file: a.evflow
record R { x: int }
// file: b.evflow
namespace b
record T { r: R }
// file: c.evflow
namespace c
event E { r: R, t: b.T }`;
    const { text, problems } = exported(source, 'c.E@1.0');
    expect(problems).toEqual([]);
    expect(() => typeFor(text)).not.toThrow();
    expect(avroSchemaOf(projectOf(source).project, 'c.E@1.0', new Set(['R@1.0'])).references).toEqual([]);
  });

  test('keeps all digits of a default', () => {
    const { text, problems } = exported(
      'event E { big: long = 9007199254740993, at: timestamp = "9999-12-31T23:59:59.1234567+01:00" }',
      'E@1.0',
    );
    expect(problems).toEqual([]);
    expect(text).toContain('"default":9007199254740993');
    expect(text).toContain('"default":253402297199123456');
  });

  test('puts the case of a default first', () => {
    const source = `
record A { x: int }
record B { y: int }
union U by kind { a: A, b: B }
event E { u: U = { kind: "b", y: 1 } }`;
    const { schema, problems } = exported(source, 'E@1.0');
    expect(problems).toEqual([]);
    expect(schema.fields[0].type.map(({ name }: { name: string }) => name)).toEqual(['U_b', 'U_a']);
    expect(schema.fields[0].default).toEqual({ y: 1 });
  });
});

describe('what Avro cannot say is a problem with its place', () => {
  test.each([
    ['event E { `größe`: int }', 'E@1.0.größe', 'the field `größe` is none in Avro'],
    ['event `1st` { x: int }', '1st@1.0', 'the name `1st` is none in Avro'],
    ['event E { s: enum { ok, `not-ok` } }', 'E@1.0.s', 'the symbol `not-ok`'],
    ['namespace `my-shop`\nevent E { x: int }', 'my-shop.E@1.0', 'the name `my-shop` is none'],
    ['event E { x: int was `old-x` }', 'E@1.0.x', 'the old name `old-x`'],
    [
      'record R@1 { a: int }\nrecord R@1.1 { a: int }\nevent E { one: R@1.0, two: R@1.1 }',
      'R@1.1',
      'Avro takes one definition of a name, and R would be R@1.0 and R@1.1.',
    ],
    [
      'record E_a { a: int }\nevent E { a: { b: int }, c: E_a }',
      'E_a@1.0',
      'E_a would be the inline E@1.0.a and E_a@1.0',
    ],
    [
      'record R { a?: int }\nevent E { r: R = { a: 1 } }',
      'E@1.0.r',
      'its default gives a value for the optional `a`, which a default in Avro cannot',
    ],
  ])('%s', (source, place, words) => {
    const key = projectOf(source)
      .project.entities()
      .find(({ kind }) => kind === 'message')!.key;
    const { problems } = exported(source, key);
    expect(problems.map((problem) => problem.place)).toEqual([place]);
    expect(problems[0]?.message).toContain(words);
  });

  test('what is in no namespace, below a message in none, inside one', () => {
    const { problems } = exported(
      '// file: a.evflow\nrecord R { x: int }\nevent E { t: b.T }\n// file: b.evflow\nnamespace b\nrecord T { r: R }',
      'E@1.0',
    );
    expect(problems).toEqual([
      { place: 'b.T@1.0.r', message: expect.stringContaining('Avro cannot name R@1.0, which is in no namespace') },
    ]);
  });

  test('inline records renamed inside of each other more often than there are aliases for', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'int' : `{ new${depth}: ${nested(depth - 1)} was old${depth} }`;
    expect(exported(`event E ${nested(6)}`, 'E@1.0').problems).toEqual([]);
    expect(exported(`event E ${nested(60)}`, 'E@1.0').problems).toEqual([
      {
        place: expect.stringMatching(/^E@1\.0\.new60.*\.new54$/),
        message: expect.stringContaining('over 100 aliases'),
      },
    ]);
  });

  test('types that nest without end in sight', () => {
    const next = { name: 'next', optional: true, sensitive: false, node: undefined as never };
    const shape = (key: string) =>
      ({ kind: 'record', fields: [{ ...next, type: declaredType(`r${Number(key.slice(1)) + 1}`) }] }) as const;
    const { problems } = avroSchemaOf({ shape, entity: () => undefined }, 'r0');
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('100 levels deep')]);
  });
});

describe('by the rules of Avro', () => {
  const event = (fields: string, before = '') => exported(`${before}\nevent E { ${fields} }`, 'E@1.0').text;
  // [change, old, new, the new reads the old, the old reads the new]
  test.each([
    ['required added', 'a: int', 'a: int, b: int', false, true],
    ['optional added', 'a: int', 'a: int, b?: int', true, true],
    ['defaulted added', 'a: int', 'a: int, b: int = 1', true, true],
    ['renamed with was', 'a: int', 'b: int was a', true, false],
    ['inline record renamed with was', 'a: { x: int }', 'b: { x: int } was a', true, false],
    ['inline record in one renamed too', 'a: { x: { y: int } }', 'b: { x: { y: int } } was a', true, false],
    [
      'inline record and its field renamed, one after the other',
      'a: { x: { y: enum { u } }[] }',
      'b: { z: { y: enum { u } }[] was x } was a',
      true,
      false,
    ],
    ['int widened to double', 'a: int', 'a: double', true, false],
    ['long to double', 'a: long', 'a: double', true, false],
    ['int to decimal', 'a: int', 'a: decimal(20, 0)', false, false],
    ['uuid to string', 'a: uuid', 'a: string', true, true],
    ['long to string', 'a: long', 'a: string', false, false],
    ['timestamp to string', 'a: timestamp', 'a: string', false, false],
    ['required to optional', 'a: int', 'a?: int', true, false],
    ['optional to defaulted', 'a?: int', 'a: int = 1', false, true],
    ['constraint tightened', 'a: string', 'a: string(1..3)', true, true],
    ['map to record', 'a: map<int>', 'a: { x?: int }', false, false],
  ])('%s', (_, old, now, backward, forward) => {
    expect([readable(event(old), event(now)), readable(event(now), event(old))]).toEqual([backward, forward]);
  });

  test('the tag of a union may be renamed', () => {
    const union = (tag: string) => event('u: U', `record A { x: int }\nunion U by ${tag} { a: A }`);
    expect([readable(union('kind'), union('type')), readable(union('type'), union('kind'))]).toEqual([true, true]);
  });
});

test('whatever we accept as written goes through Avro and comes back', () => {
  fc.assert(
    fc.property(randomTypes, fc.nat(), (types, seed) => {
      const { schema, problems } = avroSchemaOf(types.declarations, types.root);
      expect(problems).toEqual([]);
      const type = typeFor(avroText(schema));
      const root = declaredType(types.root);
      const text = avroText(encode(types.declarations, root, sampleOf(types, seed), 't.Root'));
      const bytes = type.toBuffer(type.fromString(text));
      expect(type.toString(type.fromBuffer(bytes))).toEqual(type.toString(type.fromString(text)));
      expect(JSON.parse(type.toString(type.fromBuffer(bytes)))).toEqual(JSON.parse(text));
    }),
  );
});
