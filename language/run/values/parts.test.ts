import { describe, expect, test } from 'vitest';
import { declaredType } from '../../model/schema/shapes.ts';
import { shapesOf } from '../compile/project.ts';
import { projectOf } from '../text.fixture.ts';
import { partsOf, redacted } from './parts.ts';

const shapes = shapesOf(
  projectOf(`
    record Card { @sensitive number: string, holder: string, billing?: Address }
    record Address { city: string, @sensitive street: string, former?: Address[] }
    record Invoice { @sensitive iban: string }
    union Payment by kind { card: Card, invoice: Invoice }
    event Paid {
      card: Card
      cards: Card[]
      byName: map<Card>
      payment: Payment
      inline: { @sensitive pin: string, open: int }
      @sensitive all: { a: int }
      json: json
    }
  `),
);
const type = declaredType('Paid@1.0');
const card = { number: '4242', holder: 'Ada', billing: { city: 'Paris', street: 'Rue 1' } };
const shown = { number: '(hidden)', holder: 'Ada', billing: { city: 'Paris', street: '(hidden)' } };

describe('redacted', () => {
  test.each([
    ['a field in a record', { card }, { card: shown }],
    ['in a list', { cards: [card, card] }, { cards: [shown, shown] }],
    ['in a map', { byName: { number: card, x: card } }, { byName: { number: shown, x: shown } }],
    ['in a case of a union', { payment: { kind: 'card', ...card } }, { payment: { kind: 'card', ...shown } }],
    [
      'in the other case',
      { payment: { kind: 'invoice', iban: 'DE1' } },
      { payment: { kind: 'invoice', iban: '(hidden)' } },
    ],
    ['in an anonymous record', { inline: { pin: '1', open: 2 } }, { inline: { pin: '(hidden)', open: 2 } }],
    ['a whole record', { all: { a: 1 } }, { all: '(hidden)' }],
    [
      'one that nests itself',
      { card: { billing: { former: [{ street: 'x' }] } } },
      { card: { billing: { former: [{ street: '(hidden)' }] } } },
    ],
    ['nothing of json, which has no fields', { json: { number: 1 } }, { json: { number: 1 } }],
    ['nothing of null', { card: null, cards: [] }, { card: null, cards: [] }],
  ])('%s', (_, data, expected) => {
    expect(redacted(data, type, shapes)).toEqual(expected);
  });

  test('leaves the value itself as it is', () => {
    const data = { card: { number: '4242' } };
    redacted(data, type, shapes);
    expect(data.card.number).toBe('4242');
  });
});

test('parts of a map come in order of their keys', () => {
  const found = partsOf({ b: 1, a: 2 }, { kind: 'map', value: { kind: 'int' } }, shapes);
  expect(found.map(({ name, type }) => [name, type.kind])).toEqual([
    ['a', 'int'],
    ['b', 'int'],
  ]);
});
