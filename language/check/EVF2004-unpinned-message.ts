import { listed } from '../model/words.ts';
import { insertion } from './fixes.ts';
import { rule } from './rule.ts';

export const unpinnedMessage = rule({
  code: 'EVF2004',
  severity: 'error',
  title: 'A message with several majors needs a version',
  explanation: `
While a message has one major version, its bare name is clear: a new minor cannot break who reads it. From the
second major on, a handler and an \`emit\` say which one they mean, so that a new major never silently changes what
an existing consumer reads.

\`@1\` stands for the newest minor of major 1, \`@1.0\` for exactly that version.`,
  message: ({ name, majors }) =>
    `${name} has the majors ${listed(majors.map((major) => `@${major}`))}. Say which one is meant.`,
  fix: ({ args, span }, { file }) =>
    args.majors.map((major) => insertion(`Pin to @${major}`, file, span.end, `@${major}`, false)),
  failing: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2 { orderId: uuid, total: decimal, upcast from @1 { total: 0 } }

topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced@2 }

consumer Mail {
  idempotent
  on OrderPlaced
  // ^^^^^^^^^^^ error EVF2004 @1 and @2
}`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@2 { orderId: uuid, total: decimal, upcast from @1 { total: 0 } }

topic orders { carries OrderPlaced, key orderId }
service Shop { publishes OrderPlaced@2 }

consumer Mail {
  idempotent
  on OrderPlaced@2
}`,
});
