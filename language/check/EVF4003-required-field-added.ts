import { listed } from '../model/words.ts';
import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const requiredFieldAdded = rule({
  code: 'EVF4003',
  severity: 'error',
  title: 'A new field that old messages do not have',
  explanation: `
A reader of the new version insists on the field, and messages of the old one lack it. Make it optional or give it a
default, which is filled in when an old message is read; or add a new major with an \`upcast\` that says where it comes from.`,
  message: (args) => {
    const { path, others } = args;
    return changeText(
      args,
      `\`${path}\` is required here, and ${listed(others)} ${others.length === 1 ? 'has' : 'have'} no such field`,
    );
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid }
event Placed@1.1 {
  id: uuid
  coupon: string
  // <- error EVF4003 \`coupon\` is required here
}`,
  mended: `
event Placed { id: uuid }
event Placed@1.1 {
  id: uuid
  coupon?: string
}`,
});
