import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText, symbols } from './changeText.ts';
import { rule } from './rule.ts';

export const caseRemoved = rule({
  code: 'EVF4018',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'A case of a union that is still in old messages',
  explanation: `
Messages of the old version may hold the case, and the new one does not know it. Keep it, or give the new union an
\`otherwise\`, as which it is read then.`,
  message: (args) => {
    const { path, lost, otherwise } = args;
    return changeText(
      args,
      `${symbols(lost)} ${lost.length === 1 ? 'is' : 'are'} gone from \`${path}\`, ${otherwise === undefined ? 'and the union here has no `otherwise`' : `and read here as \`${otherwise}\``}`,
    );
  },
  fix: changeFixes,
  failing: `
record Card { number: string }
record Invoice { address: string }
union Payment@1.0 { card: Card, invoice: Invoice }
union Payment@1.1 { card: Card }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.1
  // <- error EVF4018 \`invoice\` is gone from \`payment\`
}`,
  mended: `
record Card { number: string }
record Invoice { address: string }
union Payment@1.0 { card: Card, invoice: Invoice }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.0
}`,
});
