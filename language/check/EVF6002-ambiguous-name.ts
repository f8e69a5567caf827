import { listed } from '../model/words.ts';
import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const ambiguousName = rule({
  code: 'EVF6002',
  severity: 'error',
  title: 'A name that could be two things',
  explanation: `
A bare name must mean one thing. Where a local, the key, the state and the message share a name, say which is meant:
\`state.x\` is the state's, \`event.x\` the message's. A local can have another name.`,
  message: ({ name, meanings, writes }) => {
    const clear =
      writes.length > 0
        ? `Write ${listed(writes, 'or')}.`
        : 'Give one of them another name, or the message a name with `as`.';
    return `${name} could be ${listed(meanings, 'or')}. ${clear}`;
  },
  fix: ({ args }, { file }) =>
    args.writes.map((text) => replacement(`Write \`${text}\``, file, args.replace, text, false)),
  failing: `
command Deposit { account: string, amount: decimal }

consumer Accounts by account {
  idempotent
  state { amount: decimal = 0 }
  on Deposit { state.amount += amount }
  //                           ^^^^^^ error EVF6002 Write state.amount or event.amount.
}`,
  mended: `
command Deposit { account: string, amount: decimal }

consumer Accounts by account {
  idempotent
  state { amount: decimal = 0 }
  on Deposit { state.amount += event.amount }
}`,
});
