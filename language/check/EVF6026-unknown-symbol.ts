import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownSymbol = rule({
  code: 'EVF6026',
  severity: 'error',
  title: 'A symbol that the enum does not have',
  explanation: 'Where an enum is expected, a bare name is one of its symbols, a local, or a field whose type fits.',
  message: ({ name, of, symbols, similar }) =>
    similar.length > 0
      ? `${of} has no symbol ${name}. It has ${listed(similar)}.`
      : `${of} has no symbol ${name}. Its symbols are ${listed(symbols)}.`,
  fix: ({ args }, { file }) =>
    args.similar.map((name) => replacement(`Replace by \`${name}\``, file, args.replace, name, false)),
  failing: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class == economi else "no such class"
    //                 ^^^^^^^ error EVF6026 It has economy.
  }
}`,
  mended: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class == economy else "no such class"
  }
}`,
});
