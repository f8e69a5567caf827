import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const longDouble = rule({
  code: 'EVF4010',
  severity: 'error',
  title: 'A long that became a double, or the reverse',
  explanation: `
A \`long\` is written as a string of digits and a \`double\` as a number, and neither holds all values of the other. Such a
change needs a new major with an \`upcast\`.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, weight: long }
event Placed@1.1 {
  id: uuid
  weight: double
  // <- error EVF4010 is \`double\` here and \`long\` there
}`,
  mended: `
event Placed { id: uuid, weight: long }
event Placed@1.1 {
  id: uuid
  weight: long
}`,
});
