import type { LockProblem } from '../model/problems/evolution.ts';
import { rule } from './rule.ts';

export const brokenLock = rule({
  code: 'EVF4002',
  severity: 'error',
  title: 'An evflow.lock that cannot be trusted',
  explanation: `
evflow.lock holds what has been published, one line a version: a fingerprint, the namespace or \`-\`, and the
declaration. \`evflow publish\` adds lines and changes none, so a line that was edited, or two lines that say different
things of one version, mean that somebody relies on something else than the project says.

The order of the lines means nothing, and a line may stand there twice: to merge two branches, keep the lines of both
(in \`.gitattributes\`: \`evflow.lock merge=union\`). Where both published the same version with different content, one
of them becomes the next minor. Of topics and parts the lock keeps the present state: \`evflow publish\` settles them.`,
  message: (args) => textOf(args),
  failing: `
// file: evflow.lock
// evflow.lock 1
993a8d87fa4182b0 - event Paid@1.0 { orderId: uuid, amount: decimal }
0e174bb6d56c80d1 - event Paid@1.0 { orderId: uuid, total: decimal }
// <- error EVF4002 Paid@1.0 is in here with two different contents
// file: orders.evflow
event Paid { orderId: uuid, amount: decimal }`,
  mended: `
// file: evflow.lock
// evflow.lock 1
993a8d87fa4182b0 - event Paid@1.0 { orderId: uuid, amount: decimal }
// file: orders.evflow
event Paid { orderId: uuid, amount: decimal }`,
});

function textOf(args: LockProblem): string {
  switch (args.wrong) {
    case 'unreadable':
      return 'This line cannot be read: it is no fingerprint, namespace and declaration. Restore evflow.lock from git.';
    case 'unmerged':
      return 'Two branches are not merged here. Keep the lines of both, and take out the three lines with the marks.';
    case 'newer':
      return `This evflow.lock is of edition ${args.edition}, which this evflow does not know. Take a newer evflow.`;
    case 'fingerprint':
      return (
        `The fingerprint does not belong to ${args.key}: this line, or one that it needs, was edited or taken out. ` +
        'Restore evflow.lock from git.'
      );
    case 'twice':
      return (
        `${args.key} is in here with two different contents: \`${args.declaration}\` and \`${args.other}\`. ` +
        (args.isVersion
          ? 'Keep the line of the one that was published first, and make the other the next version.'
          : '`evflow publish` writes it as it is now.')
      );
  }
}
