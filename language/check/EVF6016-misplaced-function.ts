import { rule } from './rule.ts';

export const misplacedFunction = rule({
  code: 'EVF6016',
  severity: 'error',
  title: '`now` or `uuid` where it would not be the same again',
  explanation: `
State that is rebuilt must come out the same. \`now\` and \`uuid\` give something else at another time, so \`apply\`, projections
and \`upcast\` take the time and the ids from the message: \`meta.timestamp\`, \`meta.eventId\`, a field.`,
  message: ({ name, place, why }) =>
    `\`${name}\` has no place in ${place}. ${why} Take it from the message: \`meta\` has time and ids.`,
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
