import { expect, test } from 'vitest';
import { runText } from '../text.fixture.ts';

const SHOP = `
  record Place { street: string, floor?: int }
  event Ordered { id: uuid, n?: int, price?: decimal, big?: long, place?: Place, list?: int[] }
  event Said { id: uuid, what: string, n: int = 0 }
  command Order { id: uuid, n?: int }
  topic ordered { carries Ordered, key id }
  topic said { carries Said, key id }
  consumer C {
    idempotent
    single
    state { last?: int, stock: map<int> = {} }
    on Ordered as o when o.n != null and o.n > 10 { last = o.n emit Said { id: o.id, what: "many", n: o.n } }
    on Ordered as o {
      if o.place != null and o.place.floor != null { emit Said { id: o.id, what: o.place.street, n: o.place.floor } }
      else if o.price == null or o.price > 9.5 { emit Said { id: o.id, what: "dear" } }
      else if o.list != null { for i in o.list { emit Said { id: o.id, what: "item", n: i } } }
      else { emit Said { id: o.id, what: o.big == null ? "none" : (o.big * 2 > 5 ? "big" : "small") } }
      if o.n == null { fail "no number" }
      stock["tea"] = o.n
      if last != null { stock["sum"] = last + o.n last = null }
    }
    on Order as c { require c.n != null else "no number" last = c.n + 1 }
  }
`;

test.each([
  ['a guard', 'when Ordered { n: 11 } then Said { what: "many", n: 11 } expect C.last == 11'],
  ['null in a guard', 'when Ordered { n: null, place: null } never Said expect C.last == null'],
  [
    'fields of fields',
    'when Ordered { n: 1, place: { street: "Elm", floor: 3 } } then Said { what: "Elm", n: 3 } expect C.stock["tea"] == 1',
  ],
  [
    'fields that are absent',
    'when Ordered { n: 1, place: { street: "Elm", floor: null }, price: 9.6 } then Said { what: "dear" }',
  ],
  ['a list', 'when Ordered { n: 1, place: null, price: 1, list: [5] } then Said { what: "item", n: 5 }'],
  ['a long', 'when Ordered { n: 1, place: null, price: 1, list: null, big: 3 } then Said { what: "big" }'],
  ['its absence', 'when Ordered { n: 1, place: null, price: 1, list: null, big: null } then Said { what: "none" }'],
  [
    'state',
    'given C.last = 4 when Ordered { n: 2, place: null, price: null } expect C.last == null and C.stock["sum"] == 6',
  ],
  ['`fail` where it is absent', 'when Ordered { n: null, place: null, price: null } expect C.stock.isEmpty'],
  ['`require`', 'when Order { n: 2 } expect C.last != null and C.last > 2'],
  ['`require` where it is absent', 'when Order { n: null } then rejected "no number" expect C.last == null'],
])('what was tested for null is used as it is: %s', (_, lines) => {
  const [result] = runText(`${SHOP} scenario "it" { ${lines} }`);
  expect(result).toMatchObject({ outcome: 'passed', failures: [] });
});
