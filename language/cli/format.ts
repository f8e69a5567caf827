import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format as formatText } from '../syntax/print.ts';
import { asMisuse, type Command, ERRORS_FOUND, OK } from './command.ts';
import { loadProjects, shown } from './projects.ts';
import { counted } from './report.ts';

type Outcome = 'formatted' | 'not formatted' | 'unchanged' | 'has syntax errors' | 'is no UTF-8 text';

interface Formatted {
  readonly path: string;
  readonly outcome: Outcome;
}

export const format: Command = {
  name: 'format',
  summary: 'Formats the .evflow files of a project.',
  help: `Rewrites files in place; files with syntax errors are left as they are, and exit with 1.

  --check              writes nothing; exits with 1 where a file is not formatted`,
  options: { check: { type: 'boolean' } },
  async run(call) {
    const outcomes: Formatted[] = [];
    for (const { project, asked } of await loadProjects(call.path)) {
      for (const uri of asked) {
        const outcome = await formatFile(uri, project.file(uri)?.text ?? '', call.options.check === true);
        outcomes.push({ path: shown(uri), outcome });
      }
    }
    call.print(asText(outcomes), outcomes);
    return outcomes.every(({ outcome }) => outcome === 'formatted' || outcome === 'unchanged') ? OK : ERRORS_FOUND;
  },
};

/** What cannot be read as text is left alone: written back, it would be something else. */
async function formatFile(uri: string, text: string, checkOnly: boolean): Promise<Outcome> {
  const path = fileURLToPath(uri);
  if (!(await holds(path, text))) return 'is no UTF-8 text';
  const formatted = formatText(text);
  if (formatted === undefined) return 'has syntax errors';
  if (formatted === text) return 'unchanged';
  if (checkOnly) return 'not formatted';
  await replace(path, formatted).catch((error) => {
    throw asMisuse(error, `${shown(uri)} cannot be written`);
  });
  return 'formatted';
}

async function holds(path: string, text: string): Promise<boolean> {
  const bytes = await readFile(path).catch((error) => {
    throw asMisuse(error, `${path} cannot be read`);
  });
  return Buffer.from(text).equals(bytes);
}

/** Writes the new text beside the file and renames it, so that at no moment half a file is there. */
async function replace(link: string, text: string): Promise<void> {
  const path = await realpath(link);
  const beside = `${path}.${process.pid}.evflow-new`;
  try {
    await writeFile(beside, text, { flag: 'wx', mode: (await stat(path)).mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
}

function asText(outcomes: readonly Formatted[]): string {
  const told = outcomes.filter(({ outcome }) => outcome !== 'unchanged');
  const lines = told.map(({ path, outcome }) => `${path}: ${outcome}`);
  const formatted = told.filter(({ outcome }) => outcome === 'formatted').length;
  const counts = [`${formatted} formatted`, `${outcomes.length - told.length} unchanged`];
  const left = told.length - formatted;
  return [
    ...lines,
    `${counted(outcomes.length, 'file')}: ${[...counts, ...(left > 0 ? [`${left} not`] : [])].join(', ')}`,
  ].join('\n');
}
