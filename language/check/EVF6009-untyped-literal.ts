import { rule } from './rule.ts';

export const untypedLiteral = rule({
  code: 'EVF6009',
  severity: 'error',
  title: 'A literal whose type nothing tells',
  explanation: `
A record literal has no type name, and an empty list no items: their type comes from where they stand. Write the literal
where a field, a state or an argument says what it is.`,
  message: ({ what }) =>
    what === 'record'
      ? 'Nothing here says which record this is. Write it where its type is known: as a field, in the state, in `emit`.'
      : 'Nothing here says what this list holds. Write it where its type is known: as a field, in the state, behind `??`.',
  failing: `
command Book { seat: string }

consumer Booking {
  on Book as b {
    let line = { seat: b.seat }
    //         ^^^^^^^^^^^^^^^^ error EVF6009 which record
  }
}`,
  mended: `
command Book { seat: string }

consumer Booking {
  on Book as b {
    let seat = b.seat
  }
}`,
});
