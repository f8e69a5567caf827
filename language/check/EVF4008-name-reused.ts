import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const nameReused = rule({
  code: 'EVF4008',
  severity: 'error',
  title: 'A name that is back with another type',
  explanation: `
Each step looks harmless: the field goes, then a field of that name comes. But messages of the version that had it, and
readers of that version, are still there. Take another name; \`reserved\` keeps such a name out of use.`,
  message: (args) => {
    const { path, before, after } = args;
    return changeText(
      args,
      `\`${path}\` was removed and is back as another type: \`${after}\` here, \`${before}\` there`,
    );
  },
  fix: changeFixes,
  failing: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, note?: string }
event Placed@1.1 { id: uuid }
event Placed@1.2 {
  id: uuid
  note?: int
  // <- error EVF4008 was removed and is back as another type
}`,
  mended: `
topic orders { carries Placed, key id, compatibility backward }
event Placed { id: uuid, note?: string }
event Placed@1.1 { id: uuid, reserved note }
event Placed@1.2 { id: uuid, noteNumber?: int }`,
});
