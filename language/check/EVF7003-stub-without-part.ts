import { listed, withArticle } from '../model/words.ts';
import { rule } from './rule.ts';

export const stubWithoutPart = rule({
  code: 'EVF7003',
  severity: 'error',
  title: 'A stub of an event that does not say for which part',
  explanation:
    'A command has one handler, so `stub ChargeCard -> …` is clear. An event may have many readers, so the part is named: `stub Loyalty on OrderCreated -> …`.',
  message: ({ message, kind, parts }) => {
    const readers = parts.length > 0 ? ` It is read by ${listed(parts)}.` : '';
    return `${message} is ${withArticle(kind)}, which may have many readers. Name the part: \`stub Part on ${message} -> …\`.${readers}`;
  },
  failing: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { on Booked emits Paid }

scenario "paid" {
  stub Booked -> Paid
  //   ^^^^^^ error EVF7003 It is read by Desk.
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
