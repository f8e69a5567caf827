import { describe, expect, test } from 'vitest';
import { type AvroVerdict, avroVerdict } from './resolution.ts';
import type { AvroJson } from './text.ts';

const READ: AvroVerdict = { readable: true };
const unread = (place: string, reason: string): AvroVerdict => ({ readable: false, place, reason });

const record = (name: string, fields: readonly AvroJson[], more: { [name: string]: AvroJson } = {}): AvroJson => ({
  type: 'record',
  name,
  fields,
  ...more,
});
const field = (type: AvroJson, more: { [name: string]: AvroJson } = {}): AvroJson =>
  record('E', [{ name: 'a', type, ...more }]);
const decimal = (precision: number, scale: number): AvroJson => ({
  type: 'bytes',
  logicalType: 'decimal',
  precision,
  scale,
});
const choice = (symbols: readonly string[], more: { [name: string]: AvroJson } = {}): AvroJson => ({
  type: 'enum',
  name: 'Choice',
  symbols,
  ...more,
});

test('primitive types are read as themselves and as what they are promoted to', () => {
  const types = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'];
  const promoted = types.map((writer) => [
    writer,
    types.filter((reader) => reader !== writer && avroVerdict(field(writer), field(reader)).readable),
  ]);
  expect(Object.fromEntries(promoted)).toEqual({
    null: [],
    boolean: [],
    int: ['long', 'float', 'double'],
    long: ['float', 'double'],
    float: ['double'],
    double: [],
    bytes: ['string'],
    string: ['bytes'],
  });
  for (const type of types) expect(avroVerdict(field(type), field(type))).toEqual(READ);
});

describe('fields', () => {
  const none = record('E', []);

  test('that were not written need a default', () => {
    expect(avroVerdict(none, field('int'))).toEqual(unread('a', 'it is not written, and has no default'));
    expect(avroVerdict(none, field('int', { default: 0 }))).toEqual(READ);
    expect(avroVerdict(none, field(['null', 'int'], { default: null }))).toEqual(READ);
    expect(avroVerdict(field('int'), none)).toEqual(READ);
  });

  test('are found by their aliases, in any order', () => {
    const written = record('E', [
      { name: 'x', type: 'int' },
      { name: 'y', type: 'string' },
    ]);
    const fields = (type: string): AvroJson[] => [
      { name: 'z', type, aliases: ['w', 'y'] },
      { name: 'x', type: 'int' },
    ];
    expect(avroVerdict(written, record('E', fields('string')))).toEqual(READ);
    expect(avroVerdict(written, record('E', fields('int')))).toEqual(unread('z', 'string is written, and int read'));
  });

  test('that were written under two of their names have no one value', () => {
    const written = record('E', [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'int' },
    ]);
    expect(avroVerdict(written, field('int', { aliases: ['b'] }))).toEqual(
      unread('a', 'it is written under its name and as `b`'),
    );
  });
});

describe('named types', () => {
  test('match without their namespaces, or by an alias', () => {
    const spaced = (namespace: string, name: string, more = {}) => field(record(name, [], { namespace, ...more }));
    expect(avroVerdict(spaced('x', 'R'), spaced('y', 'R'))).toEqual(READ);
    expect(avroVerdict(spaced('x', 'R'), spaced('x', 'S', { aliases: ['x.R'] }))).toEqual(READ);
    expect(avroVerdict(spaced('x', 'R', { aliases: ['x.S'] }), spaced('x', 'S'))).toEqual(
      unread('a', 'record x.R is written, which is no name or alias of record x.S'),
    );
  });

  test('match before what they hold is read', () => {
    const inner = (type: string) => field(['null', record('R', [{ name: 'b', type }])]);
    expect(avroVerdict(inner('int'), inner('string'))).toEqual(unread('a.b', 'int is written, and string read'));
  });

  test('may use themselves, and the fault behind is found', () => {
    const tree = (type: string) =>
      record('Tree', [
        { name: 'children', type: { type: 'array', items: 'Tree' } },
        { name: 'more', type: { type: 'map', values: ['null', 'Tree'] } },
        { name: 'value', type },
      ]);
    expect(avroVerdict(tree('int'), tree('long'))).toEqual(READ);
    expect(avroVerdict(tree('long'), tree('int'))).toEqual(unread('value', 'long is written, and int read'));
  });

  test('are looked up on each their own side', () => {
    const twice = (type: string) =>
      record('E', [
        { name: 'a', type: record('R', [{ name: 'x', type }], { namespace: 'n' }) },
        { name: 'b', type: { type: 'array', items: 'n.R' } },
      ]);
    const later = record('E', [
      { name: 'b', type: { type: 'array', items: record('R', [{ name: 'x', type: 'string' }], { namespace: 'n' }) } },
    ]);
    expect(avroVerdict(twice('bytes'), later)).toEqual(READ);
    expect(avroVerdict(twice('int'), later)).toEqual(unread('b[].x', 'int is written, and string read'));
  });
});

