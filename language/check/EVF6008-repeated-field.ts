import { rule } from './rule.ts';

export const repeatedField = rule({
  code: 'EVF6008',
  severity: 'error',
  title: 'A field that is given twice',
  explanation:
    'A record or map has each field once. Remove one of the two. A field after a spread may give what the spread gives too: it wins.',
  message: ({ name }) => `${name} is given twice. Remove one of the two.`,
  failing: `
command Book { seat: string }

scenario "a seat" {
  when Book { seat: "12A", seat: "12B" }
  //                       ^^^^ error EVF6008 seat is given twice.
}

consumer Booking { on Book }`,
  mended: `
command Book { seat: string }

scenario "a seat" {
  when Book { seat: "12A" }
}

consumer Booking { on Book }`,
});
