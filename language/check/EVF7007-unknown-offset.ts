import { rule } from './rule.ts';

export const unknownOffset = rule({
  code: 'EVF7007',
  severity: 'error',
  title: 'A place to replay from that does not exist',
  explanation:
    'A consumer is replayed from `earliest`, from `latest`, from an offset such as `3`, or from a time such as `"2024-01-15T10:30:00Z"`.',
  message: ({ from }) => `One cannot replay from ${from}. Write earliest, latest, an offset, or a time in quotes.`,
  failing: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { on Booked }

scenario "again" {
  when Booked
  replay Mail from start
  //               ^^^^^ error EVF7007 earliest, latest
}`,
  mended: `
event Booked { seat: string }

topic bookings { carries Booked, key seat }
service Web { publishes Booked }
consumer Mail { on Booked }

scenario "again" {
  when Booked
  replay Mail from earliest
}`,
});
