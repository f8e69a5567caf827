import { rule } from './rule.ts';

export const badPattern = rule({
  code: 'EVF2103',
  severity: 'error',
  title: 'A pattern that is no regular expression',
  explanation: `
A pattern is a regular expression of ECMA-262 with the unicode flag, as in JSON Schema. It is unanchored: \`^\` and
\`$\` tie it to the ends. In a string literal a backslash is written twice.`,
  message: ({ pattern, why }) => `"${pattern}" is no regular expression: ${why}.`,
  failing: `
record Product {
  sku: string(1..40, "^[A-Z+$")
  //                 ^^^^^^^^^ error EVF2103 no regular expression
}`,
  mended: `
record Product {
  sku: string(1..40, "^[A-Z]+$")
}`,
});
