import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const caseNotNamed = rule({
  code: 'EVF6031',
  severity: 'error',
  title: 'A union without its tag',
  explanation:
    'A literal of a union says by the tag which case it is; its other fields are those of that case: `{ kind: card, number: "…" }`.',
  message: ({ of, tag, cases }) =>
    `Which case of ${of} is this? Add \`${tag}: ${cases[0] ?? '…'}\`; the cases are ${listed(cases)}.`,
  failing: `
record Card { number: string }
record Cash { }
union Payment by kind { card: Card, cash: Cash }
command Pay { payment: Payment }

scenario "a card" {
  when Pay { payment: { number: "4711" } }
  //                  ^^^^^^^^^^^^^^^^^^ error EVF6031 the cases are card and cash
}

consumer Desk { on Pay }`,
  mended: `
record Card { number: string }
record Cash { }
union Payment by kind { card: Card, cash: Cash }
command Pay { payment: Payment }

scenario "a card" {
  when Pay { payment: { kind: card, number: "4711" } }
}

consumer Desk { on Pay }`,
});
