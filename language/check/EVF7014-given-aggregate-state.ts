import { listed } from '../model/words.ts';
import { rule } from './rule.ts';

export const givenAggregateState = rule({
  code: 'EVF7014',
  severity: 'error',
  title: 'A start state for an aggregate',
  explanation: `
The state of an aggregate follows from its events, and from nothing else: a state without events behind it could not be
rebuilt. A scenario gives it a past instead, \`given OrderPlaced { … }\`, which goes into the stream and is applied.`,
  message: ({ aggregate, events }) =>
    `The state of ${aggregate} follows from its events alone. ` +
    (events.length > 0
      ? `Give it ${listed(events, 'or')} instead: \`given ${events[0]} { … }\`.`
      : 'It applies none so far.'),
  failing: `
command Book { seat: string, name: string }
event Booked { seat: string, name: string }
topic bookings { carries Booked, key seat }

aggregate Seat by seat {
  state { bookedBy?: string }
  handle Book as c {
    require bookedBy == null else "taken"
    emit Booked { ...c }
  }
  apply Booked as e { bookedBy = e.name }
}

scenario "a seat is taken" {
  given Seat["12A"].bookedBy = "Ann"
  //    ^^^^^^^^^^^^^^^^^^^^ error EVF7014 The state of Seat follows from its events alone.
  when Book { seat: "12A" }
  then rejected "taken"
}`,
  mended: `
command Book { seat: string, name: string }
event Booked { seat: string, name: string }
topic bookings { carries Booked, key seat }

aggregate Seat by seat {
  state { bookedBy?: string }
  handle Book as c {
    require bookedBy == null else "taken"
    emit Booked { ...c }
  }
  apply Booked as e { bookedBy = e.name }
}

scenario "a seat is taken" {
  given Booked { seat: "12A", name: "Ann" }
  when Book { seat: "12A" }
  then rejected "taken"
}`,
});
