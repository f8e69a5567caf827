import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownFunction = rule({
  code: 'EVF6013',
  severity: 'error',
  title: 'Unknown function',
  explanation:
    'The language has a few functions, and methods of lists, texts and maps, which stand behind a dot. There are no others.',
  message: ({ name, known, similar, method }) => {
    if (method) return `${name} is a method: ${method}.`;
    if (similar.length > 0) return `There is no function ${name}. There is ${listed(similar)}.`;
    return `There is no function ${name}. The functions are ${listed(known)}.`;
  },
  fix: ({ args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  failing: `
command Book { prices: decimal[] }

consumer Booking {
  on Book as b {
    require summ(b.prices) > 0 else "nothing to pay"
    //      ^^^^ error EVF6013 There is sum.
  }
}`,
  mended: `
command Book { prices: decimal[] }

consumer Booking {
  on Book as b {
    require sum(b.prices) > 0 else "nothing to pay"
  }
}`,
});
