import { rule } from './rule.ts';

export const badSpread = rule({
  code: 'EVF6024',
  severity: 'error',
  title: 'A spread of something that is no record',
  explanation:
    '`...x` gives the fields of a record that is there. For one that may be absent, give each field with `??`.',
  message: ({ type }) => `\`...\` spreads a record that is there, and this is ${type}.`,
  failing: `
command Book { seat: string }
event Booked { seat: string }

topic bookings { carries Booked, key seat }

consumer Booking {
  on Book as b { emit Booked { ...b.seat } }
  //                              ^^^^^^ error EVF6024 this is string
}

consumer Mail { on Booked }`,
  mended: `
command Book { seat: string }
event Booked { seat: string }

topic bookings { carries Booked, key seat }

consumer Booking {
  on Book as b { emit Booked { ...b } }
}

consumer Mail { on Booked }`,
});
