import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const constraintLoosened = rule({
  code: 'EVF4022',
  severity: 'error',
  title: 'A constraint that old readers still insist on',
  explanation: `
New messages may hold values that the old version does not allow. Under \`compatibility backward\`, where readers are upgraded
first, that is fine.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, quantity: int(1..99) }
event Placed@1.1 {
  id: uuid
  quantity: int(1..999)
  // <- error EVF4022 @1.0 cannot read what Placed@1.1 writes
}`,
  mended: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, quantity: int(1..99) }
event Placed@1.1 {
  id: uuid
  quantity: int(1..999)
}`,
});
