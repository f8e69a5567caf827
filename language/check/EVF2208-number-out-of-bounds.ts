import { rule } from './rule.ts';

export const numberOutOfBounds = rule({
  code: 'EVF2208',
  severity: 'error',
  title: 'A number that is too small or too large',
  explanation: `
A topic has at least one partition and one replica, a consumer at least one member. The upper bounds are far beyond
what a cluster runs with, and keep a slip of the finger from filling the memory of a run.`,
  message: ({ what, value, least, most }) =>
    `\`${what} ${value}\` is not possible. It is a number from ${least} to ${most}.`,
  failing: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
  partitions 0
  //         ^ error EVF2208 from 1 to 10000
}`,
  mended: `
event OrderPlaced { orderId: uuid }

topic orders {
  carries OrderPlaced
  partitions 1
}`,
});
