import { rule } from './rule.ts';

export const badUpcast = rule({
  code: 'EVF2206',
  severity: 'error',
  title: 'An upcast that reads no earlier major',
  explanation: `
\`upcast from @1\` says how a message of major 1 reads as this one. Every minor of a major is first read as its
newest, so only the major is named, and it is a lower one that exists.`,
  message: ({ message, from, why }) => `${message} cannot be read from ${from}: ${why}.`,
  failing: `
event OrderPlaced@2 {
  orderId: uuid
  upcast from @1 { }
  //          ^^ error EVF2206 there is no OrderPlaced@1
}`,
  mended: `
event OrderPlaced@1 {
  orderId: uuid
}
event OrderPlaced@2 {
  orderId: uuid
  upcast from @1 { }
}`,
});
