import { rule } from './rule.ts';

export const reservedDeclaration = rule({
  code: 'EVF2010',
  severity: 'error',
  title: 'A name that the language keeps for itself',
  explanation: `
A declared type cannot be called like a built-in one, for nobody could refer to it; and no message may be called
\`rejected\`, because \`on rejected\` waits for the answer to a command.`,
  message: ({ name, why }) => `Nothing can be called ${name}: ${why}. Choose another name.`,
  failing: `
record decimal { digits: string }
//     ^^^^^^^ error EVF2010 is a built-in type`,
  mended: `
record DecimalText { digits: string }`,
});
