import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const requiredFieldRemoved = rule({
  code: 'EVF4004',
  severity: 'error',
  title: 'A required field that is no longer written',
  explanation: `
Whoever still reads the old version insists on the field. Keep it until nobody does, or add a new major. With
\`compatibility backward\` on the topic, which asks that readers be upgraded first, this is allowed.`,
  message: (args) => {
    const { path } = args;
    return changeText(args, `\`${path}\` is required there, and no longer written`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, total: decimal }
event Placed@1.1 { id: uuid }
//    ^^^^^^ error EVF4004 \`total\` is required there`,
  mended: `
event Placed { id: uuid, total: decimal }
event Placed@1.1 { id: uuid, total: decimal }`,
});
