import { rule } from './rule.ts';

export const wrongArguments = rule({
  code: 'EVF6014',
  severity: 'error',
  title: 'Arguments that a function does not take',
  explanation: 'The message shows how the function is called; what stands in brackets may be left out.',
  message: ({ signature, why }) => `${why} It is called: ${signature}.`,
  failing: `
record Guest { name: string, age: int }
command Book { guests: Guest[] }

consumer Booking {
  on Book as b {
    require b.guests.any(true) else "nobody comes"
    //                   ^^^^ error EVF6014 It takes a function of the item
  }
}`,
  mended: `
record Guest { name: string, age: int }
command Book { guests: Guest[] }

consumer Booking {
  on Book as b {
    require b.guests.any(g => g.age >= 18) else "no adult comes"
  }
}`,
});
