import { listed } from '../model/words.ts';
import { addUse, replacement } from './fixes.ts';
import { rule } from './rule.ts';

/** More names than this are not listed. */
const SHOWN = 12;

export const unknownNameInBody = rule({
  code: 'EVF6001',
  severity: 'error',
  title: 'Unknown name in a body',
  explanation: `
A bare name is a local, the part's key, a field of the state, or a field of the message. With \`as x\` the message's fields
are reached through \`x\`; without, they go by their own names. \`meta\` has what the envelope says.`,
  message: ({ name, known, similar, elsewhere }) => {
    if (elsewhere.length > 0)
      return `There is no ${name} here. ${listed(elsewhere)} exist${elsewhere.length === 1 ? 's' : ''}: add a \`use\`.`;
    if (similar.length > 0) return `There is no ${name} here. There is ${listed(similar)}.`;
    if (known.length === 0) return `There is no ${name} here. Correct the name.`;
    const shown = known.slice(0, SHOWN);
    return `There is no ${name} here. What there is: ${shown.join(', ')}${known.length > SHOWN ? ' …' : ''}.`;
  },
  fix: ({ args }, { file }) => [
    ...args.elsewhere.map((whole) => ({ ...addUse(file, whole), safe: args.elsewhere.length === 1 })),
    ...args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  ],
  failing: `
command Book { seat: string, price: decimal }

consumer Booking {
  on Book as b {
    require bk.price > 0 else "a seat has a price"
    //      ^^ error EVF6001 There is b.
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
