import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownField = rule({
  code: 'EVF6007',
  severity: 'error',
  title: 'A field that the record does not have',
  explanation: `
What is written is closed: just the declared fields, so that a slip of the keyboard is found here and not by a reader.`,
  message: ({ name, of, known, similar }) => {
    if (similar.length > 0) return `${of} has no field ${name}. It has ${listed(similar)}.`;
    return known.length > 0 ? `${of} has no field ${name}. Its fields are ${listed(known)}.` : `${of} has no fields.`;
  },
  fix: ({ args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  failing: `
command Book { seat: string }

scenario "a seat" {
  when Book { seet: "12A" }
  //          ^^^^ error EVF6007 Book has no field seet. It has seat.
}

consumer Booking { on Book }`,
  mended: `
command Book { seat: string }

scenario "a seat" {
  when Book { seat: "12A" }
}

consumer Booking { on Book }`,
});
