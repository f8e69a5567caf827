import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const optionsExclude = rule({
  code: 'EVF2209',
  severity: 'error',
  title: 'Two options that exclude each other',
  explanation: `
A \`single\` consumer has one member that reads all partitions in one order. \`concurrency\` runs several members,
which share the partitions among them.`,
  message: ({ first, second, why }) => `\`${first}\` and \`${second}\` exclude each other: ${why}. Remove one of them.`,
  fix: ({ span, args }, { file }) => [removal(`Remove \`${args.second}\``, file, span, false)],
  failing: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 4 }
service Shop { publishes OrderPlaced }

consumer Mail {
  single
  concurrency 4
  // <- error EVF2209 exclude each other
  idempotent
  on OrderPlaced
}`,
  mended: `
event OrderPlaced { orderId: uuid }
topic orders { carries OrderPlaced, key orderId, partitions 4 }
service Shop { publishes OrderPlaced }

consumer Mail {
  concurrency 4
  idempotent
  on OrderPlaced
}`,
});
