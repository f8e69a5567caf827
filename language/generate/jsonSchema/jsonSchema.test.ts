import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectOf } from '../../../test/language/harness.ts';
import { declaredType } from '../../model/schema/shapes.ts';
import { validator } from '../../model/schema/validator.ts';
import { randomTypes, sampleOf } from '../random.fixture.ts';
import { jsonSchemaOf, referenceTo } from './index.ts';

/** A validator of anybody's: it knows standard JSON Schema, and what begins with `x-evflow-` as a note. */
function standardAjv() {
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  for (const note of ['was', 'otherwise', 'sensitive', 'minimum', 'maximum']) ajv.addKeyword(`x-evflow-${note}`);
  return formats.default(ajv);
}

const SOURCE = `
namespace shop
/// Money, and whose.
record Money { value: decimal(6, 2), currency: Currency = EUR }
enum Currency { EUR, USD } otherwise EUR
record Card { @sensitive number: string, money: Money }
record Other { why: string }
union Payment by kind { card: Card, other: Other } otherwise other
record Tree { name: string, children: Tree[] = [] }
/// Somebody ordered.
event Ordered@1.1 {
  /// Who.
  customer: uuid was buyer
  at: timestamp
  many: long(0..)
  paid?: Payment
  total: Money
  tree: Tree
  address: { street: string(1..40), zip?: string }
}
`;

describe('a message as JSON Schema', () => {
  const { project } = projectOf(SOURCE);
  const { schema } = jsonSchemaOf(project, 'shop.Ordered@1.1');

  test('says what is written, in standard keywords', () => {
    expect(schema).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'shop.Ordered',
      description: 'Somebody ordered.',
      type: 'object',
      additionalProperties: false,
      required: ['customer', 'at', 'many', 'total', 'tree', 'address'],
      properties: {
        customer: { description: 'Who.', type: 'string', format: 'uuid', 'x-evflow-was': 'buyer' },
        at: { type: 'string', format: 'date-time' },
        many: { type: 'string', pattern: '^(?:0|-?[1-9][0-9]{0,18})$', 'x-evflow-minimum': '0' },
        total: { $ref: '#/definitions/shop.Money@1.0' },
        address: { type: 'object', required: ['street'], additionalProperties: false },
      },
      definitions: {
        'shop.Money@1.0': {
          description: 'Money, and whose.',
          required: ['value'],
          properties: {
            value: { pattern: '^-?(?:0|[1-9][0-9]{0,3})(?:\\.[0-9]{1,2})?$' },
            currency: { default: 'EUR' },
          },
        },
        'shop.Currency@1.0': { enum: ['EUR', 'USD'], 'x-evflow-otherwise': 'EUR' },
        'shop.Payment@1.0': {
          'x-evflow-otherwise': 'other',
          oneOf: [
            {
              required: ['kind', 'number', 'money'],
              properties: { kind: { const: 'card' }, number: { 'x-evflow-sensitive': true } },
              additionalProperties: false,
            },
            { required: ['kind', 'why'] },
          ],
        },
      },
    });
  });

  test('takes what is written, and refuses what is not', () => {
    const validate = standardAjv().compile(schema);
    const tree = { name: 'a', children: [{ name: 'b', children: [] }] };
    const written = {
      customer: '0e0fda43-6e9f-4c35-93e9-7e39aeb7e32a',
      at: '2024-01-15T10:30:00Z',
      many: '12',
      paid: { kind: 'card', number: '1', money: { value: '9.99', currency: 'EUR' } },
      total: { value: '1', currency: 'USD' },
      tree,
      address: { street: 'x' },
    };
    expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
    const wrong = [
      { ...written, more: 1 },
      { ...written, many: 12 },
      { ...written, paid: { kind: 'cash' } },
      { ...written, paid: { kind: 'other', why: 'x', number: '1' } },
      { ...written, total: { value: '1.234', currency: 'USD' } },
      { ...written, tree: { name: 'a', children: [{ name: 1, children: [] }] } },
      { ...written, address: {} },
    ];
    for (const value of wrong) expect(validate(value), JSON.stringify(value)).toBe(false);
  });

  test('refers to types that are elsewhere by name, and keeps the rest', () => {
    const { schema: split, references } = jsonSchemaOf(project, 'shop.Ordered@1.1', new Set(['shop.Money@1.0']));
    expect(references).toEqual(['shop.Money@1.0']);
    expect(JSON.stringify(split)).toContain('"$ref":"shop.Money@1.0"');
    expect(Object.keys(split.definitions as object)).toEqual(['shop.Payment@1.0', 'shop.Tree@1.0']);
    const ajv = standardAjv();
    ajv.addSchema(jsonSchemaOf(project, 'shop.Money@1.0').schema, referenceTo('shop.Money@1.0'));
    expect(() => ajv.compile(split)).not.toThrow();
  });

  test('of a type that uses itself refers to its own beginning', () => {
    expect(JSON.stringify(jsonSchemaOf(project, 'shop.Tree@1.0').schema)).toContain('"items":{"$ref":"#"}');
  });

  test('copes with names that need escaping in references', () => {
    const odd = projectOf('record `a/b~c d%` { x: int }\nevent E { y: `a/b~c d%` }').project;
    const validate = standardAjv().compile(jsonSchemaOf(odd, 'E@1.0').schema);
    expect(validate({ y: { x: 1 } }), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ y: { x: 'no' } })).toBe(false);
  });

  test('of a chain of ten thousand types does not overflow', () => {
    const shapes = { shape: (key: string) => linkOf(Number(key.slice(1))), entity: () => undefined };
    const { schema } = jsonSchemaOf(shapes, 'r0');
    expect(Object.keys(schema.definitions as object)).toHaveLength(9_999);
  });
});

function linkOf(index: number) {
  const next = { name: 'next', optional: true, sensitive: false, node: undefined as never };
  const fields = index < 9_999 ? [{ ...next, type: declaredType(`r${index + 1}`) }] : [];
  return { kind: 'record', fields } as const;
}

test('whatever we accept as written, the exported schema accepts', () => {
  fc.assert(
    fc.property(randomTypes, fc.nat(), (types, seed) => {
      const value = sampleOf(types, seed);
      expect(validator(types.declarations, declaredType(types.root), 'writer')(value)).toBeUndefined();
      const validate = standardAjv().compile(jsonSchemaOf(types.declarations, types.root).schema);
      expect(validate(value), JSON.stringify([value, validate.errors])).toBe(true);
    }),
  );
});
