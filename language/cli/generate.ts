import { relative } from 'node:path';
import { generateProject, OutputError, type ProjectOutput } from '../node/generateProject.ts';
import { type Command, ERRORS_FOUND, OK } from './command.ts';
import { type AskedProject, diagnosticsOf, loadProjects, shown } from './projects.ts';
import { report } from './report.ts';

export const generate: Command = {
  name: 'generate',
  summary: 'Writes typed TypeScript for a project.',
  help: `The folder is generate.typescript.out of evflow.json, "generated" if left out. Files that evflow did not write are
never touched; a project with errors is not generated.
`,
  options: {},
  async run(call) {
    const projects = await loadProjects(call.path);
    const errors = projects.flatMap(diagnosticsOf).filter(({ diagnostic }) => diagnostic.severity === 'error');
    if (errors.length > 0) {
      call.print(report(errors, call.format));
      return ERRORS_FOUND;
    }
    const outputs: { project: AskedProject; output: ProjectOutput }[] = [];
    try {
      for (const project of projects) outputs.push({ project, output: await generateProject(project.root, project.project, project.config) });
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      call.print(call.format === 'json' ? JSON.stringify({ error: error.message }) : error.message);
      return ERRORS_FOUND;
    }
    call.print(call.format === 'json' ? JSON.stringify(outputs.map(({ output }) => output), undefined, 2) : outputs.map(asText).join('\n'));
    return OK;
  },
};

function asText({ project: { project }, output: { out, written, deleted, kept, unchanged, problems } }: { project: AskedProject; output: ProjectOutput }): string {
  const folder = relative(process.cwd(), out) || '.';
  return [
    `${folder}: ${written.length} written, ${unchanged.length} unchanged, ${deleted.length} deleted`,
    ...kept.map((path) => `${folder}/${path} was changed by hand and is no longer generated: left where it is`),
    ...problems.map(({ uri, span, message }) => {
      const line = project.file(uri)?.lines.position(span.start).line ?? 0;
      return `${shown(uri)}:${line + 1} ${message}`;
    }),
  ].join('\n');
}
