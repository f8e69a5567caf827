import { rule } from './rule.ts';

export const badOldName = rule({
  code: 'EVF2202',
  severity: 'error',
  title: '`was` of a name that cannot be the old one',
  explanation: `
\`was\` says under which name earlier versions have the field; a reader takes that name, too. So no field of today
may be called so, and no two fields may claim it.`,
  message: ({ field, was, why }) => `\`${field}\` cannot have been \`${was}\`: ${why}.`,
  failing: `
record LineItem {
  price: decimal
  unitPrice: decimal was price
  //                     ^^^^^ error EVF2202 another field has that name now
}`,
  mended: `
record LineItem {
  total: decimal
  unitPrice: decimal was price
}`,
});
