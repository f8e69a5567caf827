import { readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE } from '../language/check/catalogue.ts';
import { syntaxErrorPages } from '../language/syntax/errors.ts';
import { inRoot } from './paths.ts';

const PAGE = inRoot('docs/diagnostics.md');

interface Entry {
  readonly code: string;
  readonly title: string;
  readonly severity: string;
  readonly explanation: string;
  /** Absent where it would take a page. */
  readonly failing?: string;
  readonly mended?: string;
}

/** The page of all diagnostics, made from the rules' own words and examples. */
export function diagnosticsPage(): string {
  const syntax = syntaxErrorPages.map((page): Entry => ({ ...page, severity: 'error' }));
  const entries: Entry[] = [...syntax, ...CATALOGUE].sort((a, b) => (a.code < b.code ? -1 : 1));
  const contents = entries.map(({ code, title }) => `- [${code}](#${code.toLowerCase()}) ${title}`);
  return `# Diagnostics

Everything that evflow may say about a file, with an example that fails and the same one mended. To silence one, write
\`// evflow-ignore CODE: the reason\` on the line above.

${contents.join('\n')}

${entries.map(section).join('\n')}`;
}

function section({ code, title, severity, explanation, failing, mended }: Entry): string {
  return `## ${code}

**${title}** (${severity})

${explanation.trim()}
${failing ? `\n${fenced(failing)}\n` : ''}${mended ? `\nMended:\n\n${fenced(mended)}\n` : ''}`;
}

function fenced(code: string): string {
  return `\`\`\`evflow\n${code.trim().replaceAll('\0', '␀')}\n\`\`\``;
}

/** Whether the page in the checkout is the one that the rules give. */
export function isPageCurrent(): boolean {
  return readFileSync(PAGE, 'utf8') === diagnosticsPage();
}

export async function main(): Promise<number> {
  writeFileSync(PAGE, diagnosticsPage());
  console.log(`Wrote ${PAGE}`);
  return 0;
}
