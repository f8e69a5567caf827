import type { Type, Value } from '../../model/types.ts';
import type { Binary, Expression, Unary } from '../../syntax/tree.ts';
import { equality, ordering, withoutNull } from '../values/compare.ts';
import { arithmetic, isNumericKind, type NumericOperator } from '../values/numbers.ts';
import { isObject } from '../values/objects.ts';
import { type Context, type Evaluate, failure, typeOf } from './context.ts';
import { conversion } from './convert.ts';
import { compileBorrowed, compileExpression, type Step } from './expression.ts';

/** What a binary operator makes of its left operand; `??` leans to the right and is not one of them. */
export function operatorStep(node: Binary, context: Context): Step {
  switch (node.operator) {
    case 'and': {
      const right = compileExpression(node.right, context);
      return (left, frame) => left === true && right(frame) === true;
    }
    case 'or': {
      const right = compileExpression(node.right, context);
      return (left, frame) => left === true || right(frame) === true;
    }
    case '==':
    case '!=':
      return equalityStep(node, context);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return orderStep(node, node.operator, context);
    case 'in':
      return memberStep(node, context);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmeticStep(node, node.operator, context);
    case '??':
      throw new Error('`??` is no step');
  }
}

/** `a ?? b ?? c` leans to the right: the first operand that is not null, however many there are. */
export function compileCoalesce(node: Binary, context: Context): Evaluate {
  const type = typeOf(node, context);
  const operands: Evaluate[] = [];
  let rest: Expression = node;
  while (rest.kind === 'binary' && rest.operator === '??') {
    operands.push(compileExpression(rest.left, context, type));
    rest = rest.right;
  }
  operands.push(compileExpression(rest, context, type));
  return (frame) => {
    for (const operand of operands) {
      const value = operand(frame);
      if (value !== null) return value;
    }
    return null;
  };
}

/** `not a`, `-a` */
export function unaryStep(node: Unary, context: Context): Step {
  if (node.operator === 'not') return (value) => value !== true;
  const { kind } = withoutNull(typeOf(node, context));
  const { negate } = arithmetic(isNumericKind(kind) ? kind : 'decimal');
  return (value) => {
    try {
      return negate(value);
    } catch (error) {
      throw failure(error, node);
    }
  };
}

function equalityStep(node: Binary, context: Context): Step {
  const right = compileBorrowed(node.right, context);
  const same = equality(typeOf(node.left, context), typeOf(node.right, context), context.dereference);
  const expected = node.operator === '==';
  return (left, frame) => same(left, right(frame)) === expected;
}

/** Null is not ordered: a comparison with it is false. */
function orderStep(node: Binary, operator: '<' | '<=' | '>' | '>=', context: Context): Step {
  const right = compileExpression(node.right, context);
  const compare = ordering(typeOf(node.left, context), typeOf(node.right, context));
  const holds = HOLDS[operator];
  return (left, frame) => {
    const other = right(frame);
    return left !== null && other !== null && holds(compare(left, other));
  };
}

const HOLDS = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

/** `x in list`, or `key in map`. */
function memberStep(node: Binary, context: Context): Step {
  const right = compileBorrowed(node.right, context);
  const list = withoutNull(typeOf(node.right, context));
  const item: Type = list.kind === 'list' ? list.item : { kind: 'unknown' };
  const same = equality(typeOf(node.left, context), item, context.dereference);
  return (left, frame) => {
    const within = right(frame);
    if (Array.isArray(within)) return within.some((one) => same(left, one));
    return isObject(within) && left !== null && Object.hasOwn(within, String(left));
  };
}

function arithmeticStep(node: Binary, operator: NumericOperator, context: Context): Step {
  const type = typeOf(node, context);
  const operate = sumOperation(operator, type);
  const convert = conversion(typeOf(node.left, context), type);
  const right = compileExpression(node.right, context, type);
  return (left, frame) => {
    const other = right(frame);
    try {
      return operate(convert ? convert(left) : left, other);
    } catch (error) {
      throw failure(error, node);
    }
  };
}

/** What an operator does with two operands of the type of its result: numbers, or `+` of texts or lists. */
export function sumOperation(operator: NumericOperator, result: Type): (left: Value, right: Value) => Value {
  const { kind } = withoutNull(result);
  if (isNumericKind(kind)) return arithmetic(kind).operations[operator];
  if (kind === 'list') return (a, b) => [...((a ?? []) as readonly Value[]), ...((b ?? []) as readonly Value[])];
  return (a, b) => `${a ?? ''}${b ?? ''}`;
}
