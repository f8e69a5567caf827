import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const optionalFieldRemoved = rule({
  code: 'EVF4005',
  severity: 'warning',
  title: 'A field that may be left out is no longer written',
  explanation: `
Readers of the old version go on, but find the field absent, or see its default, in every message. If that is meant, say
so with \`// evflow-ignore EVF4005: …\`; \`reserved\` keeps the name from coming back with another meaning.`,
  message: (args) => {
    const { path } = args;
    return changeText(args, `\`${path}\` is no longer written, so it is always absent or its default there`);
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, note?: string }
event Placed@1.1 { id: uuid }
//    ^^^^^^ warning EVF4005 \`note\` is no longer written`,
  mended: `
event Placed { id: uuid, note?: string }
event Placed@1.1 { id: uuid, note?: string }`,
});
