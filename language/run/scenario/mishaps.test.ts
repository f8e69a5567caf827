import { describe, expect, test } from 'vitest';
import { runText } from '../text.fixture.ts';

/** A shop whose one consumer says back what it did, and one that counts what was said. */
const shop = (options: string, topic = '', body = '') => `
  event Placed { id: string, n: int }
  event Done { id: string, n: int, attempt: int, replayed: boolean }
  topic orders { carries Placed, key id, ${topic} }
  topic done { carries Done, key id }
  consumer Shop by id on orders {
    ${options}
    state { n: int = 0, seen: map<int> = {} }
    on Placed as p { n += p.n, seen[p.id] += 1, ${body} emit Done { id: p.id, n: p.n, attempt: meta.attempt, replayed: meta.replayed } }
  }
  consumer Count by id { idempotent, state { n: int = 0 } on Done as d { n += 1 } }
`;

function scenario(text: string, lines: string) {
  const [result] = runText(`${text} scenario "it" { ${lines} }`);
  return result;
}

const passed = { outcome: 'passed', failures: [], waiting: [] };
const passes = (text: string, lines: string) => expect(scenario(text, lines)).toMatchObject(passed);
const fails = (text: string, lines: string) => scenario(text, lines)?.failures.map(({ message }) => message);

describe('faults of a message', () => {
  test('duplicate: state is changed twice, or once where the consumer is idempotent or exactly-once', () => {
    const lines = (n: number) => `
      fault duplicate Placed
      when Placed { id: "a", n: 1 }
      then Done { id: "a" }
      expect Shop["a"].n == ${n}`;
    passes(shop(''), lines(2));
    passes(shop('idempotent'), lines(1));
    passes(shop('delivery exactly-once'), lines(1));
    passes(shop('delivery at-most-once'), lines(1));
  });

  test('`every`, and from its line on', () => {
    passes(
      shop(''),
      `when Placed { id: "a", n: 1 }
       expect Shop["a"].n == 1
       fault duplicate every Placed
       when Placed { id: "a", n: 1 }
       when Placed { id: "a", n: 1 }
       expect Shop["a"].n == 5`,
    );
  });

  test('drop, delay, reorder', () => {
    passes(
      shop(''),
      `fault drop Placed
       when Placed { id: "a", n: 1 }
       when Placed { id: "a", n: 2 }
       then Done { n: 2 }
       never Done { n: 1 }`,
    );
    passes(
      shop(''),
      `fault delay 5s Placed
       when Placed { id: "a", n: 1 }
       when Placed { id: "a", n: 2 }
       wait 4s
       expect Shop["a"] == null
       wait 1s
       expect Shop["a"].n == 3`,
    );
    passes(
      shop(''),
      `fault reorder Placed
       when Placed { id: "a", n: 1 }
       when Placed { id: "a", n: 2 }
       then Done { n: 2 }
       then Done { n: 1 }`,
    );
    expect(
      fails(
        shop(''),
        `when Placed { id: "a", n: 1 }
         when Placed { id: "a", n: 2 }
         then Done { n: 2 }
         then Done { n: 1 }`,
      ),
    ).toHaveLength(1);
  });
});

describe('faults of a part', () => {
  test('crash before commit, under the three guarantees', () => {
    const lines = (said: number, n: number) => `
      fault crash Shop before commit
      when Placed { id: "a", n: 1 }
      wait 1s
      expect (Shop["a"].n ?? 0) == ${n}
      ${'then Done { id: "a" }\n'.repeat(said)}`;
    passes(shop(''), lines(2, 1));
    passes(shop('delivery exactly-once'), lines(1, 1));
    passes(shop('delivery at-most-once'), `${lines(0, 0)} never Done`);
    expect(fails(shop('delivery exactly-once'), lines(2, 1))).toHaveLength(1);
  });

  test('crash: an attempt that waits begins anew', () => {
    passes(
      shop('retry 2 backoff 10s', '', 'if meta.attempt == 1 { fail "not yet" }'),
      `when Placed { id: "a", n: 1 }
       wait 1s
       fault crash Shop
       wait 9s
       expect Shop["a"] == null
       then Done { attempt: 2 }
       expect Shop["a"].n == 1`,
    );
  });

  test('disconnect and lag', () => {
    passes(
      shop(''),
      `fault disconnect Shop for 10s
       when Placed { id: "a", n: 1 }
       wait 9s
       expect Shop["a"] == null
       wait 1s
       expect Shop["a"].n == 1`,
    );
    passes(
      shop(''),
      `fault lag Shop 5s
       when Placed { id: "a", n: 1 }
       wait 4s
       expect Shop["a"] == null
       wait 1s
       expect Shop["a"].n == 1`,
    );
  });
});

