import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownOtherwise = rule({
  code: 'EVF2109',
  severity: 'error',
  title: '`otherwise` of something that is not there',
  explanation: `
\`otherwise\` names the symbol of the enum, or the case of the union, that a reader takes for one that it does not
know.`,
  message: ({ name, what, existing }) =>
    `There is no ${what} \`${name}\` here. ${existing.length > 0 ? `There is ${listed(existing)}.` : 'There is none.'}`,
  fix: ({ span, args }, { file }) =>
    args.similar ? [replacement(`Replace by \`${args.similar}\``, file, span, args.similar, false)] : [],
  failing: `
enum Method { card, invoice, other } otherwise others
//                                             ^^^^^^ error EVF2109 card, invoice and other`,
  mended: `
enum Method { card, invoice, other } otherwise other`,
});
