import { rule } from './rule.ts';

/** One comparison inside another: `true == (not (true == …))`, without parentheses that the parser would count. */
const NESTED = `${'true == not '.repeat(450)}true`;
const LET = '  on Book { let deep = ';
/** Where the 400th one begins. */
const MARK = ' '.repeat(LET.length + 399 * 'true == not '.length + 'true == '.length);

export const tooDeep = rule({
  code: 'EVF6034',
  severity: 'error',
  title: 'An expression that is nested too deep',
  explanation:
    'Operators inside operators are looked at down to 400 levels. Give parts of the expression names with `let`.',
  message: () => 'This is nested too deep to be checked. Give parts of it names with `let`.',
  failing: `
command Book { seat: string }

consumer Booking {
${LET}${NESTED} }
${MARK}// <- error EVF6034 nested too deep
}`,
  mended: `
command Book { seat: string }

consumer Booking {
  on Book { let deep = true == not true }
}`,
});
