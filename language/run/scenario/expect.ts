import type { Binary, Expect, Expression } from '../../syntax/tree.ts';
import { targetOf } from '../compile/context.ts';
import type { Run } from '../run.ts';
import type { Evaluator } from './evaluator.ts';
import { historyOf } from './history.ts';
import { type Failure, LineFailure } from './result.ts';

type Explanation = Pick<Failure, 'message' | 'expected' | 'actual'>;

/** Checks an `expect` at this instant; throws a `LineFailure` that says what is the case instead. */
export function checkExpect(line: Expect, evaluator: Evaluator, run: Run): void {
  if (line.status) return checkStatus(line, line.status.text, evaluator, run);
  if (evaluator.value(line.value) === true) return;
  throw new LineFailure({ ...explain(line.value, evaluator) });
}

/** `expect Checkout[k] is done` */
function checkStatus({ value }: Expect, expected: string, evaluator: Evaluator, run: Run): void {
  const row = value.kind === 'parenthesized' ? value.value : value;
  const part = row.kind === 'index' ? evaluator.typeOf(row.object) : undefined;
  if (row.kind !== 'index' || part?.kind !== 'part')
    throw new LineFailure({ message: `${evaluator.source(value)} has no status.` });
  const key = evaluator.value(row.index);
  const actual = run.saga(part.key)?.instance(key)?.shownStatus ?? run.choreography(part.key)?.instance(key)?.status;
  if (actual === expected) return;
  const text = evaluator.source(value);
  const message = actual
    ? [`${text} is ${actual}, not ${expected}.`, ...historyOf(run, part.key, key, evaluator.text)].join('\n')
    : `There is no ${text}: nothing has started it.`;
  throw new LineFailure({
    message,
    expected: `${text} is ${expected}`,
    actual: `${text} is ${actual ?? 'not there'}`,
  });
}

/** Why an expression does not hold: of a chain of `and`, the first operand that does not; of one of `or`, none does. */
function explain(node: Expression, evaluator: Evaluator): Explanation {
  if (node.kind === 'parenthesized') return explain(node.value, evaluator);
  if (node.kind === 'binary' && node.operator === 'and') {
    const failing = operandsOf(node).find((operand) => evaluator.value(operand) !== true);
    return explain(failing ?? node.right, evaluator);
  }
  if (node.kind === 'binary' && node.operator === 'or') {
    return {
      message: operandsOf(node)
        .map((operand) => explain(operand, evaluator).message)
        .join('\n'),
    };
  }
  if (node.kind === 'binary' && COMPARISONS.has(node.operator)) return explainComparison(node, evaluator);
  return { message: `${evaluator.source(node)} does not hold.${subjectText(node, evaluator)}` };
}

/** The operands of a chain of one operator. */
function operandsOf(node: Binary): Expression[] {
  const operands: Expression[] = [];
  let left: Expression = node;
  for (; left.kind === 'binary' && left.operator === node.operator; left = left.left) operands.push(left.right);
  return [left, ...operands.reverse()];
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);

function explainComparison({ left, right, operator }: Binary, evaluator: Evaluator): Explanation {
  const sides = [left, right].map((node) => ({ text: evaluator.source(node), value: valueText(node, evaluator) }));
  const [first, second] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const values = sides.filter(({ text, value }) => text !== value).map(({ text, value }) => `${text} is ${value}`);
  const written = `${first.text} ${operator} ${second.text}`;
  return {
    message: `${written} does not hold${values.length > 0 ? `: ${values.join(', ')}` : ''}.`,
    expected: operator === '==' ? `${first.text} == ${second.value}` : written,
    actual: operator === '==' ? `${first.text} == ${first.value}` : values.join(', '),
  };
}

/** What the method of a failing `list.isEmpty` or `list.any(…)` looks at. */
function subjectText(node: Expression, evaluator: Evaluator): string {
  const member = node.kind === 'call' ? node.callee : node;
  if (member.kind !== 'member') return '';
  return ` ${evaluator.source(member.object)} is ${valueText(member.object, evaluator)}.`;
}

function valueText(node: Expression, evaluator: Evaluator): string {
  if (isSensitive(node, evaluator)) return '(hidden)';
  return evaluator.text.value(evaluator.value(node), evaluator.typeOf(node));
}

/** Whether an expression reads a field that must not be shown, or something in it. */
function isSensitive(node: Expression, { context }: Evaluator): boolean {
  for (let at = node; ; ) {
    const target = targetOf(at, context);
    const field = target && 'field' in target && typeof target.field === 'object' ? target.field : undefined;
    if (field?.annotations.some(({ name }) => name.text === 'sensitive')) return true;
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'parenthesized') at = at.value;
    else if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'binary') at = at.left;
    else return false;
  }
}
