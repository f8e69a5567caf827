import type { Expression, GivenState } from '../../syntax/tree.ts';
import { assignPlace, compilePlace } from '../compile/assignment.ts';
import { targetOf } from '../compile/context.ts';
import type { Program } from '../program.ts';
import type { Run } from '../run.ts';
import type { Evaluator } from './evaluator.ts';
import { LineFailure, notBuilt } from './result.ts';

/** `given Inventory.stock["tea"] = 5`: sets a place in the state of a part, which must still be valid then. */
export function setState(line: GivenState, evaluator: Evaluator, program: Program, run: Run): void {
  const { part, key } = rowOf(line.target, evaluator);
  const consumer = program.consumers.find(({ info }) => info.key === part);
  if (!consumer) throw notBuilt(`The state of ${part.split('.').at(-1)}`);
  const keyValue = key && evaluator.value(key);
  const state = run.openState(part, keyValue);
  if (!state) throw notBuilt(`The state of ${consumer.info.name}`);
  const value = evaluator.value(line.value, evaluator.typeOf(line.target));
  assignPlace(evaluator.frame(state), compilePlace(line.target, evaluator.context), value, line);
  const findings = consumer.checkState(state);
  if (findings) {
    throw new LineFailure({
      kind: 'failed',
      message: `The state of ${consumer.info.name} cannot be so: ${findings.join('; ')}.`,
    });
  }
}

/** The part, and the key of the row, that a place in a state begins with. */
function rowOf(target: Expression, { context }: Evaluator): { part: string; key: Expression | undefined } {
  for (let node = target; ; ) {
    const meant = targetOf(node, context);
    if (meant?.kind === 'state' && node.kind === 'member') {
      return { part: meant.part, key: node.object.kind === 'index' ? node.object.index : undefined };
    }
    if (node.kind !== 'member' && node.kind !== 'index') {
      throw new LineFailure({ kind: 'failed', message: 'This is no place in the state of a part.' });
    }
    node = node.object;
  }
}
