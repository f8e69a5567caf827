import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const stubOfUnhandled = rule({
  code: 'EVF7004',
  severity: 'error',
  title: 'A stub of something that the part does not handle',
  explanation: 'A stub stands in for a handler, so the part must have one for the message.',
  message: ({ part, message, handled }) =>
    handled.length > 0
      ? `${part} does not handle ${message}. It handles ${listed(handled)}.`
      : `${part} handles no messages.`,
  failing: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { on Booked emits Paid }

scenario "paid" {
  stub Desk on Paid -> Paid
  //           ^^^^ error EVF7004 It handles Booked.
  when Booked
  then Paid
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
  then Paid
}`,
});
