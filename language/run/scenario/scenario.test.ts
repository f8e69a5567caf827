import { describe, expect, test } from 'vitest';
import { compileProject } from '../compile/project.ts';
import { projectOf, runText } from '../text.fixture.ts';
import { circumstances } from './report.ts';
import { type ScenarioPause, ScenarioRun, scenariosOf } from './run.ts';

const SHOP = `
  record Line { sku: string, quantity: int }
  event OrderPlaced { orderId: uuid, sku: string, quantity: int = 1, note?: string, @sensitive card: string }
  event StockReserved { orderId: uuid, sku: string, lines: Line[] }
  event ReserveFailed { orderId: uuid, reason: string }
  event Mailed { orderId: uuid, text: string }
  command Charge { orderId: uuid, amount: decimal }
  event Charged { orderId: uuid, amount: decimal, method: enum { card, cash } }
  event Declined { orderId: uuid, reason: string }

  consumer Inventory {
    single
    idempotent
    state { stock: map<int> = {} }
    on OrderPlaced as o {
      if (stock[o.sku] ?? 0) >= o.quantity {
        stock[o.sku] -= o.quantity
        emit StockReserved { orderId: o.orderId, sku: o.sku, lines: [{ sku: o.sku, quantity: o.quantity }] }
      } else {
        emit ReserveFailed { orderId: o.orderId, reason: "out of stock" }
      }
    }
  }
  consumer Mail { idempotent, on ReserveFailed as f { emit Mailed { orderId: f.orderId, text: f.reason } in 1h } }
  consumer Payments {
    idempotent
    on Charge as c { require c.amount > 0 else "nothing to pay" emit Charged { orderId: c.orderId, amount: c.amount, method: card } }
  }
  consumer Ship { idempotent, on StockReserved emits Charged | Declined }
  consumer Accounts by orderId { idempotent, state { paid: decimal = 0 } on Charged as c { paid += c.amount } }
`;

/** The result of one scenario over the shop. */
function scenario(lines: string, seed = 1) {
  const [result] = runText(`${SHOP} scenario "it" { ${lines} }`, seed);
  if (!result) throw new Error('there is no scenario');
  return result;
}

function failure(lines: string) {
  const { failures, outcome } = scenario(lines);
  expect(outcome).not.toBe('passed');
  return failures.map(({ message }) => message).join('\n');
}

const passes = (lines: string) =>
  expect(scenario(lines)).toMatchObject({ outcome: 'passed', failures: [], waiting: [] });

describe('scenarios that pass', () => {
  test('start state, messages, state at the end', () => {
    passes(`
      given Inventory.stock["tea"] = 5
      when OrderPlaced { orderId: uuid("o-1"), sku: "tea", quantity: 2 }
      then StockReserved { orderId: uuid("o-1"), lines: [{ sku: "tea" }] }
      never ReserveFailed
      expect Inventory.stock["tea"] == 3
      expect Inventory.stock["milk"] == null and Inventory.stock.length == 1
    `);
  });

  test('time passes until a then is met, and as much as a wait says', () => {
    passes('when OrderPlaced { sku: "tea" } then ReserveFailed then Mailed { text: "out of stock" }');
    const { outcome, duration } = scenario('when OrderPlaced wait 30m expect Inventory.stock.isEmpty wait 29m');
    expect([outcome, duration]).toEqual(['passed', 3_600_000]);
  });

  test('a then finds what happened during a wait', () => {
    passes('when OrderPlaced wait 2h then ReserveFailed then Mailed');
  });

  test('a when after a then enters at that point', () => {
    passes(`
      when OrderPlaced { orderId: uuid("a"), sku: "tea" }
      then ReserveFailed { orderId: uuid("a") }
      when OrderPlaced { orderId: uuid("b"), sku: "tea" }
      then ReserveFailed { orderId: uuid("b") }
      then Mailed { orderId: uuid("a") }
      then Mailed { orderId: uuid("b") }
    `);
  });

  test('history lies before every offset', () => {
    passes(
      'given ReserveFailed { reason: "long ago" } when OrderPlaced { sku: "tea" } then Mailed never ReserveFailed { reason: "long ago" } never Mailed { text: "long ago" }',
    );
  });

  test('rows of a consumer by key, and a whole row as a start', () => {
    passes(`
      given Accounts[uuid("b")] = { paid: 1 }
      given Accounts[uuid("c")].paid = 2.5
      when Charge { orderId: uuid("a"), amount: 9.50 }
      when Charge { orderId: uuid("b"), amount: 1 }
      expect Accounts[uuid("a")].paid == 9.5
      expect Accounts[uuid("a")].orderId == uuid("a")
      expect Accounts[uuid("b")].paid == 2
      expect Accounts[uuid("c")].paid == 2.50
      expect Accounts[uuid("d")] == null and Accounts[uuid("d")].paid == null
    `);
  });

  test('a rejected command', () => {
    passes('when Charge { amount: 0 } then rejected "nothing to pay" never Charged');
    passes('when Charge { amount: 0 } then rejected');
    passes('stub Charge -> rejected "card expired" when Charge { amount: 5 } then rejected "card expired"');
  });

  test('the envelope', () => {
    passes(`
      when OrderPlaced { sku: "tea" } meta { correlationId: "order-123", eventId: uuid("m-1") }
      then ReserveFailed meta { correlationId: "order-123", causationId: uuid("m-1"), producer: "inventory" }
    `);
  });
});

