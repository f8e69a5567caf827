import { rule } from './rule.ts';

export const compactWithoutKey = rule({
  code: 'EVF2210',
  severity: 'error',
  title: 'A compacted topic without a key',
  explanation: `
\`compact\` keeps the last message of each key and removes those before it. Messages without a key cannot be
compacted.`,
  message: ({ topic }) =>
    `\`compact\` keeps the last message of each key, but ${topic} has no key. Add \`key\` with the field that it is.`,
  failing: `
document Product { sku: string, price: decimal }

topic products {
  carries Product
  compact
  // <- error EVF2210 products has no key
}`,
  mended: `
document Product { sku: string, price: decimal }

topic products {
  carries Product
  key sku
  compact
}`,
});
