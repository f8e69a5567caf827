import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { declaredType, type Shapes } from '../model/schema/shapes.ts';
import { validator } from '../model/schema/validator.ts';
import type { FieldType, RecordType, Type, ValueType } from '../model/types.ts';
import { FORMATS } from '../model/types.ts';
import { Random } from './random.ts';
import { Sampler } from './sample.ts';
import { sampleOfPattern } from './samplePattern.ts';

const field = (name: string, type: ValueType, more: Partial<FieldType> = {}): FieldType => ({
  name,
  type,
  optional: false,
  sensitive: false,
  node: undefined as never,
  ...more,
});
const record = (...fields: FieldType[]): RecordType => ({ kind: 'record', fields });
const shapesOf = (shapes: { [key: string]: Type }): Shapes => ({
  shape: (key) => shapes[key] as RecordType | undefined,
});
const NONE = shapesOf({});

const bounds = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
const scalar: fc.Arbitrary<ValueType> = fc.oneof(
  bounds.map((range): ValueType => ({ kind: 'string', ...range })),
  fc.constantFrom<ValueType>(
    { kind: 'boolean' },
    { kind: 'bytes' },
    { kind: 'json' },
    { kind: 'decimal' },
    { kind: 'int' },
    { kind: 'long' },
    { kind: 'double' },
  ),
  fc.constantFrom(...FORMATS).map((kind): ValueType => ({ kind })),
  fc
    .tuple(fc.maxSafeInteger(), fc.maxSafeInteger())
    .map(([a, b]): ValueType => ({ kind: 'int', min: Math.min(a, b), max: Math.max(a, b) })),
  fc.integer().map((max): ValueType => ({ kind: 'int', max })),
  fc
    .bigInt(-(2n ** 63n), 2n ** 63n - 1n)
    .chain((min) => fc.bigInt(min, 2n ** 63n - 1n).map((max): ValueType => ({ kind: 'long', min, max }))),
  fc.tuple(fc.integer(), fc.nat()).map(([min, by]): ValueType => ({ kind: 'double', min, max: min + by })),
  fc
    .nat(20)
    .chain((precision) =>
      fc.nat(precision).map((scale): ValueType => ({ kind: 'decimal', precision: Math.max(1, precision), scale })),
    ),
  fc
    .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })
    .map((symbols): ValueType => ({ kind: 'enum', symbols })),
);
const fieldNames = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,8}$/), { minLength: 1, maxLength: 4 });
const anyType = fc.letrec<{ type: ValueType }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc
      .tuple(tie('type'), fc.nat(3), fc.nat(3))
      .map(([item, min, by]): ValueType => ({ kind: 'list', item, min, max: min + by })),
    tie('type').map((value): ValueType => ({ kind: 'map', value })),
    fieldNames.chain((names) =>
      fc
        .tuple(
          ...names.map((name) =>
            fc.tuple(tie('type'), fc.boolean()).map(([type, optional]) => field(name, type, { optional })),
          ),
        )
        .map((fields): ValueType => record(...fields)),
    ),
  ),
})).type;

