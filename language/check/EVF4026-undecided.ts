import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const undecided = rule({
  code: 'EVF4026',
  severity: 'error',
  title: 'A pattern that cannot be compared',
  explanation: `
Patterns are compared as regular languages. One with a backreference or a lookaround is none, so nobody can say for certain
that each text of one is a text of the other. That counts as a break. Write the pattern without, or waive it with a reason.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(args, `whether each \`${before}\` and \`${after}\` at \`${path}\` fit is open`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, code: string("^(a|b)\\\\1$") }
event Placed@1.1 {
  id: uuid
  code: string("^(a|b|c)\\\\1$")
  // <- error EVF4026 not decided
}`,
  mended: `
event Placed { id: uuid, code: string("^(aa|bb)$") }
event Placed@1.1 {
  id: uuid
  code: string("^(aa|bb)$")
}`,
});
