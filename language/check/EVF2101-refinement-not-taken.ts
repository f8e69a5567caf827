import { removal, replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const refinementNotTaken = rule({
  code: 'EVF2101',
  severity: 'error',
  title: 'A refinement that the type does not take',
  explanation: `
\`string\` takes a range of lengths and a pattern, \`int\`, \`long\` and \`double\` a range of values, \`decimal\` a
precision and a scale. Lists take a range of sizes in their brackets. No other type is refined.`,
  message: ({ type, refinement, takes }) => `${type} takes ${takes}; this ${refinement} does not fit.`,
  fix: ({ span, args: { refinement, alone } }, { file }) => {
    const title = `Remove the ${refinement}`;
    if (!alone) return [removal(title, file, span, false)];
    return [replacement(title, file, { start: alone.name.end, end: alone.type.end }, '', false)];
  },
  failing: `
record Product {
  weight: int(1..50, "^[0-9]+$")
  //                 ^^^^^^^^^^ error EVF2101 int takes a range of values
}`,
  mended: `
record Product {
  weight: int(1..50)
}`,
});
