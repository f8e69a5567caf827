import type { Project } from '../model/project.ts';
import { diagnose } from './diagnose.ts';

/** The first error of a project with its place, for whoever must refuse to go on; undefined where there is none. */
export function firstError(project: Project): string | undefined {
  for (const uri of project.uris) {
    const error = diagnose(project, uri).find(({ severity }) => severity === 'error');
    const line = error && project.file(uri)?.lines.position(error.span.start).line;
    if (error && line !== undefined)
      return `${decodeURI(uri.slice(uri.lastIndexOf('/') + 1))}:${line + 1}: ${error.message} (${error.code})`;
  }
  return undefined;
}
