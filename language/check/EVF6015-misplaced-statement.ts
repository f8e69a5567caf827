import { rule } from './rule.ts';

export const misplacedStatement = rule({
  code: 'EVF6015',
  severity: 'error',
  title: 'A statement that has no place here',
  explanation: `
- \`emit\`, \`send\` and \`either\` stand in handlers of consumers and aggregates and in sagas. \`apply\` and projections run again
  whenever something is rebuilt, so they only change state.
- \`require\` and \`reject\` stand in handlers of commands: only a command has a sender who is told.
- \`fail\` and \`dead letter\` stand in handlers of events: only their delivery is tried again.`,
  message: ({ statement, place, why }) => `\`${statement}\` has no place in ${place}. ${why}`,
  failing: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

consumer Mail {
  on Booked as b { reject "no such seat" }
  //               ^^^^^^^^^^^^^^^^^^^^^ error EVF6015 has no place in a handler of an event
}`,
  mended: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }

consumer Mail {
  on Booked as b { fail "no such seat" }
}`,
});
