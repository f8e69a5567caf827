import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const decimalDigits = rule({
  code: 'EVF4011',
  severity: 'error',
  title: 'A decimal with other digits',
  explanation: `
A reader takes a decimal if it has room for its digits before the point and after it. More scale at the same precision
leaves less room before the point, so that neither side reads the other.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, total: decimal(12, 2) }
event Placed@1.1 {
  id: uuid
  total: decimal(12, 4)
  // <- error EVF4011 cannot read each other
}`,
  mended: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, total: decimal(12, 2) }
event Placed@1.1 {
  id: uuid
  total: decimal(14, 4)
}`,
});
