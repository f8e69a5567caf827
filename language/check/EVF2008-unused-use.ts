import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const unusedUse = rule({
  code: 'EVF2008',
  severity: 'warning',
  title: '`use` of a name that is not used',
  explanation: `
\`use\` makes a name of another namespace known in this file. Nothing in the file refers to it.`,
  message: ({ name }) => `${name} is not used in this file. Remove it.`,
  fix: ({ args }, { file }) => [removal(`Remove the \`use\` of ${args.name}`, file, args.remove)],
  failing: `
// file: common.evflow
namespace shop.common
record Money { value: decimal }
record Address { city: string }

// file: orders.evflow
namespace shop.orders
use shop.common.{Address, Money}
//               ^^^^^^^ warning EVF2008 Address is not used

event OrderPlaced { total: Money }`,
  mended: `
// file: common.evflow
namespace shop.common
record Money { value: decimal }
record Address { city: string }

// file: orders.evflow
namespace shop.orders
use shop.common.{Money}

event OrderPlaced { total: Money }`,
});