describe('faults of a broker', () => {
  test('acks all never loses, acks leader loses what only the leader had', () => {
    const lines = `
      when Placed { id: "a", n: 1 }
      fault stop broker 1 for 10s
      wait 20s`;
    passes(shop('', 'replicas 3'), `${lines} expect Shop["a"].n == 1`);
    passes(shop('', 'replicas 3, acks leader'), `${lines} expect Shop["a"] == null`);
  });

  test('a broker that is not there is said to be none', () => {
    expect(fails(shop('', 'replicas 3'), 'fault stop broker 4 for 10s')).toEqual([
      expect.stringContaining('there is no broker 4, only 3'),
    ]);
  });
});

describe('operations', () => {
  test('replay: with history, marked as replayed, from a place', () => {
    passes(
      shop(''),
      `given Placed { id: "a", n: 100 }
       when Placed { id: "a", n: 1 }
       expect Shop["a"].n == 1
       replay Shop from earliest
       then Done { n: 100, replayed: true }
       then Done { n: 1, replayed: true }
       expect Shop["a"].n == 102`,
    );
    passes(
      shop(''),
      `when Placed { id: "a", n: 1 }
       wait 1h
       when Placed { id: "a", n: 10 }
       expect Shop["a"].n == 11
       replay Shop from 1
       expect Shop["a"].n == 21
       replay Shop from "2024-01-15T11:00:00Z"
       expect Shop["a"].n == 31
       replay Shop from latest
       expect Shop["a"].n == 31`,
    );
  });

  test('an idempotent consumer says its outputs again', () => {
    passes(
      shop('idempotent'),
      `when Placed { id: "a", n: 1 }
       then Done { n: 1, replayed: false }
       replay Shop from earliest
       then Done { n: 1, replayed: false }
       expect Shop["a"].n == 1
       expect Count["a"].n == 1`,
    );
  });

  test('redrive: the dead letter and what waits behind it, in their order, before what is new', () => {
    const desk = `
      event Placed { id: string, n: int }
      event Done { id: string, n: int }
      topic orders { carries Placed, key id }
      topic done { carries Done, key id }
      consumer Desk on orders {
        single
        idempotent
        state { isOpen: boolean = false, n: int = 0 }
        on Placed as p {
          if p.n == 9 { isOpen = true } else if not isOpen { fail "closed" }
          n += p.n
          emit Done { id: p.id, n: p.n }
        }
      }`;
    passes(
      desk,
      `when Placed { id: "a", n: 1 }
       when Placed { id: "a", n: 2 }
       wait 1s
       redrive orders
       wait 1s
       expect Desk.n == 0
       when Placed { id: "b", n: 9 }
       wait 1s
       redrive orders
       when Placed { id: "a", n: 3 }
       then Done { n: 1 }
       then Done { n: 2 }
       then Done { n: 3 }
       expect Desk.n == 15`,
    );
  });
});

describe('map keys and keys of messages are only keys', () => {
  test.each(['__proto__', 'constructor', '10', 'toString', ''])('%j', (key) => {
    const name = JSON.stringify(key);
    passes(
      shop('idempotent', 'partitions 3'),
      `fault duplicate every Placed
       when Placed { id: ${name}, n: 1 }
       when Placed { id: ${name}, n: 2 }
       when Placed { id: "other", n: 5 }
       then Done { id: ${name} }
       expect Shop[${name}].n == 3
       expect Shop[${name}].seen == { ${name}: 2 }
       expect Shop[${name}].seen[${name}] == 2
       expect Shop[${name}].seen["valueOf"] == null
       expect Count[${name}].n == 2
       expect Count["hasOwnProperty"] == null`,
    );
  });
});
