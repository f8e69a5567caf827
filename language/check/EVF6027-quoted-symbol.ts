import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const quotedSymbol = rule({
  code: 'EVF6027',
  severity: 'error',
  title: 'A symbol in quotes',
  explanation:
    'A symbol of an enum is written bare where the enum is expected, so that its name is checked, found and renamed like any other.',
  message: ({ symbol, of }) => `A symbol of ${of} is written without quotes: ${symbol}.`,
  fix: ({ span, args }, { file }) => [replacement(`Write ${args.symbol} without quotes`, file, span, args.symbol)],
  failing: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class == "economy" else "no such class"
    //                 ^^^^^^^^^ error EVF6027 without quotes: economy
  }
}`,
  mended: `
enum Class { economy, business }
command Book { seat: string, class: Class }

consumer Booking {
  on Book as b {
    require b.class == economy else "no such class"
  }
}`,
});
