import type { Compensate, Parallel, Saga, Statement, Step, Target, Wait } from '../../syntax/tree.ts';
import { nearest } from '../nearest.ts';
import type { DeclarationContext } from './context.ts';

/** Where a saga goes from: the steps that may be gone to, and the words that end something. */
interface Reachable {
  readonly steps: ReadonlyMap<string, Step | Parallel>;
  readonly endings: readonly string[];
}

/** The steps that a saga goes to are there. */
export function checkSteps(cx: DeclarationContext): void {
  const { node } = cx.entity;
  if (node.kind !== 'saga') return;
  const outer = { steps: stepsOf(node), endings: ['done'] };
  for (const item of node.items) {
    if (item.kind === 'step') checkStep(cx, item, outer);
    if (item.kind !== 'parallel') continue;
    const steps = new Map([...outer.steps, ...item.steps.map((step) => [step.name.text, step] as const)]);
    for (const step of item.steps) checkStep(cx, step, { steps, endings: ['joined', 'done'] });
    checkTarget(cx, item.target, outer);
  }
}

function stepsOf(saga: Saga): Map<string, Step | Parallel> {
  const steps = saga.items.filter((item) => item.kind === 'step' || item.kind === 'parallel');
  return new Map(steps.map((step) => [step.name.text, step]));
}

function checkStep(cx: DeclarationContext, step: Step, reachable: Reachable): void {
  for (const item of step.items) {
    if (item.kind === 'compensate') {
      for (const inner of item.items) checkItem(cx, inner, { ...reachable, endings: ['compensated'] });
    } else checkItem(cx, item, reachable);
  }
}

function checkItem(cx: DeclarationContext, item: Wait | Compensate | Statement, reachable: Reachable): void {
  if (item.kind === 'waitOn' || item.kind === 'waitAfter') checkTarget(cx, item.target, reachable);
}

function checkTarget(cx: DeclarationContext, target: Target | undefined, { steps, endings }: Reachable): void {
  if (target?.kind !== 'stepTarget' || target.name.text === '') return;
  const { name } = target;
  const step = steps.get(name.text);
  if (step) return cx.target(name, { kind: 'step', node: step });
  if (endings.includes(name.text)) return;
  const known = [...steps.keys(), ...endings].filter((word) => word !== '');
  cx.report('EVF2011', name, { name: name.text, saga: cx.entity.name, known, similar: nearest(name.text, known) });
}
