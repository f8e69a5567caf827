import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownStatus = rule({
  code: 'EVF7002',
  severity: 'error',
  title: 'A status that the instance cannot have',
  explanation:
    'A saga is running, done, aborted or parked. A choreography, which nobody runs, is running, done, aborted or stuck.',
  message: ({ status, of, known }) => `The status of ${of} cannot be ${status}. It is ${listed(known, 'or')}.`,
  fix: ({ args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  failing: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { idempotent, on Booked as b { emit Paid { ...b } } }

choreography Booking by seat {
  start on Booked
  Booked -> Paid
  ends on Paid
}

scenario "a seat" {
  when Booked { seat: "12A" }
  expect Booking["12A"] is parked
  //                       ^^^^^^ error EVF7002 It is running, done, aborted or stuck.
}`,
  mended: `
event Booked { seat: string }
event Paid { seat: string }

topic bookings { carries Booked, Paid, key seat }
service Web { publishes Booked }
consumer Desk { idempotent, on Booked as b { emit Paid { ...b } } }

choreography Booking by seat {
  start on Booked
  Booked -> Paid
  ends on Paid
}

scenario "a seat" {
  when Booked { seat: "12A" }
  expect Booking["12A"] is done
}`,
});
