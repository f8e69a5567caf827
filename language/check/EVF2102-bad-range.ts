import { rule } from './rule.ts';

export const badRange = rule({
  code: 'EVF2102',
  severity: 'error',
  title: 'A range that holds nothing, or too much',
  explanation: `
A range goes from its smaller end to its larger one, and stays within what the type can hold: lengths and sizes are
whole numbers from 0, \`int\` lies within ±(2^53−1) as JSON's interoperable numbers do, \`long\` has 64 bits, and of
the digits of a \`decimal\` no more can stand after the point than there are.`,
  message: ({ range, why }) => `\`${range}\` makes no range: ${why}.`,
  failing: `
record Product {
  quantity: int(99..1)
  //            ^^^^^ error EVF2102 99 is more than 1
}`,
  mended: `
record Product {
  quantity: int(1..99)
}`,
});
