import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const clashingUse = rule({
  code: 'EVF2009',
  severity: 'error',
  title: '`use` of a name that is taken',
  explanation: `
In one file a short name stands for one thing. The namespace of the file has this name already, or another \`use\`
brings it. Remove this \`use\`, and write the whole name where the other one is meant.`,
  message: ({ name, whole, other }) =>
    whole === other
      ? `${name} is known here without this \`use\`. Remove it.`
      : `${name} stands for ${other} here already. Remove this \`use\` and write ${whole} where that is meant.`,
  fix: ({ args }, { file }) =>
    args.whole === args.other ? [removal(`Remove the \`use\` of ${args.name}`, file, args.remove)] : [],
  failing: `
// file: payments.evflow
namespace shop.payments
record Money { cents: int }

// file: orders.evflow
namespace shop.orders
use shop.payments.Money
//  ^^^^^^^^^^^^^^^^^^^ error EVF2009 stands for shop.orders.Money

record Money { value: decimal }
event OrderPlaced { total: Money }`,
  mended: `
// file: payments.evflow
namespace shop.payments
record Money { cents: int }

// file: orders.evflow
namespace shop.orders

record Money { value: decimal }
event OrderPlaced { total: Money, paid: shop.payments.Money }`,
});
