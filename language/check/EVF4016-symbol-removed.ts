import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText, symbols } from './changeText.ts';
import { rule } from './rule.ts';

export const symbolRemoved = rule({
  code: 'EVF4016',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'An enum symbol that is still in old messages',
  explanation: `
Messages of the old version may hold the symbol, and the new one does not know it. Keep it, or give the new enum an
\`otherwise\`, as which it is read then.`,
  message: (args) => {
    const { path, lost, otherwise } = args;
    return changeText(
      args,
      `${symbols(lost)} ${lost.length === 1 ? 'is' : 'are'} gone from \`${path}\`, ${otherwise === undefined ? 'and the enum here has no `otherwise`' : `and read here as \`${otherwise}\``}`,
    );
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, method: enum { card, invoice, fax } }
event Placed@1.1 {
  id: uuid
  method: enum { card, invoice }
  // <- error EVF4016 \`fax\` is gone from \`method\`
}`,
  mended: `
event Placed { id: uuid, method: enum { card, invoice, fax } }
event Placed@1.1 {
  id: uuid
  method: enum { card, invoice, fax }
}`,
});
