import type { Expression, Lambda } from '../../syntax/tree.ts';
import type { Target, Type } from '../types.ts';
import type { Checker } from './checker.ts';
import { typeOf } from './expressions.ts';
import { UNKNOWN } from './kinds.ts';
import { declareLocal } from './locals.ts';
import { type Scope, within } from './scope.ts';

/** Reports a call with too few or too many arguments. */
export function checkCount(
  cx: Checker,
  node: Expression,
  signature: string,
  given: number,
  least: number,
  most: number,
): boolean {
  if (given >= least && given <= most) return true;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  const noun = least === 1 && most === 1 ? 'argument' : 'arguments';
  cx.report('EVF6014', node, { signature, why: `It takes ${most === 0 ? 'no' : wanted} ${noun}, not ${given}.` });
  return false;
}

/** The type of what a lambda gives for an item. */
export function typeOfLambda(cx: Checker, scope: Scope, node: Lambda, item: Type, expected: Type | undefined): Type {
  const inner = within(scope);
  const target: Target = { kind: 'local', name: node.param.text, node: node.param, type: item };
  declareLocal(cx, inner, { name: node.param.text, type: item, target, node: node.param, assignable: false });
  cx.types.set(node, { kind: 'function', name: '' });
  cx.observe?.(node, inner, undefined);
  return typeOf(cx, inner, node.body, expected);
}

/** Looks at arguments that nothing is known about, so that their names are bound. */
export function forget(cx: Checker, scope: Scope, args: readonly Expression[]): Type {
  cx.quietly(() => {
    for (const arg of args) {
      if (arg.kind === 'lambda') typeOfLambda(cx, scope, arg, UNKNOWN, undefined);
      else typeOf(cx, scope, arg, UNKNOWN);
    }
  });
  return UNKNOWN;
}
