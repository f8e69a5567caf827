import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const defaultChanged = rule({
  code: 'EVF4024',
  severity: 'warning',
  title: 'A default that means another thing now',
  explanation: `
Who leaves the field out says one thing in the old version and another in the new one, and the same old message reads
differently by both where it lacks the field. Nothing breaks; be sure that it is meant.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `\`${path}\` is ${after} if it is left out, and ${before} there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, gift: boolean = false }
event Placed@1.1 {
  id: uuid
  gift: boolean = true
  // <- warning EVF4024 is true if it is left out
}`,
  mended: `
event Placed { id: uuid, gift: boolean = false }
event Placed@1.1 {
  id: uuid
  gift: boolean = false
}`,
});
