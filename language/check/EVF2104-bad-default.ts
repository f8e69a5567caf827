import { rule } from './rule.ts';

export const badDefault = rule({
  code: 'EVF2104',
  severity: 'error',
  title: 'A default that is no value of the type',
  explanation: `
A default is filled in before a message is written and when it is read, so it must be a value of the field's type
and keep its constraints. It is a literal: a number, a text, \`true\` or \`false\`, a symbol of the enum, or a list
or record of them.`,
  message: ({ field, type, why }) => `This cannot be the default of \`${field}\`, which is ${type}: ${why}.`,
  failing: `
record LineItem {
  quantity: int(1..99) = 0
  //                     ^ error EVF2104 0 is less than 1
}`,
  mended: `
record LineItem {
  quantity: int(1..99) = 1
}`,
});
