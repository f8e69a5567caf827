import { rule } from './rule.ts';

export const needlessFallback = rule({
  code: 'EVF6025',
  severity: 'warning',
  title: '`??` behind a value that is always there',
  explanation: 'What stands left of `??` is never absent, so what stands right of it is never taken.',
  message: ({ type }) => `This is ${type} and always there, so \`??\` does nothing. Remove it.`,
  fix: ({ span, args }, { file }) => [
    {
      title: 'Remove `??` and what follows it',
      safe: true,
      edits: [{ uri: file.uri, span: { start: args.keep.end, end: span.end }, newText: '' }],
    },
  ],
  failing: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    require (b.guests ?? 0) > 0 else "nobody comes"
    //       ^^^^^^^^^^^^^ warning EVF6025 always there
  }
}`,
  mended: `
command Book { seat: string, guests: int }

consumer Booking {
  on Book as b {
    require (b.guests) > 0 else "nobody comes"
  }
}`,
});
