import type { Entity, SourceFile } from '../entities.ts';
import type { Problem, Report } from '../problem.ts';
import type { Project } from '../project.ts';
import { memo } from '../tracked.ts';
import type { Bindings } from '../types.ts';
import { Checker, type Observer } from './checker.ts';
import { bindConstants } from './constants.ts';
import { checkPart } from './handlers.ts';
import { checkSaga } from './sagas.ts';
import { checkScenario } from './scenarios.ts';
import { checkUpcasts } from './upcasts.ts';

interface Checked {
  readonly bindings: Bindings;
  readonly problems: readonly Problem[];
}

const known = new WeakMap<Project, (entity: Entity) => Checked>();

/**
 * Types every expression of a file and finds out what each name in it stands for. Each declaration is looked at by
 * itself and kept until something that it depends on changes. Never throws, whatever the tree lacks.
 */
export function checkBodies(project: Project, file: SourceFile, report: Report): Bindings {
  const whole: Mutable = { types: new Map(), targets: new Map(), literals: new Map() };
  for (const entity of file.entities) {
    const { bindings, problems } = bodiesOf(project, entity);
    for (const found of problems) report(found);
    for (const [node, type] of bindings.types) whole.types.set(node, type);
    for (const [node, target] of bindings.targets) whole.targets.set(node, target);
    for (const [node, plan] of bindings.literals) whole.literals.set(node, plan);
  }
  return whole;
}

/** The same for one declaration. The same object until something that it depends on has changed. */
export function bodiesOf(project: Project, entity: Entity): Checked {
  let checked = known.get(project);
  if (!checked) known.set(project, (checked = memo((one: Entity) => checkEntity(project, one))));
  return checked(entity);
}

type Mutable = { [K in keyof Bindings]: Bindings[K] extends ReadonlyMap<infer N, infer V> ? Map<N, V> : never };

function checkEntity(project: Project, entity: Entity): Checked {
  const problems: Problem[] = [];
  const cx = checkDeclaration(project, entity, (found) => problems.push(found));
  return { bindings: { types: cx.types, targets: cx.targets, literals: cx.literals }, problems };
}

/** Checks one declaration; `observe` is told of every place that has a scope. */
export function checkDeclaration(project: Project, entity: Entity, report: Report, observe?: Observer): Checker {
  const cx = new Checker(project, entity.file, report, observe);
  const { node } = entity;
  bindConstants(cx, entity);
  switch (node.kind) {
    case 'consumer':
    case 'aggregate':
    case 'projection':
      checkPart(cx, entity, node);
      break;
    case 'saga':
      checkSaga(cx, entity, node);
      break;
    case 'message':
      checkUpcasts(cx, entity, node);
      break;
    case 'scenario':
      checkScenario(cx, node);
  }
  return cx;
}
