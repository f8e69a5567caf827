import type { SagaExit, SagaGraph, SagaStage } from './graph.ts';

/** One exit on a way through a saga. */
export interface Passage {
  readonly stage: SagaStage;
  readonly exit: SagaExit;
}

export interface Search {
  /** Where the way ends: at this exit, when `marks` has said yes to it or to one before, or where nothing marks. */
  readonly isGoal: (exit: SagaExit, marked: boolean) => boolean;
  /** What a way must have passed for its goal to count. */
  readonly marks?: (exit: SagaExit) => boolean;
  /** Whether a way may go on through an exit; left out, through all. */
  readonly mayPass?: (exit: SagaExit) => boolean;
}

interface Reached {
  readonly stage: SagaStage;
  readonly marked: boolean;
  readonly before: { readonly reached: Reached; readonly exit: SagaExit } | undefined;
}

/** The shortest way from a stage to a goal, breadth first; undefined where none leads there. */
export function shortestWay(from: SagaStage, { isGoal, marks, mayPass }: Search): Passage[] | undefined {
  const seen = new Map<SagaStage, Set<boolean>>();
  const queue: Reached[] = [{ stage: from, marked: false, before: undefined }];
  for (const reached of queue) {
    const known = seen.get(reached.stage) ?? new Set();
    if (known.has(reached.marked)) continue;
    seen.set(reached.stage, known.add(reached.marked));
    for (const exit of reached.stage.exits) {
      const marked = reached.marked || (marks?.(exit) ?? false);
      if (isGoal(exit, marked)) return wayTo(reached, exit);
      if (exit.to.kind !== 'stage' || mayPass?.(exit) === false) continue;
      queue.push({ stage: exit.to.stage, marked, before: { reached, exit } });
    }
  }
  return undefined;
}

function wayTo(last: Reached, exit: SagaExit): Passage[] {
  const way: Passage[] = [{ stage: last.stage, exit }];
  for (let { before } = last; before; before = before.reached.before)
    way.unshift({ stage: before.reached.stage, exit: before.exit });
  return way;
}

/** The stages that an instance can come to, the first one included. */
export function reachableStages({ first }: SagaGraph): ReadonlySet<SagaStage> {
  return stagesFrom(first ? [first] : []);
}

export function stagesFrom(stages: readonly SagaStage[]): ReadonlySet<SagaStage> {
  const reached = new Set(stages);
  for (const { exits } of reached) for (const { to } of exits) if (to.kind === 'stage') reached.add(to.stage);
  return reached;
}
