import type {
  Compensate,
  Emit,
  Node,
  Parallel,
  Saga,
  Step,
  Target,
  Wait,
  WaitAfter,
  WaitOn,
} from '../../syntax/tree.ts';
import { walk } from '../../syntax/walk.ts';

/** A saga as states and the ways between them, as its text alone says: each state is a stage, each way an exit. */
export interface SagaGraph {
  readonly node: Saga;
  /** Where an instance begins; undefined in a saga without steps. */
  readonly first: SagaStage | undefined;
  /** In the order in which they are written. */
  readonly stages: readonly SagaStage[];
}

/** What an instance is in: one step, or all steps of a `parallel` at once. */
export interface SagaStage {
  readonly name: string;
  readonly node: Step | Parallel;
  readonly steps: readonly SagaStep[];
  readonly exits: readonly SagaExit[];
}

export interface SagaStep {
  readonly name: string;
  readonly node: Step;
  readonly parallel: Parallel | undefined;
  /** What it may send or say at once, under a condition or not; then what the blocks behind its replies do. */
  readonly sends: readonly Emit[];
  readonly waits: readonly Wait[];
  readonly compensation: SagaCompensation | undefined;
}

export interface SagaCompensation {
  readonly node: Compensate;
  readonly sends: readonly Emit[];
  readonly waits: readonly Wait[];
}

/** One way out of a stage. */
export interface SagaExit {
  /** The step that takes it; undefined where all steps of a `parallel` have joined. */
  readonly step: SagaStep | undefined;
  readonly cause: 'reply' | 'rejected' | 'timeout' | 'joined';
  /** The wait, or the `parallel`. */
  readonly node: Wait | Parallel;
  readonly target: Target | undefined;
  readonly to: SagaGoal;
  /** The steps that have done what they send when it is taken, or may have: their answer never came. */
  readonly affected: readonly SagaStep[];
}

/** Where an exit leads. `astray`: a step that one cannot go to from here. */
export type SagaGoal =
  | { readonly kind: 'stage'; readonly stage: SagaStage }
  | { readonly kind: 'done' | 'abort' | 'parked' | 'joined' | 'astray' };

const known = new WeakMap<Saga, SagaGraph>();

export function sagaGraph(node: Saga): SagaGraph {
  let graph = known.get(node);
  if (!graph) known.set(node, (graph = build(node)));
  return graph;
}

/** Exits that lead to a stage are filled in once all stages are there. */
interface Draft extends SagaStage {
  readonly exits: SagaExit[];
}

function build(node: Saga): SagaGraph {
  const stages = new Map<string, Draft>();
  for (const item of node.items) {
    if (item.kind !== 'step' && item.kind !== 'parallel') continue;
    const { text } = item.name;
    if (text === '' || stages.has(text)) continue;
    const steps = item.kind === 'step' ? [stepOf(item, undefined)] : namedOnce(item);
    stages.set(text, { name: text, node: item, steps, exits: [] });
  }
  for (const stage of stages.values()) {
    if (stage.node.kind === 'parallel') stage.exits.push(joined(stage.node, stage.steps, stages));
    for (const step of stage.steps) for (const wait of step.waits) stage.exits.push(exitOf(stage, step, wait, stages));
  }
  const all = [...stages.values()];
  return { node, first: all[0], stages: all };
}

function namedOnce(parallel: Parallel): SagaStep[] {
  const steps = new Map<string, SagaStep>();
  for (const step of parallel.steps) {
    const { text } = step.name;
    if (text !== '' && !steps.has(text)) steps.set(text, stepOf(step, parallel));
  }
  return [...steps.values()];
}

function stepOf(node: Step, parallel: Parallel | undefined): SagaStep {
  const compensate = node.items.find((item): item is Compensate => item.kind === 'compensate');
  return {
    name: node.name.text,
    node,
    parallel,
    ...contentOf(node.items),
    compensation: compensate && { node: compensate, ...contentOf(compensate.items) },
  };
}

function contentOf(items: readonly (Step['items'][number] | Compensate['items'][number])[]) {
  const waits = items.filter((item): item is Wait => isWait(item));
  const statements = items.filter((item) => !isWait(item) && item.kind !== 'compensate');
  return { waits, sends: [...statements, ...waits].flatMap(emitsIn) };
}

function isWait(item: Node): item is Wait {
  return item.kind === 'waitOn' || item.kind === 'waitAfter';
}

function emitsIn(node: Node): Emit[] {
  const found: Emit[] = [];
  walk(node, (inner) => {
    if (inner.kind === 'emit') found.push(inner);
  });
  return found;
}

function joined(node: Parallel, steps: readonly SagaStep[], stages: ReadonlyMap<string, SagaStage>): SagaExit {
  const { target } = node;
  return { step: undefined, cause: 'joined', node, target, to: goalOf(target, stages), affected: steps };
}

function exitOf(stage: SagaStage, step: SagaStep, wait: Wait, stages: ReadonlyMap<string, SagaStage>): SagaExit {
  const cause = causeOf(wait);
  const goal: SagaGoal =
    wait.kind === 'waitAfter' && wait.retry && !wait.target ? { kind: 'parked' } : goalOf(wait.target, stages);
  const others = stage.steps.filter((other) => other !== step);
  // A reply that aborts says that the step has not done it.
  const isAffected = cause === 'timeout' || (cause === 'reply' && goal.kind !== 'abort');
  const affected = isAffected ? [...others, step] : others;
  return { step, cause, node: wait, target: wait.target, to: goal, affected };
}

function causeOf(wait: Wait): SagaExit['cause'] {
  if (wait.kind === 'waitAfter') return 'timeout';
  return wait.message ? 'reply' : 'rejected';
}

function goalOf(target: Target | undefined, stages: ReadonlyMap<string, SagaStage>): SagaGoal {
  if (!target) return { kind: 'astray' };
  if (target.kind === 'abortTarget') return { kind: 'abort' };
  const { text } = target.name;
  const stage = stages.get(text);
  if (stage) return { kind: 'stage', stage };
  return text === 'done' || text === 'joined' ? { kind: text } : { kind: 'astray' };
}

/** Where a reader looks for the cause of an exit: the reply, the word `rejected`, the delay, the name of a `parallel`. */
export function placeOfExit({ node }: SagaExit): WaitOn['message'] | WaitAfter['delay'] | Node {
  if (node.kind === 'parallel') return node.name;
  if (node.kind === 'waitAfter') return node.delay ?? node;
  return node.message ?? node.as ?? node;
}

/** The names of all steps and parallels. */
export function stepNames({ stages }: SagaGraph): ReadonlySet<string> {
  return new Set(stages.flatMap(({ name, steps }) => [name, ...steps.map((step) => step.name)]));
}
