import { listed } from '../model/words.ts';
import { entriesAdded } from './entryFixes.ts';
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
  fix: ({ args: { literal, entries } }, { file }) => {
    const title = `Add ${listed(entries.map((entry) => entry.split(':')[0]!))}`;
    if (file.text[literal.start] !== '{')
      return [insertion(title, file, literal.end, ` { ${entries.join(', ')} }`, false)];
    const fix = entriesAdded(title, file, literal, entries);
    return fix ? [fix] : [];
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
