import { rule } from './rule.ts';

export const wrongKind = rule({
  code: 'EVF2003',
  severity: 'error',
  title: 'Something of another kind is expected',
  explanation: `
The name exists, but what it stands for may not stand here. A topic carries events and documents (commands go to the
part that handles them), \`send\` takes a command and \`emit\` an event or document, a consumer reads topics, and so
on.`,
  message: ({ name, found, expected }) => `${name} is ${found}; ${expected} is expected here.`,
  failing: `
command PlaceOrder { orderId: uuid }

topic orders {
  carries PlaceOrder
  //      ^^^^^^^^^^ error EVF2003 PlaceOrder is a command; an event or document is expected here.
}`,
  mended: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
}`,
});
