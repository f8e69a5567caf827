import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format as formatText } from '../syntax/print.ts';
import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { loadProjects, shown } from './projects.ts';

type Outcome = 'formatted' | 'unchanged' | 'has syntax errors';

export const format: Command = {
  name: 'format',
  summary: 'Formats the .evflow files of a project.',
  help: `Rewrites files in place; files with syntax errors are left as they are.

  --check              writes nothing; exits with 1 where a file is not formatted`,
  options: { check: { type: 'boolean' } },
  async run(call) {
    const outcomes: { path: string; outcome: Outcome }[] = [];
    for (const { project, asked } of await loadProjects(call.path)) {
      for (const uri of asked) {
        const outcome = await formatFile(uri, project.file(uri)?.text ?? '', call.options.check === true);
        outcomes.push({ path: shown(uri), outcome });
      }
    }
    call.print(call.format === 'json' ? JSON.stringify(outcomes, undefined, 2) : asText(outcomes, call.options.check === true));
    const failed = outcomes.some(({ outcome }) => outcome === 'has syntax errors' || (call.options.check === true && outcome === 'formatted'));
    return failed ? ERRORS_FOUND : OK;
  },
};

async function formatFile(uri: string, text: string, checkOnly: boolean): Promise<Outcome> {
  const formatted = formatText(text);
  if (formatted === undefined) return 'has syntax errors';
  if (formatted === text) return 'unchanged';
  if (!checkOnly) await writeFile(fileURLToPath(uri), formatted);
  return 'formatted';
}

function asText(outcomes: readonly { path: string; outcome: Outcome }[], checkOnly: boolean): string {
  const told = outcomes.filter(({ outcome }) => outcome !== 'unchanged');
  const verb = (outcome: Outcome) => (checkOnly && outcome === 'formatted' ? 'is not formatted' : outcome);
  return [...told.map(({ path, outcome }) => `${path}: ${verb(outcome)}`), `${outcomes.length} files, ${told.length} told above`].join('\n');
}
