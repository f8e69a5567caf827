import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnumType, FieldType, RecordType, UnionType, ValueType } from '../types.ts';
import { type Data, reader } from './plan.ts';
import { readerSchema, writerSchema } from './schema.ts';
import { declaredType, type Shapes } from './shapes.ts';
import { validator } from './validator.ts';

type Extra = Partial<Pick<FieldType, 'optional' | 'default' | 'was'>>;

function field(name: string, type: ValueType, extra: Extra = {}): FieldType {
  return { name, type, optional: false, sensitive: false, node: {} as FieldType['node'], ...extra };
}

function record(...fields: FieldType[]): RecordType {
  return { kind: 'record', fields };
}

function shapes(all: Record<string, RecordType | EnumType | UnionType> = {}): Shapes {
  return { shape: (key) => all[key] };
}

const text: ValueType = { kind: 'string' };
const json = (value: string): Data => JSON.parse(value) as Data;

describe('the writer schema', () => {
  const write = (type: ValueType, all: Shapes = shapes()) => validator(all, type, 'writer');

  test('is closed', () => {
    const check = write(record(field('a', text)));
    expect(check({ a: 'x' })).toBeUndefined();
    expect(check({ a: 'x', b: 1 })).toEqual(['/ must not have the field "b"']);
    expect(check({})).toEqual(['/ must have the field "a"']);
    expect(check([])).toEqual(['/ must be object']);
  });

  test('wants defaulted fields written and takes no null for an optional one', () => {
    const check = write(record(field('a', text, { default: 'd' }), field('b', text, { optional: true })));
    expect(check({ a: 'x' })).toBeUndefined();
    expect(check({ b: 'x' })).toEqual(['/ must have the field "a"']);
    expect(check({ a: 'x', b: null })).toEqual(['/b must be string']);
  });

  test('counts code points and anchors no pattern', () => {
    const check = write({ kind: 'string', min: 2, max: 2, pattern: '\\p{Emoji}' });
    expect(check('😀x')).toBeUndefined();
    expect(check('😀')).toEqual(['/ must NOT have fewer than 2 characters']);
    expect(check('abc')).toHaveLength(2);
  });

  test('survives a pattern that is none', () => {
    expect(write({ kind: 'string', pattern: '(' })('x')).toBeUndefined();
  });

  test('keeps whole numbers within what JSON can exchange', () => {
    const check = write({ kind: 'int', min: 1 });
    expect(check(2 ** 53 - 1)).toBeUndefined();
    expect(check(2 ** 53)).toBeDefined();
    expect(check(1.5)).toEqual(['/ must be integer']);
    expect(check(0)).toEqual(['/ must be >= 1']);
  });

  test.each([
    [
      { kind: 'long' },
      ['0', '-1', '9223372036854775807', '-9223372036854775808'],
      ['9223372036854775808', '-9223372036854775809', '-0', '01', '1.0', '', '1e3', 5, 5n],
    ],
    [{ kind: 'long', min: 0n, max: 10n }, ['0', '10'], ['-1', '11']],
    [
      { kind: 'decimal' },
      ['0', '-0.5', '123456789012345678901234567890.12345'],
      ['.5', '1.', '01', '+1', '1e3', 1, ''],
    ],
    [{ kind: 'decimal', precision: 4, scale: 2 }, ['99.99', '-1.5', '0'], ['100', '1.234']],
    [{ kind: 'decimal', precision: 2, scale: 2 }, ['0.99', '0'], ['1', '0.999']],
    [{ kind: 'decimal', precision: 3 }, ['999'], ['1000', '1.0']],
    [
      { kind: 'uuid' },
      ['7f9c24e5-1d3a-4a1b-9c1e-0123456789AB'],
      ['urn:uuid:7f9c24e5-1d3a-4a1b-9c1e-0123456789ab', '7f9c24e5'],
    ],
    [
      { kind: 'date' },
      ['2024-02-29', '2000-02-29', '1999-12-31'],
      ['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-1-1'],
    ],
    [{ kind: 'time' }, ['10:30:00Z', '23:59:59.123+02:00'], ['24:00:00Z', '10:30:00', '10:30Z']],
    [
      { kind: 'timestamp' },
      ['2024-01-15T10:30:00Z', '2024-01-15t10:30:00.5-23:59'],
      ['2024-01-15', '2024-01-15 10:30:00Z', '2024-02-30T10:30:00Z'],
    ],
    [{ kind: 'duration' }, ['P1D', 'PT0.1S', 'P1Y2M3DT4H5M6S', 'P3W', 'PT1H'], ['P', 'PT', 'P1DT', '1D', 'PT1.5H']],
    [
      { kind: 'uri' },
      ['https://a.example/b?c=d#e', 'urn:isbn:1', 'mailto:a@b', 'http://[::1]:80/'],
      ['no', '/a', 'http://a b', 'http://a/%zz', 'a:#b#c'],
    ],
    [{ kind: 'email' }, ['a.b+c@example.com', 'a@localhost'], ['a@', '@b', 'a..b@c', 'a b@c', 'a@-b']],
    [{ kind: 'bytes' }, ['', 'AAAA', 'AA==', 'AAA='], ['A', 'AA', 'AA=A', 'AA-_']],
    [{ kind: 'double', min: 0, max: 1 }, [0, 0.5, 1], [1.1, -1, NaN, '1']],
    [{ kind: 'boolean' }, [true, false], ['true', 0, null]],
    [{ kind: 'list', item: text, min: 1, max: 2 }, [['a'], ['a', 'b']], [[], ['a', 'b', 'c'], [1], {}]],
    [
      { kind: 'map', value: { kind: 'int' } },
      [{}, { a: 1 }, json('{"__proto__":1,"constructor":2}')],
      [{ a: 'x' }, [], json('{"__proto__":"x"}')],
    ],
    [{ kind: 'json' }, [null, 1, [{}]], []],
    [{ kind: 'enum', symbols: ['a', 'b', 'a'], otherwise: 'a' }, ['a', 'b'], ['c', 1]],
    [{ kind: 'enum', symbols: [] }, [], ['c']],
    [{ kind: 'unknown' }, [1, 'x'], []],
  ] as [ValueType, unknown[], unknown[]][])('takes and refuses values of %o', (type, good, bad) => {
    const check = write(type);
    expect(good.filter((value) => check(value))).toEqual([]);
    expect(bad.filter((value) => !check(value))).toEqual([]);
  });

  test('knows thousands of symbols', () => {
    const check = write({ kind: 'enum', symbols: Array.from({ length: 10_000 }, (_, i) => `S${i}`) });
    expect(check('S9999')).toBeUndefined();
    expect(check('S10000')).toBeDefined();
  });

  test('says how a decimal and a long are written', () => {
    expect(write({ kind: 'decimal', precision: 5, scale: 2 })('1.234')).toEqual([
      '/ must be a decimal number as a string with at most 3 digits before and 2 after the point',
    ]);
    expect(write({ kind: 'long', min: 0n, max: 9n })('10')).toEqual([
      '/ must be a whole number as a string of digits, from 0 to 9',
    ]);
  });

  test('knows field names that every object has', () => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', '__defineGetter__'];
    const check = write(record(...names.map((name) => field(name, { kind: 'int' }))));
    expect(
      check(json('{"constructor":1,"toString":2,"__proto__":3,"hasOwnProperty":4,"__defineGetter__":5}')),
    ).toBeUndefined();
    expect(check({})).toHaveLength(5);
    expect(
      check(json('{"constructor":1,"toString":2,"__proto__":"x","hasOwnProperty":4,"__defineGetter__":5}')),
    ).toEqual(['/__proto__ must be integer']);
  });
});

