import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText, symbols } from './changeText.ts';
import { rule } from './rule.ts';

export const caseAdded = rule({
  code: 'EVF4017',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'A case of a union that old readers do not know',
  explanation: `
Who reads the old version rejects a case that it does not know, unless the union there has an \`otherwise\`, as which it is
read then, without what the new case holds. Where all readers are upgraded before writers, \`compatibility backward\` at the
topic says so, and the case is no break.`,
  message: (args) => {
    const { path, lost, otherwise } = args;
    return changeText(
      args,
      `${symbols(lost)} ${lost.length === 1 ? 'is' : 'are'} new in \`${path}\`, ${otherwise === undefined ? 'and the union there has no `otherwise`' : `and read there as \`${otherwise}\``}`,
    );
  },
  fix: changeFixes,
  failing: `
record Card { number: string }
record Invoice { address: string }
union Payment@1.0 { card: Card }
union Payment@1.1 { card: Card, invoice: Invoice }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.1
  // <- error EVF4017 \`invoice\` is new in \`payment\`
}`,
  mended: `
record Card { number: string }
record Invoice { address: string }
union Payment@1.0 { card: Card }
union Payment@1.1 { card: Card, invoice: Invoice }
topic payments { carries Paid, key id, compatibility backward }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.1
}`,
});
