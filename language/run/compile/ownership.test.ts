import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Data } from '../program.ts';
import { publishInto } from '../text.fixture.ts';

interface Item {
  sku: string;
  quantity: number;
}

/** The state, and the values that a reader of the language would expect: nothing is ever shared. */
interface Model {
  counts: { [key: string]: number };
  lists: { [key: string]: Item[] };
  items: { [key: string]: Item };
}

/** A statement, and what it means; what it says goes into `said`. */
interface Action {
  readonly text: string;
  apply(state: Model, given: Item[], said: unknown[]): void;
}

const TEXT = `
  record Item { sku: string, quantity: int }
  event In { items: Item[], ok: boolean }
  event Said { counts?: map<int>, list?: Item[], item?: Item }
  consumer C {
    single
    state { counts: map<int> = {}, lists: map<Item[]> = {}, items: map<Item> = {} }
    on In as e { BODY }
  }
`;

const key = fc.constantFrom('a', 'b', '__proto__');
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(key, fc.integer({ min: -3, max: 3 })).map(
    ([k, n]): Action => ({
      text: `counts["${k}"] += ${n}`,
      apply: ({ counts }) => put(counts, k, (own(counts, k) ?? 0) + n),
    }),
  ),
  key.map((k): Action => ({ text: `remove counts["${k}"]`, apply: ({ counts }) => delete counts[k] })),
  key.map(
    (k): Action => ({ text: `lists["${k}"] = e.items`, apply: ({ lists }, given) => put(lists, k, copy(given)) }),
  ),
  fc.tuple(key, key).map(
    ([to, from]): Action => ({
      text: `lists["${to}"] = lists["${from}"] ?? []`,
      apply: ({ lists }) => put(lists, to, copy(own(lists, from) ?? [])),
    }),
  ),
  key.map(
    (k): Action => ({
      text: `if (lists["${k}"] ?? []).length > 0 { lists["${k}"][0].quantity += 1 }`,
      apply: ({ lists }) => {
        const first = own(lists, k)?.[0];
        if (first) first.quantity += 1;
      },
    }),
  ),
  fc.tuple(key, key).map(
    ([to, from]): Action => ({
      text: `items["${to}"] = (lists["${from}"] ?? []).first ?? items["${from}"] ?? { sku: "new", quantity: 0 }`,
      apply: ({ lists, items }) =>
        put(items, to, copy(own(lists, from)?.[0] ?? own(items, from) ?? { sku: 'new', quantity: 0 })),
    }),
  ),
  key.map(
    (k): Action => ({
      text: `if items["${k}"] != null { items["${k}"].quantity -= 1 }`,
      apply: ({ items }) => {
        const item = own(items, k);
        if (item) item.quantity -= 1;
      },
    }),
  ),
  key.map(
    (k): Action => ({
      text: `emit Said { counts, list: lists["${k}"], item: items["${k}"] }`,
      apply: ({ counts, lists, items }, _, said) => {
        const [list, item] = [own(lists, k), own(items, k)];
        said.push(copy({ counts, ...(list && { list }), ...(item && { item }) }));
      },
    }),
  ),
  key.map(
    (k): Action => ({
      text: `for i in lists["${k}"] ?? [] { emit Said { item: i } }`,
      apply: ({ lists }, _, said) => said.push(...copy(own(lists, k) ?? []).map((item) => ({ item }))),
    }),
  ),
);

test('values are never shared: whatever a body does, state and messages are as if everything was copied', () => {
  fc.assert(
    fc.property(
      fc.array(action, { minLength: 1, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      (actions, attempts) => {
        const body = `${actions.map(({ text }) => text).join('\n')} if not e.ok { fail "taken back" }`;
        const given = [
          { sku: 'x', quantity: 1 },
          { sku: 'y', quantity: 2 },
        ];
        const messages = attempts.map((ok): [string, Data] => ['In@1.0', { items: copy(given), ok }]);
        const { said, run } = publishInto(TEXT.replace('BODY', body), ...messages);

        let state: Model = { counts: {}, lists: {}, items: {} };
        const expected: unknown[] = [];
        for (const ok of attempts) {
          const next = copy(state);
          const saying: unknown[] = [];
          for (const { apply } of actions) apply(next, given, saying);
          if (!ok) continue;
          state = next;
          expected.push(...saying);
        }
        expect(plain(said.map(({ data }) => data))).toEqual(plain(expected));
        expect(plain(run.state('C') ?? { counts: {}, lists: {}, items: {} })).toEqual(plain(state));
        for (const [, data] of messages) expect(data.items).toEqual(given);
      },
    ),
    { numRuns: 100 },
  );
});

function own<T>(map: { [key: string]: T }, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Also for `__proto__`. */
function put<T>(map: { [key: string]: T }, name: string, value: T): void {
  Object.defineProperty(map, name, { value, configurable: true, enumerable: true, writable: true });
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))
      : part,
  );
}
