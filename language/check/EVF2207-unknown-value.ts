import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownValue = rule({
  code: 'EVF2207',
  severity: 'error',
  title: 'A value that the option does not have',
  explanation: `
Options such as \`delivery\`, \`offset\`, \`acks\` and \`compatibility\` take one of a few words.`,
  message: ({ option, value, values }) => `\`${option}\` cannot be \`${value}\`. It is ${listed(values, 'or')}.`,
  fix: ({ span, args }, { file }) =>
    args.similar ? [replacement(`Replace by \`${args.similar}\``, file, span, args.similar, false)] : [],
  failing: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
  acks leaders
  //   ^^^^^^^ error EVF2207 It is all or leader.
}`,
  mended: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
  acks leader
}`,
});
