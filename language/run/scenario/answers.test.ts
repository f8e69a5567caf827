import { describe, expect, test } from 'vitest';
import { runText } from '../text.fixture.ts';
import type { TraceEntry } from '../trace.ts';
import type { ScenarioResult } from './result.ts';

const FLOW = `
  event Ordered { orderId: string }
  event Paid { orderId: string, amount: int }
  event Shipped { orderId: string }
  event Posted { orderId: string, because?: uuid }
  command Charge { orderId: string }
  event Charged { orderId: string }
  topic orders { carries Ordered, Paid, Shipped, key orderId }
  topic copies { carries Shipped, key orderId }
  consumer Payments { idempotent, retry 2 backoff 1s, on Ordered emits Paid }
  consumer Carrier { idempotent, on Paid as p { emit Shipped { orderId: p.orderId } } }
  consumer Books { idempotent, on Shipped as s { emit Posted { orderId: s.orderId, because: meta.causationId } } }
  consumer Bank { idempotent, on Charge emits Charged }
  consumer Ledger by orderId { idempotent, state { seen: int = 0 }, on Paid { seen += 1 } }
`;

const GIVEN = `meta { eventId: uuid("p"), correlationId: "payment-7", causationId: uuid("c"), producer: "psp", timestamp: "2020-02-29T12:00:00Z" }`;

function played(lines: string) {
  const [result] = runText(`${FLOW} scenario "it" { ${lines} }`);
  if (!result) throw new Error('there is no scenario');
  return result;
}

const passes = (lines: string) => expect(played(lines)).toMatchObject({ outcome: 'passed', failures: [] });
type Sent = Extract<TraceEntry, { kind: 'publish' | 'send' }>;
const said = ({ trace }: ScenarioResult, name: string) =>
  trace.filter(
    (entry): entry is Sent =>
      (entry.kind === 'publish' || entry.kind === 'send') && entry.message.startsWith(`${name}@`),
  );

describe('the envelope of an answer', () => {
  test('says what is given', () => {
    passes(`
      stub Payments on Ordered -> Paid ${GIVEN}
      when Ordered { orderId: "o" }
      then Paid { orderId: "o" } meta { eventId: uuid("p"), correlationId: "payment-7", causationId: uuid("c"), producer: "psp", timestamp: "2020-02-29T12:00:00Z" }
    `);
  });

  test('and, where nothing is given, what it says without', () => {
    passes(`
      stub Payments on Ordered -> Paid meta { producer: "psp" }
      when Ordered { orderId: "o" } meta { eventId: uuid("o-1"), correlationId: "order-1" }
      then Paid meta { correlationId: "order-1", causationId: uuid("o-1"), producer: "psp", timestamp: "2024-01-15T10:30:00.000Z" }
    `);
  });

  test('leaves data and id as they are without it', () => {
    const lines = (meta: string) => `stub Payments on Ordered -> Paid ${meta} when Ordered { orderId: "o" }`;
    const [plain] = said(played(lines('')), 'Paid');
    const [given] = said(played(lines('meta { producer: "psp" }')), 'Paid');
    expect(given).toEqual({ ...plain, producer: 'psp' });
    expect(plain?.producer).toBe('payments');
  });

  test('is of the answer that is drawn', () => {
    const result = played(`
      stub Payments on Ordered -> Paid { amount: 1 } meta { producer: "one" } | Paid { amount: 2 }
      ${Array.from({ length: 20 }, (_, i) => `when Ordered { orderId: "${i}" }`).join('\n')}
    `);
    const pairs = said(result, 'Paid').map(({ data, producer }) => `${JSON.stringify(data)} ${producer}`);
    expect(new Set(pairs.map((pair) => pair.replace(/"orderId":"\d+",?/, '').replace(',}', '}')))).toEqual(
      new Set(['{"amount":1} one', '{"amount":2} payments']),
    );
  });
});

describe('a correlationId given to an answer', () => {
  const RUN = `
    stub Payments on Ordered -> Paid meta { correlationId: "payment-7" }
    when Ordered { orderId: "o" } meta { correlationId: "order-1" }
  `;

  test('is inherited by all that follows, in each topic, and by nothing before', () => {
    const result = played(RUN);
    const ids = (name: string) => said(result, name).map(({ correlationId }) => correlationId);
    expect(['Ordered', 'Paid', 'Shipped', 'Posted'].map((name) => [...new Set(ids(name))])).toEqual([
      ['order-1'],
      ['payment-7'],
      ['payment-7'],
      ['payment-7'],
    ]);
    expect(ids('Shipped').length).toBe(2);
  });

  test('a later one holds from there on', () => {
    passes(`
      ${RUN.replace('when', 'stub Carrier on Paid -> Shipped meta { correlationId: "parcel-9" } when')}
      then Paid meta { correlationId: "payment-7" }
      then Shipped meta { correlationId: "parcel-9" }
      then Posted meta { correlationId: "parcel-9" }
    `);
  });

  test('a given eventId becomes the cause of what follows, and no chain of its own', () => {
    passes(`
      stub Payments on Ordered -> Paid ${GIVEN}
      when Ordered { orderId: "o" } meta { eventId: uuid("o-1") }
      then Shipped meta { causationId: uuid("p"), correlationId: "payment-7" }
    `);
    passes(`
      stub Payments on Ordered -> Paid meta { eventId: uuid("p") }
      when Ordered { orderId: "o" } meta { eventId: uuid("o-1"), correlationId: "order-1" }
      then Shipped meta { causationId: uuid("p"), correlationId: "order-1" }
    `);
  });
});

describe('the same answer again', () => {
  const envelopes = (result: ScenarioResult) =>
    said(result, 'Paid').map(({ eventId, correlationId, causationId, producer }) =>
      [eventId, correlationId, causationId, producer].join(' '),
    );

  test.each(['meta { producer: "psp" }', GIVEN])(
    'has the same envelope after a crash, as a duplicate, in a replay: %s',
    (meta) => {
      const crashed = played(`
      stub Payments on Ordered -> Paid ${meta}
      fault crash Payments before commit
      when Ordered { orderId: "o" }
      expect Ledger["o"].seen == 1
    `);
      const repeated = played(`
      stub Payments on Ordered -> Paid ${meta}
      fault duplicate Ordered
      when Ordered { orderId: "o" }
      wait 1h
      replay Payments from earliest
      expect Ledger["o"].seen == 1
    `);
      expect([crashed.outcome, repeated.outcome]).toEqual(['passed', 'passed']);
      expect([envelopes(crashed).length, envelopes(repeated).length]).toEqual([2, 3]);
      expect(new Set([...envelopes(crashed), ...envelopes(repeated)]).size).toBe(1);
    },
  );

  test('one id for two messages makes the second a duplicate to its readers', () => {
    passes(`
      stub Payments on Ordered -> Paid { orderId: "o" } meta { eventId: uuid("p") }
      when Ordered { orderId: "a" }
      when Ordered { orderId: "b" }
      expect Ledger["o"].seen == 1
    `);
  });
});

test('a command is answered so too, and a dead letter keeps what was given', () => {
  const result = played(`
    stub Bank on Charge -> Charged meta { correlationId: "bank-1" }
    stub Payments on Ordered -> Paid ${GIVEN}
    when Charge
    when Ordered
    then Charged meta { correlationId: "bank-1", producer: "bank" }
  `);
  expect(result.failures).toEqual([]);
});
