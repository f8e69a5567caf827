import { rule } from './rule.ts';

export const notAssignable = rule({
  code: 'EVF6019',
  severity: 'error',
  title: 'Something that cannot be changed',
  explanation: `
One assigns to locals and to the state. Messages never change once they are published. The state of an aggregate comes from
its events alone, so only \`apply\` changes it.`,
  message: ({ what, advice }) => `One cannot change ${what}. ${advice}`,
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    b.guests = 2
    // <- error EVF6019 A message never changes.
  }
}`,
  mended: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    let guests = 2
  }
}`,
});
