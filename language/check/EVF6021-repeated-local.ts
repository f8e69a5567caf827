import { rule } from './rule.ts';

export const repeatedLocal = rule({
  code: 'EVF6021',
  severity: 'error',
  title: 'A local whose name another one has',
  explanation:
    'A name means one thing, so a local cannot hide another one around it. Give one of them another name; to change a local, assign to it.',
  message: ({ name }) =>
    `There is a local ${name} already. Give this one another name, or assign to the first without \`let\`.`,
  failing: `
command Book { seats: string[] }

consumer Booking {
  on Book as b {
    let free = 100
    let free = free - b.seats.length
    //  ^^^^ error EVF6021 There is a local free already.
  }
}`,
  mended: `
command Book { seats: string[] }

consumer Booking {
  on Book as b {
    let free = 100
    free = free - b.seats.length
  }
}`,
});
