import { rule } from './rule.ts';

export const caseNoRecord = rule({
  code: 'EVF2107',
  severity: 'error',
  title: 'A case that is no record',
  explanation: `
On the wire a union is its case's record with the tag among the fields: \`{ "kind": "card", …CardPayment }\`. So
every case is a record, declared or written in place.`,
  message: ({ union, name, found }) =>
    `The case \`${name}\` of ${union} is ${found}; a record is expected. ` +
    'Put the value into a record: `{ value: … }`.',
  failing: `
union Price { fixed: decimal, free: {} }
//                   ^^^^^^^ error EVF2107 a record is expected`,
  mended: `
union Price { fixed: { value: decimal }, free: {} }`,
});