describe('unions', () => {
  const all = shapes({
    'Card@1.0': record(field('number', text)),
    'Other@1.0': record(field('raw', { kind: 'json' }, { optional: true })),
  });
  const union: UnionType = {
    kind: 'union',
    tag: 'kind',
    otherwise: 'other',
    cases: [
      { name: 'card', type: declaredType('Card@1.0') },
      { name: 'constructor', type: declaredType('Other@1.0') },
      { name: 'other', type: declaredType('Other@1.0') },
    ],
  };
  test('are tagged, and each case is closed to a writer', () => {
    const check = validator(all, union, 'writer');
    expect(check({ kind: 'card', number: '1' })).toBeUndefined();
    expect(check({ kind: 'constructor' })).toBeUndefined();
    expect(check({ kind: 'card', number: '1', raw: 1 })).toEqual(['/ must not have the field "raw"']);
    expect(check({ kind: 'card' })).toEqual(['/ must have the field "number"']);
    expect(check({ kind: 'cash' })).toEqual(['/kind must be one of card, constructor, other']);
    expect(check({ number: '1' })).toEqual(['/ must have the field "kind"']);
  });
  test('an unknown case is read as `otherwise` says', () => {
    const check = validator(all, union, 'reader');
    const read = reader(all, union);
    const known = { kind: 'card', number: '1', more: 2 };
    expect(check(known)).toBeUndefined();
    expect(read(known)).toBe(known);
    expect(check({ kind: 'cash', raw: 1 })).toBeUndefined();
    expect(read({ kind: 'cash', raw: 1 })).toEqual({ kind: 'other', raw: 1 });
    expect(check({ kind: 7 })).toBeDefined();
  });
  test('the tag wins over a field of its name', () => {
    const type: UnionType = {
      kind: 'union',
      tag: 'kind',
      cases: [{ name: 'a', type: record(field('kind', { kind: 'long' }), field('b', text, { was: 'kind' })) }],
    };
    const data = { kind: 'a', b: 'x' };
    expect(validator(shapes(), type, 'writer')(data)).toBeUndefined();
    expect(validator(shapes(), type, 'reader')({ kind: 'a' })).toEqual(['/ must have the field "b"']);
    expect(reader(shapes(), type)(data)).toBe(data);
  });

  test('a broken one says so instead of crashing', () => {
    expect(validator(shapes(), { kind: 'union', tag: 'type', cases: [] }, 'writer')({})).toBeDefined();
    expect(
      validator(
        shapes(),
        { kind: 'union', tag: '__proto__', cases: [{ name: 'a', type: record() }] },
        'writer',
      )(json('{"__proto__":"a"}')),
    ).toBeUndefined();
  });
});

