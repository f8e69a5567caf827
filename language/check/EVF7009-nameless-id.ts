import { rule } from './rule.ts';

export const namelessId = rule({
  code: 'EVF7009',
  severity: 'error',
  title: 'An id without a name in a scenario',
  explanation:
    '`uuid()` is derived from the message that a handler works on, and a scenario works on none. An id by name, `uuid("o-1")`, is the same on every line and in every run.',
  message: () => 'Give the id a name, as in uuid("o-1"): the same name is the same id on every line.',
  failing: `
command Book { id: uuid }

consumer Booking { on Book }

scenario "a booking" {
  when Book { id: uuid() }
  //              ^^^^^^ error EVF7009 Give the id a name
}`,
  mended: `
command Book { id: uuid }

consumer Booking { on Book }

scenario "a booking" {
  when Book { id: uuid("b-1") }
}`,
});
