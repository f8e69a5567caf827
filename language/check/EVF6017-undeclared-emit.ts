import { listed } from '../model/words.ts';
import { insertion } from './fixes.ts';
import { rule } from './rule.ts';

export const undeclaredEmit = rule({
  code: 'EVF6017',
  severity: 'error',
  title: 'A message that the handler does not declare',
  explanation: `
With \`emits\` a handler says all that it may emit or send; generated code and the checks of flows rely on it. Add the
message there, or leave \`emits\` out: then the body alone says it.`,
  message: ({ message, verb, declared }) =>
    `This handler declares that it emits ${listed(declared, 'or')}, so it cannot ${verb} ${message}. Add ${message} to its \`emits\`.`,
  fix: ({ args }, { file }) => [
    insertion(`Add ${args.written} to \`emits\``, file, args.last.end, ` | ${args.written}`),
  ],
  failing: `
command Book { seat: string }
event Booked { seat: string }
event SoldOut { seat: string }

topic bookings { carries Booked, SoldOut, key seat }

consumer Booking {
  on Book as b emits Booked { emit SoldOut { seat: b.seat } }
  //                               ^^^^^^^ error EVF6017 so it cannot emit SoldOut
}

consumer Mail { on Booked, on SoldOut }`,
  mended: `
command Book { seat: string }
event Booked { seat: string }
event SoldOut { seat: string }

topic bookings { carries Booked, SoldOut, key seat }

consumer Booking {
  on Book as b emits Booked | SoldOut { emit SoldOut { seat: b.seat } }
}

consumer Mail { on Booked, on SoldOut }`,
});
