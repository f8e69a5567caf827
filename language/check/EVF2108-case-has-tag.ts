import { rule } from './rule.ts';

export const caseHasTag = rule({
  code: 'EVF2108',
  severity: 'error',
  title: 'A case with a field that is called like the tag',
  explanation: `
On the wire the tag stands beside the fields of the case, so no field may have its name. Give the union another tag
with \`by\`, or rename the field.`,
  message: ({ union, name, tag }) =>
    `\`${tag}\` is the tag of ${union}, and a field of its case \`${name}\`. Choose another tag with \`by\`.`,
  failing: `
record Card { type: string, number: string }
union Payment { card: Card, cash: {} }
//                    ^^^^ error EVF2108 is the tag of Payment`,
  mended: `
record Card { type: string, number: string }
union Payment by kind { card: Card, cash: {} }`,
});
