import { rule } from './rule.ts';

export const endlessRecord = rule({
  code: 'EVF2106',
  severity: 'error',
  title: 'A record that needs itself',
  explanation: `
A required field of a record is always there. Where records need each other in a circle, no value of them could ever
end. Break the circle: make one of the fields optional, give it a default, or make it a list that may be empty.`,
  message: ({ cycle }) =>
    `No value of this could ever end: ${cycle.join(' needs ')}. ` +
    'Make one of these fields optional, or a list that may be empty.',
  failing: `
record Folder { name: string, parent: Folder }
//     ^^^^^^ error EVF2106 Folder needs Folder`,
  mended: `
record Folder { name: string, parent?: Folder }`,
});