test('an enum has every symbol, or a default', () => {
  const written = field(choice(['x', 'y', 'z']));
  expect(avroVerdict(written, field(choice(['z', 'y', 'x', 'w'])))).toEqual(READ);
  expect(avroVerdict(written, field(choice(['y'], { default: 'y' })))).toEqual(READ);
  // A field's default is none for a symbol.
  expect(avroVerdict(written, field(choice(['y']), { default: 'y' }))).toEqual(
    unread('a', "`x` and `z` may be written, which the reader's enum neither has nor has a default for"),
  );
  expect(avroVerdict(written, field('string'))).toEqual(unread('a', 'enum Choice is written, and string read'));
});

describe('unions', () => {
  const card = (type: string) => record('Pay_card', [{ name: 'number', type }]);
  const cash = record('Pay_cash', []);

  test('are read member by member', () => {
    expect(avroVerdict(field('int'), field(['null', 'int']))).toEqual(READ);
    expect(avroVerdict(field('int'), field(['null', 'double']))).toEqual(READ);
    expect(avroVerdict(field(['int', 'long']), field('long'))).toEqual(READ);
    expect(avroVerdict(field(['null', 'int']), field('int'))).toEqual(unread('a', 'null is written, and int read'));
    expect(avroVerdict(field([card('int')]), field([cash, card('long')]))).toEqual(READ);
  });

  test('say the member', () => {
    expect(avroVerdict(field([cash, card('int')]), field(['null', cash]))).toEqual(
      unread('a', 'record Pay_card is written, and the reader takes only null or record Pay_cash'),
    );
    expect(avroVerdict(field([cash, card('int')]), field([cash, card('string')]))).toEqual(
      unread('a(Pay_card).number', 'int is written, and string read'),
    );
  });

  test('are read by the first member that matches, whatever becomes of it', () => {
    const other = record('Other', [], { aliases: ['Pay_card'] });
    expect(avroVerdict(field([card('int')]), field([card('string'), other])).readable).toBe(false);
    expect(avroVerdict(field([card('int')]), field([other, card('string')]))).toEqual(READ);
  });
});

describe('logical types', () => {
  test('decimals have the same precision and scale', () => {
    expect(avroVerdict(field(decimal(6, 2)), field(decimal(6, 2)))).toEqual(READ);
    for (const [precision, scale] of [
      [7, 2],
      [6, 3],
    ] as const) {
      expect(avroVerdict(field(decimal(6, 2)), field(['null', decimal(precision, scale)])).readable).toBe(false);
      expect(avroVerdict(field(decimal(6, 2)), field(decimal(precision, scale)))).toEqual(
        unread(
          'a',
          `decimal(6, 2) is written, and decimal(${precision}, ${scale}) read: Avro wants the same precision and scale`,
        ),
      );
    }
  });

  test('all others are what they are made of', () => {
    const at = { type: 'long', logicalType: 'timestamp-micros' };
    expect(avroVerdict(field(at), field('double'))).toEqual(READ);
    expect(avroVerdict(field({ type: 'string', logicalType: 'uuid' }), field('string'))).toEqual(READ);
    expect(avroVerdict(field('string'), field(at))).toEqual(
      unread('a', 'string is written, and long (timestamp-micros) read'),
    );
  });
});

test('collections are read by what they hold', () => {
  const list = (items: AvroJson) => field({ type: 'array', items });
  const map = (values: AvroJson) => field({ type: 'map', values });
  expect(avroVerdict(list('int'), list('long'))).toEqual(READ);
  expect(avroVerdict(list(decimal(6, 2)), list(decimal(6, 3))).readable).toBe(false);
  expect(avroVerdict(map('long'), map('int'))).toEqual(unread('a{}', 'long is written, and int read'));
  expect(avroVerdict(list('int'), map('int'))).toEqual(unread('a', 'array is written, and map read'));
});
