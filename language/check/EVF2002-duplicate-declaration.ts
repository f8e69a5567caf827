import { rule } from './rule.ts';

export const duplicateDeclaration = rule({
  code: 'EVF2002',
  severity: 'error',
  title: 'Two declarations of one name',
  explanation: `
Everything in a namespace has a name of its own, whatever file it is in: types, messages, topics, services and
parts, parts inside services included. Only a record, enum, union or message may be there several times, each time
with another version.

Rename one of the two, remove it, give it another version, or put it into another namespace.`,
  message: ({ name, kind, otherKind }) =>
    `${name} is declared already, as ${otherKind}. Rename this ${kind}, or remove one of the two.`,
  failing: `
event OrderPlaced { orderId: uuid }
event OrderPlaced { orderId: uuid, total: decimal }
//    ^^^^^^^^^^^ error EVF2002 declared already, as an event`,
  mended: `
event OrderPlaced { orderId: uuid }
event OrderPlaced@1.1 { orderId: uuid, total?: decimal }`,
});
