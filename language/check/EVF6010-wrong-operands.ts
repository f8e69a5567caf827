import { rule } from './rule.ts';

export const wrongOperands = rule({
  code: 'EVF6010',
  severity: 'error',
  title: 'An operator that does not take these values',
  explanation: `
Arithmetic takes numbers, and a wider number takes in a narrower one: int, long, decimal. A double is not exact, so it mixes
with int alone. \`+\` also joins two texts, or two lists. \`<\` and its kin compare numbers, texts, times and durations among themselves.`,
  message: ({ operator, left, right, why }) =>
    `\`${operator}\` does not take ${right === undefined ? left : `${left} and ${right}`}. ${why}`,
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    reject "no seats for " + b.guests
    //     ^^^^^^^^^^^^^^^^^^^^^^^^^^ error EVF6010 does not take string and int
  }
}`,
  mended: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    reject "no seats near " + b.seat
  }
}`,
});
