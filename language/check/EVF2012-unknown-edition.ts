import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownEdition = rule({
  code: 'EVF2012',
  severity: 'error',
  title: 'An edition of the language that is not known',
  explanation: `
The first line of a file may name the edition of the language that it is written in. There is one so far, \`evflow 1\`,
which is also meant where the line is left out.`,
  message: ({ edition, known }) => `This is evflow ${known}, which cannot know what evflow ${edition} means.`,
  fix: ({ span, args }, { file }) => [replacement(`Use edition ${args.known}`, file, span, `${args.known}`, false)],
  failing: `
evflow 2
//     ^ error EVF2012 This is evflow 1
event OrderPlaced { orderId: uuid }`,
  mended: `
evflow 1
event OrderPlaced { orderId: uuid }`,
});
