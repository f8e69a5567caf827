import { checkChoices } from './declarations/choices.ts';
import { DeclarationContext } from './declarations/context.ts';
import { checkFields } from './declarations/fields.ts';
import { checkKeys } from './declarations/keys.ts';
import { checkName } from './declarations/names.ts';
import { checkOptions } from './declarations/options.ts';
import { checkParameters } from './declarations/parameters.ts';
import { checkRepeats } from './declarations/repeats.ts';
import { checkSteps } from './declarations/steps.ts';
import { checkUpcasts } from './declarations/upcasts.ts';
import type { Entity } from './entities.ts';
import type { Project } from './project.ts';
import { Findings } from './structure.ts';

const CHECKS: readonly ((cx: DeclarationContext) => void)[] = [
  checkName,
  checkFields,
  checkUpcasts,
  checkChoices,
  checkOptions,
  checkKeys,
  checkRepeats,
  checkParameters,
  checkSteps,
];

/** What is wrong with a declaration and what its names stand for; bodies are another matter. */
export function checkDeclaration(project: Project, entity: Entity): Findings {
  const findings = new Findings();
  const known = [project.shapeOf(entity)?.findings, project.stateFindings(entity), project.usageOf(entity).findings];
  for (const found of known) if (found) findings.add(found);
  const cx = new DeclarationContext(project, entity, findings);
  for (const check of CHECKS) check(cx);
  return findings;
}
