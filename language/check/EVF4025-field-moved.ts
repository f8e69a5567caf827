import { changeFixes } from './changeFixes.ts';
import { changeText } from './changeText.ts';
import { rule } from './rule.ts';

export const fieldMoved = rule({
  code: 'EVF4025',
  severity: 'error',
  title: 'A field that went into a record, or came out of one',
  explanation: `
No tolerant reading finds a field in another place. Write it in both places for a while, or add a new major whose \`upcast\`
moves it.`,
  message: (args) => {
    const { path, directions } = args;
    return changeText(
      args,
      `\`${path}\` holds or held what stands elsewhere ${directions.includes('backward') ? 'there' : 'here'}`,
    );
  },
  fix: changeFixes,
  failing: `
event Placed { id: uuid, city: string }
event Placed@1.1 {
  //  ^^^^^^ error EVF4025 \`city\` holds
  id: uuid
  address: { city: string }
  // <- error EVF4025 \`address\` holds
}`,
  mended: `
event Placed { id: uuid, city: string }
event Placed@2 {
  id: uuid
  address: { city: string }
  upcast from @1 { address: { city: old.city } }
}`,
});
