import { rule } from './rule.ts';

export const badSetting = rule({
  code: 'EVF2903',
  severity: 'error',
  title: 'A setting in evflow.json that cannot be read',
  explanation: `
evflow.json is JSON (comments are allowed) with \`name\`, \`generate\`, \`brokers\`, \`assignor\` (\`range\` or
\`cooperative-sticky\`) and \`baseline\`. Everything may be left out, and the whole file, too; \`{ "generate": { "typescript": { "out": "generated" } } }\` says where the generated
code goes.

A setting that cannot be read is left aside, and the rest of the project works without it.`,
  message: ({ why }) => why,
  failing: `
// file: evflow.json
{
  "brokers": 0
  //         ^ error EVF2903 \`brokers\` is a whole number, 1 or more.
}
// file: orders.evflow
event OrderPlaced { orderId: uuid }`,
  mended: `
// file: evflow.json
{
  "brokers": 3
}
// file: orders.evflow
event OrderPlaced { orderId: uuid }`,
});
