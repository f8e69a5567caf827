import { rule } from './rule.ts';

export const differentTypes = rule({
  code: 'EVF6033',
  severity: 'error',
  title: 'Values of different types in one place',
  explanation: 'Both branches of `? :`, both sides of `??` and all items of a list have one type.',
  message: ({ what, types }) => `${what} have one type, and these are ${types[0]} and ${types[1]}.`,
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    let what = b.guests > 1 ? b.guests : b.seat
    //         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error EVF6033 these are int and string
  }
}`,
  mended: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    let what = b.guests > 1 ? "several" : b.seat
  }
}`,
});
