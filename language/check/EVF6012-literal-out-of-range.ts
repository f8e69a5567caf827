import { rule } from './rule.ts';

export const literalOutOfRange = rule({
  code: 'EVF6012',
  severity: 'error',
  title: 'A literal that its type does not hold',
  explanation: `
A literal must be a value of the type that its place has: within the range, the length and the pattern, in the format.
Values that are computed are checked when they are written.`,
  message: ({ literal, type, why }) => {
    if (why.startsWith(`it is no ${type}`)) return `${literal}${why.slice('it'.length)}.`;
    return `${literal} is no ${type}: ${why.startsWith(`${literal} `) ? `it${why.slice(literal.length)}` : why}.`;
  },
  failing: `
command Book { seat: string, guests: int(1..9) }

scenario "too many" {
  when Book { guests: 12 }
  //                  ^^ error EVF6012 it is more than 9
}

consumer Booking { on Book }`,
  mended: `
command Book { seat: string, guests: int(1..9) }

scenario "many" {
  when Book { guests: 9 }
}

consumer Booking { on Book }`,
});
