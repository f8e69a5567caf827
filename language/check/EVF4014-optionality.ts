import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const optionality = rule({
  code: 'EVF4014',
  severity: 'error',
  title: 'A field that may be left out, or no longer',
  explanation: `
Who insists on a field does not read messages that may lack it. A default helps both ways: it is always written, and filled
in when an old message is read.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is \`${after}\` here and \`${before}\` there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, note?: string }
event Placed@1.1 {
  id: uuid
  note: string
  // <- error EVF4014 is \`note: string\` here
}`,
  mended: `
event Placed { id: uuid, note?: string }
event Placed@1.1 {
  id: uuid
  note: string = ""
}`,
});
