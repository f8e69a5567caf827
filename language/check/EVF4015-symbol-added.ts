import { changeFixes } from './changeFixes.ts';
import { changeSeverity, changeText, symbols } from './changeText.ts';
import { rule } from './rule.ts';

export const symbolAdded = rule({
  code: 'EVF4015',
  severity: 'error',
  severityOf: changeSeverity,
  title: 'An enum symbol that old readers do not know',
  explanation: `
Who reads the old version rejects a symbol that it does not know, unless the enum there names one that stands for all such:
\`enum { card, invoice, other } otherwise other\`. Then the message is read, and the new symbol is lost, which is worth a
warning. Give enums an \`otherwise\` from their first version on. Where all readers are upgraded before writers, \`compatibility
backward\` at the topic says so, and the symbol is no break.`,
  message: (args) => {
    const { path, lost, otherwise } = args;
    return changeText(
      args,
      `${symbols(lost)} ${lost.length === 1 ? 'is' : 'are'} new in \`${path}\`, ${otherwise === undefined ? 'and the enum there has no `otherwise`' : `and read there as \`${otherwise}\``}`,
    );
  },
  fix: changeFixes,
  failing: `
enum Method@1.0 { card, invoice }
enum Method@1.1 { card, invoice, voucher }
event Placed { id: uuid, method: Method@1.0 }
event Placed@1.1 {
  id: uuid
  method: Method@1.1
  // <- error EVF4015 \`voucher\` is new in \`method\`
}`,
  mended: `
enum Method@1.0 { card, invoice }
enum Method@1.1 { card, invoice, voucher }
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, method: Method@1.0 }
event Placed@1.1 {
  id: uuid
  method: Method@1.1
}`,
});
