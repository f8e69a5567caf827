import { removal } from './fixes.ts';
import { rule } from './rule.ts';

export const unusedIgnore = rule({
  code: 'EVF2901',
  severity: 'warning',
  title: 'An `evflow-ignore` that silences nothing',
  explanation: `
\`// evflow-ignore EVF3002: why\` silences that diagnostic on the next line, and nothing else. There is none of it
there (any more). Remove the comment, so that it does not hide the next one.`,
  message: ({ code }) => `There is no ${code} on the line below. Remove this comment.`,
  fix: ({ span }, { file }) => [removal('Remove the comment', file, span)],
  failing: `
  // evflow-ignore EVF2204: ours
  // <- warning EVF2901 There is no EVF2204 on the line below.
record Customer { @sensitive email: email }`,
  mended: `
  // evflow-ignore EVF2204: ours
record Customer { @sensitiv email: email }`,
});
