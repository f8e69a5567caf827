import { rule } from './rule.ts';

/** One comparison inside another, which needs no parentheses that the parser could count. */
const NESTED = `${'true == not '.repeat(450)}true`;

export const tooDeep = rule({
  code: 'EVF6034',
  severity: 'error',
  title: 'An expression that is nested too deep',
  explanation: 'Operators inside operators are looked at down to 400 levels. Give parts of the expression names with `let`.',
  message: () => 'This is nested too deep to be checked. Give parts of it names with `let`.',
  failing: `
command Book { seat: string }

consumer Booking {
  on Book { let deep = ${NESTED} }
  // error EVF6034
}`,
  mended: `
command Book { seat: string }

consumer Booking {
  on Book { let deep = true == not true }
}`,
});
