import { rule } from './rule.ts';

export const notAnInstance = rule({
  code: 'EVF7001',
  severity: 'error',
  title: '`is` of something that has no status',
  explanation:
    'Instances of sagas and choreographies have a status: `expect Checkout[orderId] is done`. Anything else is compared: `expect Order[orderId].status == paid`.',
  message: ({ type }) =>
    `This is ${type}, which has no status. \`is\` follows an instance of a saga or choreography, such as Checkout[orderId].`,
  failing: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: boolean = false }
  on Book { taken = true }
}

scenario "a seat" {
  when Book { seat: "12A" }
  expect Seats["12A"] is done
  //     ^^^^^^^^^^^^ error EVF7001 has no status
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