describe('reading', () => {
  const all = shapes({
    'Money@1.0': record(
      field('value', { kind: 'decimal' }),
      field('currency', { kind: 'enum', symbols: ['EUR', 'USD'] }, { default: 'EUR' }),
    ),
  });
  const type = record(
    field('customerId', text, { was: 'userId' }),
    field('total', declaredType('Money@1.0'), { default: { value: '0' } }),
    field('note', text, { optional: true, was: 'remark' }),
    field('extra', { kind: 'json' }, { optional: true }),
    field('count', { kind: 'long' }, { optional: true }),
    field('method', { kind: 'enum', symbols: ['card', 'other'], otherwise: 'other' }, { optional: true }),
    field('amounts', { kind: 'map', value: { kind: 'list', item: { kind: 'decimal' } } }, { optional: true }),
  );
  const read = reader(all, type);
  const check = validator(all, type, 'reader');

  test('gives the same object where nothing changes', () => {
    const data = {
      customerId: 'c',
      total: { value: '1', currency: 'USD' },
      unknown: null,
      extra: null,
      amounts: { a: ['1'] },
    };
    expect(read(data)).toBe(data);
    expect(check(data)).toBeUndefined();
  });

  test('takes old names, fills in defaults at any depth, and drops null', () => {
    expect(read({ userId: 'u', remark: 'r', count: null })).toEqual({
      customerId: 'u',
      note: 'r',
      total: { value: '0', currency: 'EUR' },
    });
    expect(read({ customerId: 'c', userId: 'u', total: { value: '1' } })).toEqual({
      customerId: 'c',
      userId: 'u',
      total: { value: '1', currency: 'EUR' },
    });
    expect(read({ userId: 'u', remark: null })).toEqual({ customerId: 'u', total: { value: '0', currency: 'EUR' } });
  });

  test('takes numbers for longs and decimals, and unknown symbols', () => {
    const data = read({
      customerId: 'c',
      count: 5,
      method: 'cash',
      total: { value: 1e-7 },
      amounts: { __proto__x: [1e21, 0.1] },
    });
    expect(data).toEqual({
      customerId: 'c',
      count: '5',
      method: 'other',
      total: { value: '0.0000001', currency: 'EUR' },
      amounts: { __proto__x: ['1000000000000000000000', '0.1'] },
    });
    expect(check(data)).toBeUndefined();
  });

  test('leaves what does not fit to the schema', () => {
    const junk = { customerId: 1, total: [], note: {}, count: 2 ** 53, method: 3, amounts: 'x' } as Data;
    expect(() => read(junk)).not.toThrow();
    expect(check(read(junk))).toEqual(check(junk));
    expect(check({})).toEqual(['/ must have the field "customerId"']);
  });

  test('never touches a prototype', () => {
    const named = record(field('__proto__', { kind: 'long' }), field('constructor', text, { default: 'x' }));
    const data = reader(shapes(), named)(json('{"__proto__":5}'));
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(JSON.stringify(data)).toBe('{"__proto__":"5","constructor":"x"}');
    expect(validator(shapes(), named, 'writer')(data)).toBeUndefined();
  });
});

