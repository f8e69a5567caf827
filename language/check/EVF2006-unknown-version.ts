import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownVersion = rule({
  code: 'EVF2006',
  severity: 'error',
  title: 'Unknown version',
  explanation: `
The name exists, but not in this version. A declaration without a number is version 1.0. \`@1\` stands for the
newest minor of major 1, \`@1.1\` for exactly that version.`,
  message: ({ name, version, versions }) =>
    `There is no ${name}@${version}. There is ${listed(versions.map((one) => `@${one}`))}.`,
  fix: ({ args }, { file }) =>
    args.versions.map((version) => replacement(`Use @${version}`, file, args.replace, `@${version}`, false)).reverse(),
  failing: `
event OrderPlaced { orderId: uuid }

service Shop {
  publishes OrderPlaced@2
  //                   ^^ error EVF2006 There is @1.0.
}`,
  mended: `
event OrderPlaced { orderId: uuid }

service Shop {
  publishes OrderPlaced@1
}`,
});
