import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const renamedWithoutWas = rule({
  code: 'EVF4006',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'A field that seems to have a new name',
  explanation: `
One field is gone and one of the same type has come. If it is the same one, \`was\` lets new readers take the old name;
readers of the old version still miss it, so an incompatible rename belongs in a new major. With an optional field nothing
breaks, but each side finds the other's field absent.`,
  message: (args) => {
    const { path, formerly } = args;
    return changeText(args, `\`${path}\` looks like \`${formerly ?? 'a field'}\` under a new name, without saying so`);
  },
  fix: changeFixes,
  failing: `
// file: orders.evflow
event Placed { id: uuid, amount?: decimal }
event Placed@1.1 {
  id: uuid
  total?: decimal
  // <- warning EVF4006 looks like \`amount\`
}`,
  mended: `
// file: orders.evflow
event Placed { id: uuid, amount?: decimal }
event Placed@1.1 {
  id: uuid
  amount?: decimal
}`,
});
