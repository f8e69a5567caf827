import { rule } from './rule.ts';

export const givenNoState = rule({
  code: 'EVF7008',
  severity: 'error',
  title: '`given` of something that is no state',
  explanation:
    'A scenario starts from messages that have happened, `given OrderCreated { … }`, and from states of parts, `given Inventory.stock["sku-1"] = 5`.',
  message: ({ what, advice }) => `A scenario cannot start from ${what}. ${advice}`,
  failing: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: string[] = [] }
  on Book as b { taken += [b.seat] }
}

scenario "a seat" {
  given Seats["12A"].taken.length = 1
  //    ^^^^^^^^^^^^^^^^^^^^^^^^^ error EVF7008 Part.field
  when Book { seat: "12A" }
}`,
  mended: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: string[] = [] }
  on Book as b { taken += [b.seat] }
}

scenario "a seat" {
  given Seats["12A"].taken = ["12B"]
  when Book { seat: "12A" }
}`,
});
