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

/** A file without its imports and the note that it is copied. */
function bare(file: string): string {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return text
    .replace(/^import [^;]*;\n/gm, '')
    .replace(/^\/\/ Generated code carries .*\n(?:\/\/.*\n)*/gm, '')
    .trim();
}

test('the code that generated code carries is in step with its sources (`npx vitest run -u` renews it)', async () => {
  const texts = FILES.map((file) => `  ${JSON.stringify(bare(file))},\n`);
  const head = '// biome-ignore-all format: made by support.test.ts from the files that it names\n';
  await expect(
    `${head}/** One module: the files that generated code carries. */\nexport const SUPPORT = [\n${texts.join('')}].join('\\n\\n');\n`,
  ).toMatchFileSnapshot('./supportText.ts');
});