describe('samples', () => {
  test('are valid, whatever the type', () => {
    fc.assert(
      fc.property(anyType, fc.nat(), (type, seed) => {
        const value = new Sampler(NONE, seed).complete(type, undefined, 'line 1');
        expect(validator(NONE, type, 'writer')(value)).toBeUndefined();
      }),
    );
  });

  test('are the same for the same seed, place and path, and differ otherwise', () => {
    const type = record(field('a', { kind: 'uuid' }), field('b', { kind: 'uuid' }));
    const sample = (seed: number, place: string) =>
      new Sampler(NONE, seed).complete(type, undefined, place) as { a: string; b: string };
    expect(sample(1, 'line 1')).toEqual(sample(1, 'line 1'));
    const ids = [sample(1, 'line 1'), sample(1, 'line 2'), sample(2, 'line 1')].flatMap(({ a, b }) => [a, b]);
    expect(new Set(ids).size).toBe(6);
  });

  test('what is given stays, at any depth; defaults are taken, optional fields are left out', () => {
    const item = record(
      field('sku', { kind: 'string' }),
      field('quantity', { kind: 'int' }, { default: 1 }),
      field('note', { kind: 'string' }, { optional: true }),
    );
    const type = record(field('items', { kind: 'list', item }), field('total', { kind: 'decimal' }));
    const value = new Sampler(NONE, 1).complete(type, { items: [{ sku: 'tea' }, { quantity: 3 }], total: '9.90' }, '');
    expect(value).toMatchObject({ items: [{ sku: 'tea', quantity: 1 }, { quantity: 3 }], total: '9.90' });
    expect(JSON.stringify(value)).not.toContain('note');
    expect((value as { items: { sku: string }[] }).items[1]?.sku).toMatch(/^sku-/);
  });

  test('of recursive types end', () => {
    const shapes = shapesOf({
      Tree: record(field('value', { kind: 'int' }), field('children', { kind: 'list', item: declaredType('Tree') })),
      Expression: {
        kind: 'union',
        tag: 'type',
        cases: [
          { name: 'sum', type: declaredType('Sum') },
          { name: 'number', type: record(field('value', { kind: 'int' })) },
        ],
      },
      Sum: record(field('left', declaredType('Expression')), field('right', declaredType('Expression'))),
    });
    for (const key of ['Tree', 'Expression', 'Sum']) {
      for (let seed = 0; seed < 20; seed++) {
        const value = new Sampler(shapes, seed).complete(declaredType(key), undefined, '');
        expect(validator(shapes, declaredType(key), 'writer')(value)).toBeUndefined();
      }
    }
  });

  test('of a type that has no value are an error that says where', () => {
    const shapes = shapesOf({ Loop: record(field('next', declaredType('Loop'))) });
    expect(() => new Sampler(shapes, 1).complete(declaredType('Loop'), undefined, '')).toThrow(
      'contains itself without end; give it a value.',
    );
    const type = record(field('code', { kind: 'string', pattern: '^(?=a)b$' }));
    expect(() => new Sampler(NONE, 1).complete(type, undefined, '')).toThrow(
      'No value of /code could be found; give it one.',
    );
    expect(new Sampler(NONE, 1).complete(type, { code: 'x' }, '')).toEqual({ code: 'x' });
  });

  test('of a union take the case that is given', () => {
    const type: ValueType = {
      kind: 'union',
      tag: 'kind',
      cases: [
        { name: 'card', type: record(field('number', { kind: 'string' })) },
        { name: 'invoice', type: record(field('address', { kind: 'string' })) },
      ],
    };
    expect(new Sampler(NONE, 3).complete(type, { kind: 'invoice' }, '')).toEqual({
      kind: 'invoice',
      address: expect.any(String),
    });
  });
});

describe('patterns', () => {
  test.each([
    '^[A-Z]{3}-\\d{4}$',
    '^(?:EUR|USD)$',
    '^[^a-y]+$',
    'x',
    '',
    '^\\w+@\\w+\\.(com|org)$',
    '^[a-f0-9]{8}(-[a-f0-9]{4}){3}$',
    '^\\+?[1-9]\\d{1,14}$',
    '^\\p{Lu}\\p{Ll}+$',
    '^(?<year>\\d{4})-(?:0[1-9]|1[0-2])$',
    '^[\\w.-]+$',
    '^\\u0041\\x42\\t$',
    '^.{5}$',
    '[]-a]|b',
  ])('%s', (pattern) => {
    for (let seed = 0; seed < 20; seed++) {
      const text = sampleOfPattern(pattern, 0, 100, Random.of(seed, 'test'));
      if (pattern === '[]-a]|b') expect(text).toBeUndefined();
      else expect(text).toMatch(new RegExp(pattern, 'u'));
    }
  });

  test('with a range of lengths', () => {
    for (let seed = 0; seed < 20; seed++) {
      const text = sampleOfPattern('^[a-z]+$', 30, 40, Random.of(seed, 'test')) ?? '';
      expect(text).toMatch(/^[a-z]{30,40}$/);
    }
    expect(sampleOfPattern('^[a-z]{5}$', 6, 9, Random.of(1, 'test'))).toBeUndefined();
  });

  test('out of reach are given up in time', () => {
    for (const pattern of ['(', '^(?<=a)b$', '(a)\\1', '[z-a]', '\\p{Nonsense}', '^a{999999999}$', '^(a+)+b$']) {
      const text = sampleOfPattern(pattern, 0, 50, Random.of(1, 'test'));
      if (text !== undefined) expect(text).toMatch(new RegExp(pattern, 'u'));
    }
  });
});
