import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const optionalWithDefault = rule({
  code: 'EVF2105',
  severity: 'error',
  title: 'A field that is optional and has a default',
  explanation: `
An optional field may be absent. A field with a default is never absent: the default is filled in. A field is one or
the other.`,
  message: ({ field }) => `\`${field}\` has a default, so it is never absent. Remove the \`?\` or the default.`,
  fix: ({ span }, { file }) => {
    const mark = file.text.indexOf('?', span.start);
    return mark < 0 ? [] : [replacement('Remove the `?`', file, { start: mark, end: mark + 1 }, '')];
  },
  failing: `
record LineItem {
  gift?: boolean = false
  // <- error EVF2105 never absent
}`,
  mended: `
record LineItem {
  gift: boolean = false
}`,
});
