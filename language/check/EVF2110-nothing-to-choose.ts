import { rule } from './rule.ts';

export const nothingToChoose = rule({
  code: 'EVF2110',
  severity: 'error',
  title: 'An enum or union without a choice',
  explanation: `
An enum without symbols and a union without cases have no value at all.`,
  message: ({ what, lacks }) => `The ${what} has no value. Give it at least one ${lacks}.`,
  failing: `
enum Currency { }
//   ^^^^^^^^ error EVF2110 at least one symbol`,
  mended: `
enum Currency { EUR }`,
});
