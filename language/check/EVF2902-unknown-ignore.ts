import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const unknownIgnore = rule({
  code: 'EVF2902',
  severity: 'warning',
  title: 'An `evflow-ignore` without a known code',
  explanation: `
\`// evflow-ignore\` is followed by the code of the diagnostic that it silences and, after a colon, the reason: \`//
evflow-ignore EVF3002: read by another system\`. Everything else goes on being reported.`,
  message: ({ code, similar }) =>
    code === ''
      ? 'Name the diagnostic to ignore, as in `evflow-ignore EVF3002: why`.'
      : `There is no diagnostic ${code}.${similar ? ` ${similar} is probably meant.` : ''}`,
  fix: ({ span, args }, { file }) => {
    const start = file.text.indexOf(args.code, span.start);
    return args.similar && args.code
      ? [replacement(`Replace by ${args.similar}`, file, { start, end: start + args.code.length }, args.similar, false)]
      : [];
  },
  failing: `
  // evflow-ignore EVF9999: ours
  // <- warning EVF2902 There is no diagnostic EVF9999.
record Customer { email: email }`,
  mended: `
record Customer { email: email }`,
});
