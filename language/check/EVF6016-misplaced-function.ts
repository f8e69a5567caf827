import { rule } from './rule.ts';

export const misplacedFunction = rule({
  code: 'EVF6016',
  severity: 'error',
  title: '`now` or `uuid` where it would not be the same again',
  explanation: `
State that is rebuilt must come out the same. \`now\` and \`uuid\` give something else at another time, so \`apply\` and projections
take the time and the ids from the message: \`meta.timestamp\`, \`meta.eventId\`, a field. \`upcast\` takes them from the fields of
\`old\`, and a query from its parameters.`,
  message: ({ name, place, why, instead }) => `\`${name}\` has no place in ${place}. ${why} ${instead}`,
  failing: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

projection Seats by seat {
  state { since?: timestamp }
  on Booked { since = now() }
  //                  ^^^^^ error EVF6016 has no place in a projection
}`,
  mended: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

projection Seats by seat {
  state { since?: timestamp }
  on Booked { since = meta.timestamp }
}`,
});
