import type { Entity } from './entities.ts';
import type { Project } from './project.ts';
import { Findings } from './structure.ts';

/** What is wrong with a declaration, and what its names stand for; bodies and defaults' types are another matter. */
export type Checked = Findings;

export function checkDeclaration(project: Project, entity: Entity): Checked {
  const findings = new Findings();
  const known = [project.shapeOf(entity)?.findings, project.stateFindings(entity), project.usageOf(entity).findings];
  for (const found of known) if (found) findings.add(found);
  return findings;
}
