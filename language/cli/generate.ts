import { generateProject, OutputError, type ProjectOutput } from '../node/generateProject.ts';
import { generateSchemas } from '../node/generateSchemas.ts';
import { type Command, ERRORS_FOUND, Misuse, OK } from './command.ts';
import { type AskedProject, diagnosticsOf, loadProjects, shownPath } from './projects.ts';
import { diagnosticJson, placeJson, placeText, reportText } from './report.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes typed TypeScript for a project, JSON Schemas and Avro schemas.',
  help: `The folders are generate.typescript.out, generate.jsonSchema.out and generate.avro.out of evflow.json; without any of
them TypeScript goes to "generated". Files that evflow did not write are never touched; a project with errors is not
generated.`,
  options: {},
  async run(call) {
    const projects = await loadProjects(call.path);
    const errors = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => diagnostic.severity === 'error');
    if (errors.length > 0) {
      call.print(reportText(errors), errors.map(diagnosticJson));
      return ERRORS_FOUND;
    }
    const outputs: Output[] = [];
    for (const project of projects) {
      for (const output of await generated(project)) outputs.push({ project, output });
    }
    call.print(outputs.map(asText).join('\n'), outputs.map(asJson));
    return OK;
  },
};

interface Output {
  readonly project: AskedProject;
  readonly output: ProjectOutput;
}

async function generated({ root, project, config }: AskedProject): Promise<ProjectOutput[]> {
  const { generate: targets } = config;
  try {
    const schemas = await generateSchemas(root, project, config);
    const isWithTypeScript = targets.typescript !== undefined || Object.keys(targets).length === 0;
    const typescript = isWithTypeScript ? [await generateProject(root, project, config)] : [];
    return [...typescript, ...schemas];
  } catch (error) {
    throw error instanceof OutputError ? new Misuse(error.message) : error;
  }
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
