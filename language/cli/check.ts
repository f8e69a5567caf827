import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { diagnosticsOf, loadProjects } from './projects.ts';
import { hasErrors, report } from './report.ts';

export const check: Command = {
  name: 'check',
  summary: 'Says what is wrong with a project.',
  help: 'Prints every error, warning and hint with its place.\n',
  options: {},
  async run(call) {
    const found = (await loadProjects(call.path)).flatMap(diagnosticsOf);
    call.print(report(found, call.format));
    return hasErrors(found) ? ERRORS_FOUND : OK;
  },
};
