import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const repeatedMember = rule({
  code: 'EVF2201',
  severity: 'error',
  title: 'Something that is said twice',
  explanation: `
Each field, symbol, case, step and option is there once in its block. Where the two differ, decide for one; where
one of them should have another name, rename it.`,
  message: ({ what, name, of }) => `The ${what} \`${name}\` is in ${of} already. Remove one of the two, or rename it.`,
  fix: ({ args }, { file }) =>
    args.remove ? [removal(`Remove this ${args.what}`, file, args.remove, args.what === 'symbol')] : [],
  failing: `
event OrderPlaced {
  orderId: uuid
  total: decimal
  orderId: string
  // <- error EVF2201 The field \`orderId\` is in event OrderPlaced already.
}`,
  mended: `
event OrderPlaced {
  orderId: uuid
  total: decimal
  orderNumber: string
}`,
});
