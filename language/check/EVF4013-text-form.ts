import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const textForm = rule({
  code: 'EVF4013',
  severity: 'error',
  title: 'A text that lost its form, or took one',
  explanation: `
A plain \`string\` reads every \`uuid\`, \`timestamp\`, enum symbol or decimal that it has room for, but who expects the form
does not read any string. Loosen under \`compatibility backward\` or in a new major.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, customer: uuid }
event Placed@1.1 {
  id: uuid
  customer: string
  // <- error EVF4013 is \`string\` here and \`uuid\` there
}`,
  mended: `
event Placed { id: uuid, customer: uuid }
event Placed@1.1 {
  id: uuid
  customer: uuid
}`,
});
