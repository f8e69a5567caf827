import { rule } from './rule.ts';

export const noKey = rule({
  code: 'EVF2112',
  severity: 'error',
  title: 'A key that is no single value',
  explanation: `
A key says which messages belong together: equal keys go to one partition and one instance. So it is a text, a whole
or decimal number, a boolean or a symbol. Records, lists and maps have no order of their fields, and a double has no
exact equality.`,
  message: ({ path, type }) =>
    `\`${path}\` cannot be a key: it is ${type}. Take a field that is a text, a whole or decimal number, or a symbol.`,
  failing: `
event OrderPlaced { order: { id: uuid } }

topic orders {
  carries OrderPlaced by order
  //                     ^^^^^ error EVF2112 cannot be a key
}`,
  mended: `
event OrderPlaced { order: { id: uuid } }

topic orders {
  carries OrderPlaced by order.id
}`,
});
