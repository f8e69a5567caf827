import { withArticle } from '../model/words.ts';
import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const needlessVersion = rule({
  code: 'EVF2007',
  severity: 'error',
  title: 'A version where there are none',
  explanation: `
Only records, enums, unions and messages have versions. Built-in types, topics and parts have none.`,
  message: ({ name, kind }) => `${name} is ${withArticle(kind)} and has no versions. Remove the version.`,
  fix: ({ args }, { file }) => [removal('Remove the version', file, args.version)],
  failing: `
record Line {
  sku: string@1
  //   ^^^^^^^^ error EVF2007 a built-in type
}`,
  mended: `
record Line {
  sku: string
}`,
});
