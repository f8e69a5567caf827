import { rule } from './rule.ts';

export const keyOfPart = rule({
  code: 'EVF6028',
  severity: 'error',
  title: 'State asked for without its key',
  explanation: `
A part with \`by\` keeps one state for each key, and is read by key: \`Order[orderId].status\`. A part without keeps a single
one: \`Inventory.stock\`.`,
  message: ({ part, key, named }) =>
    key === undefined
      ? `The ${part} has no keys: read its one state by the names of its fields.`
      : `${part} keeps one state for each ${key}: write ${part}[${key}]${named ? `.${named}` : ''}.`,
  failing: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: boolean = false }
  on Book { taken = true }
}

scenario "a seat" {
  when Book { seat: "12A" }
  expect Seats.taken
  //     ^^^^^^^^^^^ error EVF6028 write Seats[seat].taken
}`,
  mended: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: boolean = false }
  on Book { taken = true }
}

scenario "a seat" {
  when Book { seat: "12A" }
  expect Seats["12A"].taken == true
}`,
});
