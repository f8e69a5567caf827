import { rule } from './rule.ts';

export const reservedField = rule({
  code: 'EVF2203',
  severity: 'error',
  title: 'A field with a reserved name',
  explanation: `
\`reserved\` keeps the name of a removed field out of use, in this version and all later ones, so that what is still
in a log is never read with another meaning. Choose another name.`,
  message: ({ name }) => `\`${name}\` is reserved: it once meant something else. Choose another name.`,
  failing: `
event OrderPlaced {
  reserved amount
  amount: decimal
  // <- error EVF2203 once meant something else
}`,
  mended: `
event OrderPlaced {
  reserved amount
  total: decimal
}`,
});
