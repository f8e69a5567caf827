import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const numberRetyped = rule({
  code: 'EVF4009',
  severity: 'error',
  title: 'A number that became wider or narrower',
  explanation: `
A wider number reads what a narrower one wrote; the reverse holds only where the range and the digits allow it. Widen in a
new major, or under \`compatibility backward\`.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, quantity: int }
event Placed@1.1 {
  id: uuid
  quantity: double
  // <- error EVF4009 is \`double\` here and \`int\` there
}`,
  mended: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, quantity: int }
event Placed@1.1 {
  id: uuid
  quantity: double
}`,
});
