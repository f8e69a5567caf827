import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const constraintTightened = rule({
  code: 'EVF4021',
  severity: 'error',
  title: 'A constraint that old messages may break',
  explanation: `
Old messages hold values that the new version does not allow. Leave the constraint as it was, or check it where messages are
made; to enforce it on what is read needs a new major.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, quantity: int(0..99) }
event Placed@1.1 {
  id: uuid
  quantity: int(1..99)
  // <- error EVF4021 cannot read what @1.0 wrote
}`,
  mended: `
event Placed { id: uuid, quantity: int(0..99) }
event Placed@1.1 {
  id: uuid
  quantity: int(0..99)
}`,
});
