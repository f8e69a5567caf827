import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const unlikelyAnswer = rule({
  code: 'EVF7005',
  severity: 'warning',
  title: 'An answer that the handler never gives',
  explanation:
    'A stub stands in for a handler and should say what that one could say: what its `emits` declares, or what its body emits and sends.',
  message: ({ part, message, answer, emits }) =>
    `${part} never answers ${message} with ${answer}. It may say ${listed(emits, 'or')}.`,
  failing: `
event Booked { seat: string }
event Paid { seat: string }
event Refused { seat: string }

topic bookings { carries Booked, Paid, Refused, key seat }
service Web { publishes Booked, Refused }
consumer Desk { on Booked emits Paid }

scenario "refused" {
  stub Desk on Booked -> Refused
  //                     ^^^^^^^ warning EVF7005 It may say Paid.
  when Booked
  then Refused
}`,
  mended: `
event Booked { seat: string }
event Paid { seat: string }
event Refused { seat: string }

topic bookings { carries Booked, Paid, Refused, key seat }
service Web { publishes Booked }
consumer Desk { on Booked emits Paid | Refused }

scenario "refused" {
  stub Desk on Booked -> Refused
  when Booked
  then Refused
}`,
});
