import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What generated code carries, in order; each may use those before it. */
const FILES = [
  '../../model/schema/numbers.ts',
  '../../model/schema/findings.ts',
  '../../model/schema/formats.ts',
  '../../model/schema/read.ts',
  'support/base64.ts',
  'support/arithmetic.ts',
  'support/values.ts',
  'support/message.ts',
  'support/handlers.ts',
];

/** The files as one module, without their imports and the notes that they are copied. */
function joined(): string {
  return FILES.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .map((text) =>
      text
        .replace(/^import .*;\n/gm, '')
        .replace(/^\/\/ Generated code carries .*\n(?:\/\/.*\n)*/gm, '')
        .trim(),
    )
    .join('\n\n');
}

test('the code that generated code carries is in step with its sources (`npx vitest run -u` renews it)', async () => {
  const text = joined().replace(/[`\\]|\$\{/g, '\\$&');
  await expect(
    `/** Made by support.test.ts from the sources that it names. */\nexport const SUPPORT = \`${text}\n\`;\n`,
  ).toMatchFileSnapshot('./supportText.ts');
});
