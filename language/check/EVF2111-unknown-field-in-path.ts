import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownFieldInPath = rule({
  code: 'EVF2111',
  severity: 'error',
  title: 'A path to a field that is not there',
  explanation: `
\`by\` names the field of a message that is its key, such as \`orderId\` or \`customer.id\`.`,
  message: ({ step, of, fields }) =>
    `${of} has no field \`${step}\`. ${fields.length > 0 ? `It has ${listed(fields)}.` : 'It has no fields.'}`,
  fix: ({ span, args }, { file }) =>
    args.similar ? [replacement(`Replace by \`${args.similar}\``, file, span, args.similar, false)] : [],
  failing: `
event OrderRated { ratedOrder: uuid, stars: int }

topic orders {
  carries OrderRated by ratedOrdr
  //                    ^^^^^^^^^ error EVF2111 It has ratedOrder and stars.
}`,
  mended: `
event OrderRated { ratedOrder: uuid, stars: int }

topic orders {
  carries OrderRated by ratedOrder
}`,
});
