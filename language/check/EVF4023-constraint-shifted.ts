import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const constraintShifted = rule({
  code: 'EVF4023',
  severity: 'error',
  title: 'A constraint that allows other values',
  explanation: `
Each version allows values that the other one rejects: a range that moved, or another pattern. Allow both, or add a new
major.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, code: string("^[a-z]+$") }
event Placed@1.1 {
  id: uuid
  code: string("^[A-Z]+$")
  // <- error EVF4023 cannot read each other
}`,
  mended: `
event Placed { id: uuid, code: string("^[a-z]+$") }
event Placed@1.1 {
  id: uuid
  code: string("^[a-z]+$")
}`,
});
