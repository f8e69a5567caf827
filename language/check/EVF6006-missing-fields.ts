import { listed } from '../model/words.ts';
import { insertion } from './fixes.ts';
import { rule } from './rule.ts';

export const missingFields = rule({
  code: 'EVF6006',
  severity: 'error',
  title: 'A record without all its required fields',
  explanation: `
Every field without \`?\` and without a default must be given. \`...x\` gives the fields of the same name that fit as they
are; a field that may be absent there does not fit a required one.`,
  message: ({ of, missing, notes }) => {
    const why = notes.length > 0 ? ` ${notes.map((note) => `${note}.`).join(' ')}` : '';
    return `${of} also needs ${listed(missing)}.${why}`;
  },
  fix: ({ args }, { file }) => {
    const { literal, names, empty } = args;
    const text = file.text.slice(literal.start, literal.end);
    if (!text.startsWith('{') || !text.endsWith('}')) return [];
    const entries = names.map((name) => `${name}: `).join(', ');
    const before = file.text.slice(0, literal.end - 1);
    const offset = before.trimEnd().length;
    const newText = empty ? ` ${entries}` : `${before.trimEnd().endsWith(',') ? '' : ','} ${entries}`;
    return [insertion(`Add ${listed(names)}`, file, offset, newText, false)];
  },
  failing: `
command Book { seat: string, guests: int }
event Booked { seat: string, guests: int, price: decimal }

topic bookings { carries Booked, key seat }

consumer Booking {
  on Book as b { emit Booked { seat: b.seat } }
  //                         ^^^^^^^^^^^^^^^^ error EVF6006 Booked also needs guests: int and price: decimal.
}

consumer Mail { on Booked }`,
  mended: `
command Book { seat: string, guests: int }
event Booked { seat: string, guests: int, price: decimal }

topic bookings { carries Booked, key seat }

consumer Booking {
  on Book as b { emit Booked { ...b, price: b.guests * 9.5 } }
}

consumer Mail { on Booked }`,
});
