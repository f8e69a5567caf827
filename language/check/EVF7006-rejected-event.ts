import { withArticle } from '../model/words.ts';
import { rule } from './rule.ts';

export const rejectedEvent = rule({
  code: 'EVF7006',
  severity: 'error',
  title: '`rejected` as the answer to something that is no command',
  explanation:
    'A command may be rejected, and its sender sees the answer. An event or document has happened, and nobody can reject it.',
  message: ({ message, kind }) =>
    `${message} is ${withArticle(kind)}: only a command can be rejected. Answer with a message.`,
  failing: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { on Booked emits Paid }

scenario "paid" {
  stub Desk on Booked -> rejected "no"
  //                     ^^^^^^^^^^^^^ error EVF7006 only a command can be rejected
  when Booked
}`,
  mended: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { on Booked emits Paid }

scenario "paid" {
  stub Desk on Booked -> Paid
  when Booked
}`,
});