describe('answers', () => {
  test('a stub answers with the fields of what it answers, what is written, and samples', () => {
    passes(`
      stub Charge -> Charged { method: cash }
      when Charge { orderId: uuid("a"), amount: 0 }
      then Charged { orderId: uuid("a"), amount: 0, method: cash }
    `);
  });

  test('a stub for an event stands in for the part that is named', () => {
    passes(`
      stub Inventory on OrderPlaced -> StockReserved { sku: "milk" }
      stub Ship on StockReserved -> Declined { reason: "far away" }
      when OrderPlaced { orderId: uuid("a"), sku: "tea" }
      then StockReserved { orderId: uuid("a"), sku: "milk" }
      then Declined { orderId: uuid("a"), reason: "far away" }
      expect Inventory.stock.isEmpty
    `);
  });

  test('a handler without a body answers with one of its emits, which a hint says', () => {
    const drawn = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const { hints, trace } = scenario(
        'given Inventory.stock["tea"] = 5 when OrderPlaced { sku: "tea" } then StockReserved',
        seed,
      );
      expect(hints).toEqual([
        expect.stringMatching(
          /^Ship has no body for StockReserved: whether it answers Charged or Declined is drawn from the seed, here \w+\. A stub decides it\.$/,
        ),
      ]);
      drawn.add(trace.flatMap((entry) => (entry.kind === 'publish' ? [entry.message] : [])).at(-1) ?? '');
    }
    expect(drawn).toEqual(new Set(['Charged@1.0', 'Declined@1.0']));
  });

  test('one of several answers is drawn from the seed', () => {
    const reasons = new Set<unknown>();
    for (let seed = 0; seed < 20; seed++) {
      const { trace } = scenario('stub Charge -> Charged | rejected "no" when Charge { amount: 1 }', seed);
      reasons.add(trace.some(({ kind }) => kind === 'reject'));
    }
    expect(reasons).toEqual(new Set([true, false]));
  });

  test('the same seed gives the same trace, byte for byte', () => {
    const lines = 'given Inventory.stock["tea"] = 5 when OrderPlaced { sku: "tea" } when OrderPlaced';
    const trace = (seed: number) => JSON.stringify(scenario(lines, seed).trace);
    expect(trace(7)).toBe(trace(7));
    expect(trace(7)).not.toBe(trace(8));
  });

  test('two messages without a key have different keys', () => {
    const { trace } = scenario('when OrderPlaced when OrderPlaced');
    const ids = trace.flatMap((entry) =>
      entry.kind === 'publish' && entry.message === 'OrderPlaced@1.0' ? [entry.data.orderId] : [],
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('scenarios that fail say what did happen', () => {
  test('a field that differs', () => {
    const result = scenario(
      'when OrderPlaced { orderId: uuid("a"), sku: "tea" } then ReserveFailed { orderId: uuid("a"), reason: "no tea" }',
    );
    expect(result.outcome).toBe('failed');
    expect(result.failures).toMatchObject([
      {
        message:
          'Expected ReserveFailed { orderId: uuid("a"), reason: "no tea" }, but nothing more happens.\n' +
          'There was ReserveFailed { orderId: uuid("a"), reason: "out of stock" }, where reason is "out of stock" instead of "no tea".',
        expected: 'ReserveFailed { orderId: uuid("a"), reason: "no tea" }',
        actual: 'ReserveFailed { orderId: uuid("a"), reason: "out of stock" }',
        differences: [{ path: 'reason', expected: '"no tea"', actual: '"out of stock"' }],
      },
    ]);
  });

  test('a field deep inside', () => {
    const text = failure(
      'given Inventory.stock["tea"] = 5 when OrderPlaced { sku: "tea" } then StockReserved { lines: [{ sku: "tea", quantity: 2 }] }',
    );
    expect(text).toContain('where lines[0].quantity is 1 instead of 2.');
    expect(
      failure('given Inventory.stock["tea"] = 5 when OrderPlaced { sku: "tea" } then StockReserved { lines: [] }'),
    ).toContain('where lines is [{ sku: "tea", quantity: 1 }] instead of [].');
  });

  test('the nearest first', () => {
    const text = failure(`
      when ReserveFailed { orderId: uuid("a"), reason: "x" }
      when ReserveFailed { orderId: uuid("b"), reason: "y" }
      then ReserveFailed { orderId: uuid("b"), reason: "z" }
    `);
    expect(text.split('\n').slice(1, 3)).toEqual([
      'There was ReserveFailed { orderId: uuid("b"), reason: "y" }, where reason is "y" instead of "z".',
      'There was ReserveFailed { orderId: uuid("a"), reason: "x" }, where orderId is uuid("a") instead of uuid("b"), reason is "x" instead of "z".',
    ]);
  });

  test('another message; what is sensitive stays hidden', () => {
    expect(failure('when OrderPlaced { orderId: uuid("a"), sku: "tea", card: "4111" } then StockReserved')).toBe(
      [
        'Expected StockReserved, but nothing more happens.',
        'What happened:',
        '  OrderPlaced { orderId: uuid("a"), sku: "tea", card: (hidden), quantity: 1 }',
        '  ReserveFailed { orderId: uuid("a"), reason: "out of stock" }',
        '  Mailed { orderId: uuid("a"), text: "out of stock" }',
      ].join('\n'),
    );
    expect(failure('when OrderPlaced { card: "4111" } then OrderPlaced { card: "5500" }')).not.toMatch(/4111|5500/);
  });

  test('the wrong order', () => {
    expect(failure('when OrderPlaced { sku: "tea" } then Mailed then ReserveFailed')).toContain(
      'It happened earlier, before what an earlier line matched: `then` lines follow the order of publication.',
    );
  });

  test('a message that was given up, and why', () => {
    const text = failure(
      'given Inventory.stock["tea"] = 9007199254740991 when OrderPlaced { sku: "tea", quantity: -1 } then StockReserved',
    );
    expect(text).toContain(
      'Inventory gave OrderPlaced up after one attempt: the result is beyond the range of int, ±(2^53−1).',
    );
  });

  test('a message that must never be', () => {
    expect(failure('when OrderPlaced { orderId: uuid("a"), sku: "tea" } never Mailed { text: "out of stock" }')).toBe(
      'Mailed { text: "out of stock" } must never be, but there was Mailed { orderId: uuid("a"), text: "out of stock" } at 2024-01-15T11:30:00.000Z.',
    );
  });

  test('both sides of a comparison', () => {
    const result = scenario(
      'given Inventory.stock["tea"] = 5 expect Inventory.stock["tea"] == 3 expect (Inventory.stock["tea"] ?? 0) < 2 + 1 expect "milk" in Inventory.stock',
    );
    expect(result.failures.map(({ message }) => message)).toEqual([
      'Inventory.stock["tea"] == 3 does not hold: Inventory.stock["tea"] is 5.',
      '(Inventory.stock["tea"] ?? 0) < 2 + 1 does not hold: (Inventory.stock["tea"] ?? 0) is 5, 2 + 1 is 3.',
      '"milk" in Inventory.stock does not hold: Inventory.stock is { "tea": 5 }.',
    ]);
    expect(result.failures[0]).toMatchObject({
      expected: 'Inventory.stock["tea"] == 3',
      actual: 'Inventory.stock["tea"] == 5',
    });
  });

  test('the part of a condition that does not hold', () => {
    expect(failure('expect Inventory.stock.isEmpty and 1 == 1 and (1 == 2)')).toBe('1 == 2 does not hold.');
    expect(failure('expect 1 == 2 or 3 < 2')).toBe('1 == 2 does not hold.\n3 < 2 does not hold.');
    expect(failure('given Inventory.stock["tea"] = 5 expect Inventory.stock.isEmpty')).toBe(
      'Inventory.stock.isEmpty does not hold. Inventory.stock is { "tea": 5 }.',
    );
    expect(failure('expect not (1 == 1)')).toBe('not (1 == 1) does not hold.');
  });

  test('but never what is sensitive', () => {
    const text =
      'event E { n: int } consumer C { single state { @sensitive pin: string = "1234", @sensitive pins: map<string> = {} } on E }';
    const [result] = runText(
      `${text} scenario "it" { given C.pins["a"] = "5678" expect C.pin == "0000" expect (C.pins["a"] ?? "") == "0000" }`,
    );
    expect(result?.failures.map(({ message }) => message)).toEqual([
      'C.pin == "0000" does not hold: C.pin is (hidden).',
      '(C.pins["a"] ?? "") == "0000" does not hold: (C.pins["a"] ?? "") is (hidden).',
    ]);
    expect(JSON.stringify(result?.failures.map(({ actual }) => actual))).not.toMatch(/1234|5678/);
  });

  test('another reason of a rejection', () => {
    expect(failure('when Charge { amount: 0 } then rejected "no money"')).toContain(
      'There was Charge rejected with "nothing to pay", where reason is "nothing to pay" instead of "no money".',
    );
  });

  test('a state or a message that is not valid', () => {
    const state = 'event E { n: int } consumer C { single state { left: int(0..) = 0 } on E }';
    const [result] = runText(`${state} scenario "it" { given C.left = 3 - 5 }`);
    expect(result?.failures[0]?.message).toBe('The state of C cannot be so: /left must be >= 0.');
    const [refused] = runText('event E { n: int(0..5) } consumer C { on E } scenario "it" { when E { n: 3 * 2 } }');
    expect(refused?.failures[0]?.message).toBe('E is refused: /n must be <= 5.');
    expect(failure('expect 1 / 0 == 1')).toBe('division by zero');
  });

  test('what still waits', () => {
    const { waiting } = scenario(
      'when OrderPlaced { sku: "tea" } then ReserveFailed expect 1 == 2 wait 1m then StockReserved',
    );
    expect(waiting).toEqual([]);
    const [result] = runText(
      'event E { n: int } consumer C { on E { fail "always" } } scenario "it" { when E then E expect 1 == 2 }',
    );
    expect(result?.waiting).toEqual(['E lies in the dead letter topic E.dlq.']);
  });

  test('a flow that never ends', () => {
    const [result] = runText(
      'event Ping { n: int } event Pong { n: int } consumer A { on Ping as p { emit Pong { ...p } } } consumer B { on Pong as p { emit Ping { ...p } } } scenario "it" { when Ping { n: 1 } }',
    );
    expect(result?.failures[0]?.message).toBe(
      'Still turning after 100,000 steps: B on Pong emits Ping, A on Ping emits Pong.',
    );
  });
});

describe('a line that does nothing is told of, whether the scenario passes or not', () => {
  const idle = (lines: string) => scenario(lines).idle;

  test.each([
    ['when Mailed fault drop Mailed', '`fault drop Mailed` does nothing: no Mailed was delivered after it.'],
    [
      'when OrderPlaced wait 1m fault duplicate every OrderPlaced',
      '`fault duplicate every OrderPlaced` does nothing: no OrderPlaced was delivered after it.',
    ],
    [
      'when OrderPlaced wait 1m fault crash Inventory before commit',
      '`fault crash Inventory before commit` does nothing: Inventory came to no commit after it.',
    ],
    [
      'when OrderPlaced wait 1m replay Inventory from 99',
      '`replay Inventory from 99` does nothing: Inventory stood there already.',
    ],
    [
      'when OrderPlaced redrive orders',
      '`redrive orders` does nothing: no dead letter lay there at this point; a `wait` before it lets one get there.',
    ],
  ])('%s', (lines, note) => {
    const [result] = runText(`${SHOP} topic orders { carries OrderPlaced, key orderId } scenario "it" { ${lines} }`);
    expect(result?.idle).toEqual([note]);
    expect(circumstances(result!)).toContain(`note: ${note}`);
  });

  test('but not of one that has done something', () => {
    expect(idle('fault drop OrderPlaced when OrderPlaced')).toEqual([]);
    expect(idle('fault crash Inventory before commit when OrderPlaced')).toEqual([]);
    expect(idle('given OrderPlaced replay Inventory from earliest')).toEqual([]);
  });
});

describe('for a debugger', () => {
  const LINES = `
    given Inventory.stock["tea"] = 5
    when OrderPlaced { sku: "milk" }
    wait 10m
    then Mailed
    expect Inventory.stock["tea"] == 5
  `;

  test('the same run, standing still at lines, deliveries and statements', () => {
    const project = projectOf(`${SHOP} scenario "it" { ${LINES} }`);
    const [entity] = scenariosOf(project);
    if (!entity) throw new Error('there is no scenario');
    const steps = new ScenarioRun(project, compileProject(project), entity, { seed: 1, debug: true }).play();
    const pauses: ScenarioPause[] = [];
    let next = steps.next();
    for (; !next.done; next = steps.next()) pauses.push(next.value);
    expect(pauses.map((pause) => `${pause.at} ${pause.node.kind}`)).toEqual([
      'line givenState',
      'line when',
      'line wait',
      'delivery on',
      'statement if',
      'statement emit',
      'delivery on',
      'statement emit',
      'line then',
      'line expect',
    ]);
    expect(next.value).toMatchObject({ outcome: 'passed' });
    expect(JSON.stringify(next.value.trace)).toBe(JSON.stringify(scenario(LINES).trace));
  });
});
