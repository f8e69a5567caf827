import { generateProject, OutputError, type ProjectOutput } from '../node/generateProject.ts';
import { type Command, ERRORS_FOUND, Misuse, OK } from './command.ts';
import { type AskedProject, diagnosticsOf, loadProjects, shownPath } from './projects.ts';
import { diagnosticJson, placeJson, placeText, reportText } from './report.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes typed TypeScript for a project.',
  help: `The folder is generate.typescript.out of evflow.json, "generated" if left out. Files that evflow did not write are
never touched; a project with errors is not generated.`,
  options: {},
  async run(call) {
    const projects = await loadProjects(call.path);
    const errors = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => diagnostic.severity === 'error');
    if (errors.length > 0) {
      call.print(reportText(errors), errors.map(diagnosticJson));
      return ERRORS_FOUND;
    }
    const outputs: Output[] = [];
    for (const project of projects) outputs.push({ project, output: await generated(project) });
    call.print(outputs.map(asText).join('\n'), outputs.map(asJson));
    return OK;
  },
};

interface Output {
  readonly project: AskedProject;
  readonly output: ProjectOutput;
}

async function generated({ root, project, config }: AskedProject): Promise<ProjectOutput> {
  return generateProject(root, project, config).catch((error) => {
    throw error instanceof OutputError ? new Misuse(error.message) : error;
  });
}

function asText({ project: { project }, output }: Output): string {
  const folder = shownPath(output.out);
  const { written, unchanged, deleted, kept, problems } = output;
  return [
    `${folder}: ${written.length} written, ${unchanged.length} unchanged, ${deleted.length} deleted`,
    ...kept.map((path) => `${folder}/${path} was changed by hand and is no longer generated: left where it is`),
    ...problems.map(({ uri, span, message }) => `${placeText(uri, span, project.file(uri)?.lines)} ${message}`),
  ].join('\n');
}

function asJson({ project: { project }, output }: Output) {
  const { written, unchanged, deleted, kept } = output;
  const problems = output.problems.map(({ uri, span, message }) => ({
    message,
    ...placeJson(uri, span, project.file(uri)?.lines),
  }));
  return { folder: shownPath(output.out), written, unchanged, deleted, kept, problems };
}
