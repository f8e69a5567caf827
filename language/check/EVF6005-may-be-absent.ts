import { replacement } from './fixes.ts';
import { rule } from './rule.ts';

export const mayBeAbsent = rule({
  code: 'EVF6005',
  severity: 'error',
  title: 'A value that may be absent',
  explanation: `
An optional field, a key that a map may not have, an item that a list may not have, and what is reached through one of
them may be absent. Where a value is needed, \`??\` says what to take instead: \`stock[sku] ?? 0\`. Where a condition has
shown that it is there, as in \`a.n != null and a.n > 2\`, it is used as it is.`,
  message: ({ actual, needed, fallback }) =>
    `This is ${actual}: it may be absent, and ${needed} is needed. Say what to take instead with \`?? ${fallback ?? '…'}\`.`,
  fix: ({ args: { fallback, value, isLoose, isOperand } }, { file }) => {
    if (fallback === undefined) return [];
    const text = file.text.slice(value.start, value.end);
    const whole = `${isLoose ? `(${text})` : text} ?? ${fallback}`;
    return [replacement(`Take ${fallback} where it is absent`, file, value, isOperand ? `(${whole})` : whole, false)];
  },
  failing: `
command Book { seat: string, guests?: int }

consumer Booking {
  on Book as b {
    require b.guests > 0 else "nobody comes"
    //      ^^^^^^^^ error EVF6005 This is int?: it may be absent
  }
}`,
  mended: `
command Book { seat: string, guests?: int }

consumer Booking {
  on Book as b {
    require (b.guests ?? 0) > 0 else "nobody comes"
  }
}`,
});
