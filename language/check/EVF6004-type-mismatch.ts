import { rule } from './rule.ts';

export const typeMismatch = rule({
  code: 'EVF6004',
  severity: 'error',
  title: 'A value of another type',
  explanation: `
Everything is typed, and nothing becomes something else in silence: a whole number may stand where a wider one is expected,
an id, a date or a symbol where text is expected, and that is all. Nothing counts as true but \`true\`.`,
  message: ({ expected, actual, advice }) =>
    `This is ${actual}, and ${expected} is expected.${advice ? ` ${advice}` : ''}`,
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    require b.guests else "nobody comes"
    //      ^^^^^^^^ error EVF6004 This is int, and boolean is expected.
  }
}`,
  mended: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    require b.guests > 0 else "nobody comes"
  }
}`,
});