describe('any type and any value', () => {
  const names = fc.constantFrom('a', 'b', 'kind', '__proto__', 'constructor');
  const scalar = fc.constantFrom<ValueType>(
    text,
    { kind: 'int', max: 3 },
    { kind: 'long' },
    { kind: 'decimal', precision: 4, scale: 2 },
    { kind: 'uuid' },
    { kind: 'json' },
    { kind: 'boolean' },
    { kind: 'enum', symbols: ['x', 'y'], otherwise: 'y' },
    { kind: 'enum', symbols: ['x'] },
    declaredType('Self@1.0'),
  );
  const { type } = fc.letrec<{ type: ValueType; record: RecordType }>((tie) => ({
    record: fc
      .uniqueArray(
        fc.record({
          name: names,
          type: tie('type'),
          mode: fc.constantFrom('required', 'optional', 'default'),
          was: fc.option(names),
        }),
        { maxLength: 4, selector: (one) => one.name },
      )
      .map((fields) =>
        record(
          ...fields.map(({ name, type, mode, was }) =>
            field(name, type, {
              optional: mode === 'optional',
              ...(mode === 'default' && type.kind === 'boolean' && { default: true }),
              ...(was !== null && { was }),
            }),
          ),
        ),
      ),
    type: fc.oneof(
      { maxDepth: 3 },
      scalar,
      tie('record'),
      fc.record({ kind: fc.constant('list' as const), item: tie('type') }),
      fc.record({ kind: fc.constant('map' as const), value: tie('type') }),
      fc
        .record({
          kind: fc.constant('union' as const),
          tag: fc.constantFrom('kind', 'a'),
          cases: fc.tuple(tie('record'), tie('record')).map(([one, two]) => [
            { name: 'one', type: one },
            { name: 'two', type: two },
          ]),
        })
        .chain((union) => fc.constantFrom(union, { ...union, otherwise: 'two' })),
    ),
  }));
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        null,
        true,
        0,
        5,
        0.25,
        1e21,
        2 ** 53,
        '',
        'x',
        'one',
        'two',
        'three',
        '12',
        '1.25',
        '7f9c24e5-1d3a-4a1b-9c1e-0123456789ab',
      ),
      fc.array(tie('value'), { maxLength: 2 }),
      fc
        .array(fc.tuple(names, tie('value')), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries) as unknown),
    ),
  })).value;

  test('null under the new name says that there is nothing, whatever stands under the old one', () => {
    const type = record(field('kind', { kind: 'string' }, { optional: true, was: 'a' }));
    const read = reader(shapes(), type);
    expect(read({ a: 'x', kind: null })).toEqual({});
    expect(read({ a: null, kind: null })).toEqual({});
    expect(read({ a: 'x' })).toEqual({ kind: 'x' });
  });

  test('reading decides nothing: the reader schema says the same before and after; and it ends', () => {
    fc.assert(
      fc.property(type, fc.array(value, { maxLength: 5 }), (type, values) => {
        const all = shapes({ 'Self@1.0': type.kind === 'record' ? type : record() });
        const check = validator(all, type, 'reader');
        const checkWrite = validator(all, type, 'writer');
        const read = reader(all, type);
        for (const one of values as Data[]) {
          const before = JSON.stringify(one);
          const once = read(one);
          expect(JSON.stringify(one)).toBe(before);
          expect(read(once)).toBe(once);
          expect(check(once) === undefined).toBe(check(one) === undefined);
          if (!checkWrite(one)) expect(check(one)).toBeUndefined();
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('size', () => {
  test('a recursive type validates, and its depth has an end', () => {
    const all = shapes({
      'Node@1.0': record(
        field('next', declaredType('Node@1.0'), { optional: true }),
        field('n', { kind: 'int' }, { default: 0 }),
      ),
    });
    const nested = (depth: number): Data => {
      let data: Data = {};
      for (let i = 0; i < depth; i++) data = { next: data };
      return data;
    };
    const type = declaredType('Node@1.0');
    const read = reader(all, type);
    expect(read(nested(2))).toEqual({ n: 0, next: { n: 0, next: { n: 0 } } });
    expect(validator(all, type, 'reader')(read(nested(900)))).toBeUndefined();
    expect(validator(all, type, 'reader')(read(nested(100_000)))).toEqual(['/ is nested deeper than 1000 levels']);
  });

  test('a chain of 10,000 records compiles, and a ring of them is refused in words', () => {
    const link = (i: number, last: ValueType | undefined) =>
      [
        `R${i}@1.0`,
        record(
          ...(last ? [field('next', last, { optional: true }), field('n', { kind: 'long' }, { optional: true })] : []),
        ),
      ] as const;
    const chain = Array.from({ length: 10_000 }, (_, i) =>
      link(i, i === 9_999 ? undefined : declaredType(`R${i + 1}@1.0`)),
    );
    const open = shapes(Object.fromEntries(chain));
    expect(validator(open, declaredType('R0@1.0'), 'writer')({ next: { next: {} } })).toBeUndefined();
    expect(validator(open, declaredType('R0@1.0'), 'writer')({ next: { next: { x: 1 } } })).toEqual([
      '/next/next must not have the field "x"',
    ]);
    expect(reader(open, declaredType('R0@1.0'))({ next: { next: { n: 1 } } })).toEqual({ next: { next: { n: '1' } } });
    const ring = shapes(Object.fromEntries([...chain.slice(0, -1), link(9_999, declaredType('R0@1.0'))]));
    expect(validator(ring, declaredType('R0@1.0'), 'writer')({})).toEqual([
      '/ cannot be checked: its types refer to each other in too long a ring',
    ]);
  }, 60_000);
});

test('schemas are plain, deterministic and refer by id', () => {
  const all = shapes({
    'a.M@1.0': record(field('x', declaredType('a.`odd name`@1.0')), field('y', text, { was: 'z' })),
    'a.`odd name`@1.0': { kind: 'enum', symbols: ['p', 'q'] },
  });
  expect(writerSchema(all, declaredType('a.M@1.0'))).toEqual({
    $ref: 'writer:a.M@1.0',
    $defs: {
      'writer:a.$60$odd$20$name$60$@1.0': { $id: 'writer:a.$60$odd$20$name$60$@1.0', enum: ['p', 'q'] },
      'writer:a.M@1.0': {
        $id: 'writer:a.M@1.0',
        type: 'object',
        required: ['x', 'y'],
        additionalProperties: false,
        properties: { x: { $ref: 'writer:a.$60$odd$20$name$60$@1.0' }, y: { type: 'string' } },
      },
    },
  });
  expect(JSON.stringify(readerSchema(all, declaredType('a.M@1.0')))).toBe(
    JSON.stringify(readerSchema(all, declaredType('a.M@1.0'))),
  );
  expect(validator(all, declaredType('a.M@1.0'), 'writer')({ x: 'p', y: '' })).toBeUndefined();
});
