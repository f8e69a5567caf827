import { describe, expect, test } from 'vitest';
import { runText } from '../text.fixture.ts';

const SHOP = `
  event Placed { id: uuid, amount: int }
  event Mended { id: uuid, error: boolean }
  topic orders { carries Placed, key id }
  topic mended { carries Mended, key id }
`;
const READER = `
  consumer Mender by id on orders_dead {
    idempotent
    state { seen: int = 0 }
    on Placed as p { seen += 1, emit Mended { id: p.id, error: meta.topic == "orders_dead" } }
  }`;
const LINES = `
  when Placed { id: uuid("a"), amount: 0 }
  when Placed { id: uuid("b"), amount: 1 }
  then Mended { id: uuid("a"), error: true }
  never Mended { id: uuid("b") }
  expect Mender[uuid("a")].seen == 1
  expect Mender[uuid("b")] == null
`;

/** What becomes of the lines where `statement` meets an order without an amount. */
function run(topic: string, statement: string, lines = LINES) {
  const [result] = runText(`${SHOP} ${topic} ${READER}
    consumer Ship {
      idempotent
      retry 2 backoff 1s
      dead letter to orders_dead
      on Placed as p { if p.amount == 0 { ${statement} } }
    }
    scenario "it" { ${lines} }`);
  return result;
}

const passed = { outcome: 'passed', failures: [], waiting: [] };

describe('the reader of a dead letter topic meets what was given up, and nothing else', () => {
  test.each([
    ['fails', 'topic orders_dead { carries Placed, key id }', 'fail "no amount"'],
    ['fails', 'topic orders_dead { }', 'fail "no amount"'],
    ['gives up at once', 'topic orders_dead { carries Placed, key id }', 'dead letter "no amount"'],
    ['gives up at once', 'topic orders_dead { partitions 3 }', 'dead letter "no amount"'],
  ])('a handler that %s; %s', (_, topic, statement) => {
    expect(run(topic, statement)).toMatchObject(passed);
  });

  test('`emit` without `to` goes to the other topic, with `to` into this one, by its key', () => {
    const topic = 'topic orders_dead { carries Placed, key id, partitions 4 }';
    const [result] = runText(`${SHOP} ${topic} ${READER}
      command Place { id: uuid, amount: int }
      command Bury { id: uuid }
      consumer Ship { idempotent, dead letter to orders_dead, on Placed as p { if p.amount == 0 { fail "no amount" } } }
      consumer Shop {
        idempotent
        on Place as c { emit Placed { ...c } }
        on Bury as c { emit Placed { id: c.id, amount: 7 } to orders_dead }
      }
      scenario "it" {
        when Place { id: uuid("b"), amount: 1 }
        when Bury { id: uuid("c") }
        when Bury { id: uuid("c") }
        then Mended { id: uuid("c") }
        never Mended { id: uuid("b") }
        expect Mender[uuid("c")].seen == 2
      }`);
    expect(result).toMatchObject(passed);
  });

  test('a topic that takes dead letters and alone carries a message is its way', () => {
    const [result] = runText(`
      event Placed { id: uuid }
      topic orders { carries Placed, key id }
      consumer Ship { single, idempotent, dead letter to orders, state { n: int = 0 } on Placed { n += 1 } }
      scenario "it" { when Placed expect Ship.n == 1 }`);
    expect(result).toMatchObject(passed);
  });
});
