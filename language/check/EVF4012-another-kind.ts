import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const anotherKind = rule({
  code: 'EVF4012',
  severity: 'error',
  title: 'A value of another kind',
  explanation: `
What is written as a number, a text, a list or an object must be read as one. Add a field under a new name beside the
old one, or a new major with an \`upcast\` that converts.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `${path === '' ? 'it' : `\`${path}\``} is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, sku: int }
event Placed@1.1 {
  id: uuid
  sku: string
  // <- error EVF4012 is \`string\` here and \`int\` there
}`,
  mended: `
event Placed { id: uuid, sku: int }
event Placed@1.1 {
  id: uuid
  sku: int
}`,
});
