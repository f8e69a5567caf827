import { rule } from './rule.ts';

export const misplacedVersion = rule({
  code: 'EVF2205',
  severity: 'error',
  title: 'A version that cannot stand here',
  explanation: `
Versions begin with \`@1\`, which is \`@1.0\`. A minor such as \`@1.1\` is a compatible change of its major, so its
major's \`.0\` must be there.`,
  message: ({ name, version, why }) => `There can be no ${name}@${version}: ${why}.`,
  failing: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2.1 { orderId: uuid, total: decimal }
//               ^^^^ error EVF2205 there is no @2.0`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2 { orderId: uuid, total: decimal, upcast from @1 { total: 0 } }`,
});
