import type { Value } from '../../model/types.ts';
import type { Expression, GivenState } from '../../syntax/tree.ts';
import { assignPlace, compilePlace } from '../compile/assignment.ts';
import type { MutableData, Program } from '../program.ts';
import type { Run } from '../run.ts';
import { withoutNull } from '../values/compare.ts';
import type { Evaluator } from './evaluator.ts';
import { LineFailure } from './result.ts';

/**
 * `given Inventory.stock["tea"] = 5`, `given Accounts["a"] = { balance: 5 }`: sets a place in the state of a part, or
 * all of it; it must be valid then.
 */
export function setState(line: GivenState, evaluator: Evaluator, program: Program, run: Run): void {
  const { part, key } = rowOf(line.target, evaluator);
  const consumer = program.parts.find(({ info }) => info.key === part);
  if (consumer?.aggregate) {
    const message = `The state of ${evaluator.partText(part)} follows from its events alone. Give these: \`given Event { … }\`.`;
    throw new LineFailure({ message });
  }
  const state = run.openState(part, key && evaluator.value(key));
  if (!consumer || !state) throw new LineFailure({ message: `There is no state of ${evaluator.partText(part)}.` });
  const value = evaluator.value(line.value, evaluator.typeOf(line.target));
  if (isRow(line.target, evaluator)) replaceState(state, value);
  else assignPlace(evaluator.frame(state), compilePlace(line.target, evaluator.context), value, line);
  const findings = consumer.checkState(state);
  if (findings) {
    throw new LineFailure({
      message: `The state of ${consumer.info.name} cannot be so: ${findings.join('; ')}.`,
    });
  }
}

function isRow(target: Expression, evaluator: Evaluator): boolean {
  const { kind } = withoutNull(evaluator.typeOf(target));
  return kind === 'row' || kind === 'part';
}

function replaceState(state: MutableData, value: Value): void {
  for (const name of Object.keys(state)) delete state[name];
  Object.assign(state, value);
}

/** The part, and the key of the row, that a place in a state begins with. */
function rowOf(target: Expression, evaluator: Evaluator): { part: string; key: Expression | undefined } {
  for (let node = target; ; ) {
    const type = withoutNull(evaluator.typeOf(node));
    if (type.kind === 'part') return { part: type.key, key: undefined };
    if (node.kind === 'index' && type.kind === 'row') return { part: type.part, key: node.index };
    if (node.kind !== 'member' && node.kind !== 'index') {
      throw new LineFailure({ message: 'This is no place in the state of a part.' });
    }
    node = node.object;
  }
}
