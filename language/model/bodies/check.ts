import type { SourceFile } from '../entities.ts';
import type { Report } from '../problem.ts';
import type { Project } from '../project.ts';
import type { Bindings } from '../types.ts';

/** Types the expressions and bodies of a file. */
export function checkBodies(_project: Project, _file: SourceFile, _report: Report): Bindings {
  return { types: new Map(), targets: new Map(), literals: new Map() };
}
