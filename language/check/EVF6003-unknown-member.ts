import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

/** More names than this are not listed. */
const SHOWN = 12;

export const unknownMember = rule({
  code: 'EVF6003',
  severity: 'error',
  title: 'Unknown field or method',
  explanation: `
What stands behind the dot is not there. A handler sees the version of a message that it names, so a field that only a later
version has is not there either. Lists, texts and maps have the methods that the language brings along.`,
  message: ({ name, of, known, similar }) => {
    if (similar.length > 0) return `${of} has no ${name}. It has ${listed(similar)}.`;
    if (known.length === 0) return `${of} has no ${name}, and no other fields.`;
    return `${of} has no ${name}. It has ${known.slice(0, SHOWN).join(', ')}${known.length > SHOWN ? ' …' : ''}.`;
  },
  fix: ({ args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  failing: `
command Book { seat: string, price: decimal }

consumer Booking {
  on Book as b {
    require b.prize > 0 else "a seat has a price"
    //        ^^^^^ error EVF6003 Book has no prize. It has price.
  }
}`,
  mended: `
command Book { seat: string, price: decimal }

consumer Booking {
  on Book as b {
    require b.price > 0 else "a seat has a price"
  }
}`,
});
