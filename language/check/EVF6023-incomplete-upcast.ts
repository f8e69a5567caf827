import { listed } from '../model/words.ts';
import { entriesAdded } from './entryFixes.ts';
import { rule } from './rule.ts';

export const incompleteUpcast = rule({
  code: 'EVF6023',
  severity: 'error',
  title: 'An upcast that leaves fields without a value',
  explanation: `
\`upcast\` says how an older major reads as this one. A field of the same name and type, or one that it \`was\`, is carried over;
every other required field needs a value here, made from \`old\`.`,
  message: ({ message, from, missing, notes }) => {
    const why = notes.length > 0 ? ` ${notes.map((note) => `${note}.`).join(' ')}` : '';
    return `${from} does not say ${listed(missing)} of ${message}. Give it a value made from \`old\`.${why}`;
  },
  fix: ({ args: { upcast, names } }, { file }) => {
    const fix = entriesAdded(
      `Add ${listed(names)}`,
      file,
      upcast,
      names.map((name) => `${name}: `),
    );
    return fix ? [fix] : [];
  },
  failing: `
event Booked@1 { seat: string, price: decimal }
event Booked@2 {
  seat: string
  cents: int
  upcast from @1 { }
  //          ^^ error EVF6023 does not say cents: int
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
  mended: `
event Booked@1 { seat: string, price: decimal }
event Booked@2 {
  seat: string
  total: decimal
  upcast from @1 { total: old.price }
}

topic bookings { carries Booked, key seat }
service Web { publishes Booked@2 }
consumer Mail { on Booked@2 }`,
});
