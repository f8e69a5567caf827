import { checkBodies } from './bodies/check.ts';
import { checkFile } from './checkFile.ts';
import type { Problem } from './problem.ts';
import type { Project } from './project.ts';
import { Findings } from './structure.ts';
import type { Bindings } from './types.ts';

/** What the names and expressions of a file mean, and what is wrong with them. */
export interface Analysis {
  readonly bindings: Bindings;
  readonly problems: readonly Problem[];
}

const NOTHING: Analysis = { bindings: { types: new Map(), targets: new Map(), literals: new Map() }, problems: [] };

export function analyse(project: Project, uri: string): Analysis {
  const file = project.file(uri);
  if (!file) return NOTHING;
  const findings = new Findings();
  findings.add(checkFile(project, file));
  for (const entity of file.entities) findings.add(project.checked(entity));
  const bodies = checkBodies(project, file, findings.report);
  for (const [node, target] of bodies.targets) findings.targets.set(node, target);
  return { bindings: { ...bodies, targets: findings.targets }, problems: findings.problems };
}
