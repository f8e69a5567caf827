import { rule } from './rule.ts';

export const stateOfAnotherPart = rule({
  code: 'EVF6022',
  severity: 'error',
  title: 'The state of another part in a body',
  explanation: `
A body sees its message and its own state, and nothing else: so the same log always gives the same result, wherever and
whenever the part runs. What another part knows reaches this one in a message. Scenarios may look at every part.`,
  message: ({ name, kind }) =>
    `A body cannot look at the ${kind} ${name}: it sees its message and its own state. Let a message bring what is needed.`,
  failing: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: boolean = false }
  on Book { taken = Prices.free }
  //                ^^^^^^ error EVF6022 A body cannot look at the consumer Prices
}

consumer Prices {
  single
  state { free: boolean = false }
}`,
  mended: `
command Book { seat: string }

consumer Seats by seat {
  idempotent
  state { taken: boolean = false }
  on Book { taken = true }
}

consumer Prices {
  single
  state { free: boolean = false }
}`,
});
