import type { Entity } from '../model/entities.ts';
import { type SagaExit, type SagaGraph, type SagaStep, sagaGraph } from '../model/sagas/graph.ts';
import { shortestWay } from '../model/sagas/ways.ts';
import type { Saga } from '../syntax/tree.ts';
import type { Place } from './rule.ts';

/** A saga of a file, with its graph. */
export interface SagaHere {
  readonly entity: Entity<Saga>;
  readonly graph: SagaGraph;
}

export function* sagasIn({ file }: Place): Iterable<SagaHere> {
  for (const entity of file.entities) {
    if (entity.node.kind === 'saga') yield { entity: entity as Entity<Saga>, graph: sagaGraph(entity.node) };
  }
}

export function stepsOf({ stages }: SagaGraph): SagaStep[] {
  return stages.flatMap(({ steps }) => steps);
}

/** Whether an exit leaves a pivot behind that has done what it does; its own aborts say that it has not. */
export function passesPivot({ affected, step, to }: SagaExit): boolean {
  return affected.some((one) => one.node.pivot && (one !== step || to.kind !== 'abort'));
}

/** Whether an instance may have passed the pivot when it comes to a step. */
export function isBehindPivot({ graph }: SagaHere, step: SagaStep): boolean {
  const way =
    graph.first &&
    shortestWay(graph.first, {
      marks: passesPivot,
      isGoal: ({ to }, marked) => marked && to.kind === 'stage' && to.stage.steps.includes(step),
    });
  return way !== undefined;
}

/** Whether some arrow leads nowhere, or a step has none: what follows from that is not reported again. */
export function hasLooseEnds({ stages }: SagaGraph): boolean {
  return stages.some(
    ({ steps, exits }) => steps.some(({ waits }) => waits.length === 0) || exits.some(({ to }) => to.kind === 'astray'),
  );
}
