import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { diagnosticsOf, loadProjects } from './projects.ts';
import { diagnosticJson, hasErrors, reportText } from './report.ts';

export const check: Command = {
  name: 'check',
  summary: 'Says what is wrong with a project.',
  help: 'Prints every error, warning and hint with its place. With one file, only what is found in it.',
  options: {},
  async run(call) {
    const found = (await loadProjects(call.path)).flatMap(diagnosticsOf);
    call.print(reportText(found), found.map(diagnosticJson));
    return hasErrors(found) ? ERRORS_FOUND : OK;
  },
};
