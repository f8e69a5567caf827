import { describe, expect, test } from 'vitest';
import { runText } from '../text.fixture.ts';

const VERSIONS = `
  event Paid@1.0 { id: int, sum: decimal, oldest?: int }
  event Paid@1.1 { id: int, amount: decimal was sum, currency: string = "EUR", lines: Line[] = [] }
  event Paid@2.0 { id: int, total: decimal, upcast from @1 { total: old.amount } }
  event Paid@2.1 { id: int, cents: decimal was total, tip: decimal = 0 }
  record Line { sku: string }
  command Pay@1.0 { id: int, sum: decimal }
  command Pay@1.1 { id: int, amount: decimal was sum, fast: boolean = false }
  consumer Bank { idempotent, on Pay@1 as p { require p.amount > 0 else "nothing" emit Paid@1.0 { id: p.id, sum: p.amount } } }
`;

function outcome(lines: string) {
  const [result] = runText(`${VERSIONS} scenario "s" { ${lines} }`);
  return result?.failures.map(({ message }) => message).join('\n') ?? 'there is no scenario';
}

describe('what is published in an older minor is compared as the newest one of its major reads it', () => {
  test.each([
    ['under the new name', 'then Paid { amount: 5 }'],
    ['with defaults', 'then Paid { amount: 5, currency: "EUR", lines: [] }'],
    ['of a major that is named', 'then Paid@1 { amount: 5.0, currency: "EUR" }'],
    ['under the old name', 'then Paid { sum: 5 }'],
    ['of the minor that is named', 'then Paid@1.0 { sum: 5 }'],
    ['without any field', 'then Paid'],
    ['a command', 'then Pay { amount: 5, fast: false } then Paid'],
  ])('%s', (_, line) => {
    expect(outcome(`when Pay@1.0 { id: 1, sum: 5 } ${line}`)).toBe('');
  });

  test('a field that only another major has is not there', () => {
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } never Paid { cents: 5 } never Paid { total: 5 }')).toBe('');
    expect(outcome('when Paid@2.0 { id: 1, total: 5 } never Paid { amount: 5 } then Paid { cents: 5, tip: 0 }')).toBe(
      '',
    );
  });

  test('`never` sees it so too, and says what it saw', () => {
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } never Paid { amount: 5 }')).toMatch(
      /^Paid \{ amount: 5 \} must never be, but there was Paid \{ id: 1, amount: 5, currency: "EUR", lines: \[\] \} at /,
    );
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } never Paid { currency: "USD" }')).toBe('');
  });

  test('and so does the difference that a failure names', () => {
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } then Paid { amount: 6 }')).toContain(
      'There was Paid { id: 1, amount: 5, currency: "EUR", lines: [] }, where amount is 5 instead of 6.',
    );
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } then Paid { sum: 6 }')).toContain(
      'There was Paid { id: 1, sum: 5 }, where sum is 5 instead of 6.',
    );
  });

  test('a version that is named and another one that happened still differ', () => {
    expect(outcome('when Paid@1.0 { id: 1, sum: 5 } then Paid@1.1 { amount: 5 }')).toContain(
      'version is @1.0 instead of @1.1',
    );
  });
});
