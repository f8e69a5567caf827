import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const renamed = rule({
  code: 'EVF4007',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'A renamed field that old readers do not know',
  explanation: `
\`was\` lets new readers take the old name, but who reads the old version looks for the old name and does not find it. Under
\`compatibility backward\` that is allowed; else write the field under both names for a while, or add a new major.`,
  message: (args) => {
    const { path, formerly } = args;
    return changeText(
      args,
      `\`${path}\` is called \`${formerly ?? 'otherwise'}\` there, and is no longer written under that name`,
    );
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, amount: decimal }
event Placed@1.1 {
  id: uuid
  total: decimal was amount
  // <- error EVF4007 is called \`amount\` there
}`,
  mended: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, amount: decimal }
event Placed@1.1 {
  id: uuid
  total: decimal was amount
}`,
});
