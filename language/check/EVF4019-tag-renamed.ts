import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const tagRenamed = rule({
  code: 'EVF4019',
  severity: 'error',
  title: 'A union with another tag',
  explanation: `
The tag is the field that says which case a value is. With another one neither side finds it.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is told apart by another field here: \`${after}\`, there \`${before}\``);
  },
  fix: changeFixes,
  failing: `
record Card { number: string }
union Payment@1.0 by kind { card: Card }
union Payment@1.1 by method { card: Card }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.1
  // <- error EVF4019 is told apart by another field
}`,
  mended: `
record Card { number: string }
union Payment@1.0 by kind { card: Card }
event Paid { id: uuid, payment: Payment@1.0 }
event Paid@1.1 {
  id: uuid
  payment: Payment@1.0
}`,
});
