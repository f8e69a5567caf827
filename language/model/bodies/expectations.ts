import type { Expression } from '../../syntax/tree.ts';
import type { Type } from '../types.ts';
import { typeText, typeTexts } from '../typeText.ts';
import type { Checker } from './checker.ts';
import { typeOf } from './expressions.ts';
import { fits } from './fits.ts';
import { BOOLEAN, isNumber, isText, mayBeNull, UNKNOWN, withoutNull } from './kinds.ts';
import type { Scope } from './scope.ts';

/** The type of an expression that must fit; a mismatch is reported and gives unknown. */
export function check(cx: Checker, scope: Scope, node: Expression, expected: Type): Type {
  const actual = typeOf(cx, scope, node, expected);
  return requireFit(cx, node, actual, expected, false) ? actual : UNKNOWN;
}

/** Reports a value that does not fit where it stands, as the operand of an operator unless said otherwise. */
export function requireFit(cx: Checker, node: Expression, actual: Type, expected: Type, isOperand = true): boolean {
  const { dereference } = cx.project;
  if (node.kind === 'missing' || fits(actual, expected, dereference)) return true;
  const fitsWhenThere = mayBeNull(actual) && actual.kind !== 'null' && fits(withoutNull(actual), expected, dereference);
  if (fitsWhenThere) reportAbsent(cx, node, actual, expected, isOperand);
  else {
    const [expectedText, actualText] = typeTexts(expected, actual);
    cx.report(
      'EVF6004',
      node,
      { expected: expectedText, actual: actualText, advice: adviceFor(cx, actual, expected) },
      cx.declaredPlace(expected),
    );
  }
  return false;
}

/** Reports a value that may be absent where one is needed; the fix falls back to the type's nothing. */
export function reportAbsent(cx: Checker, node: Expression, actual: Type, needed: Type, isOperand = true): void {
  const isLoose = node.kind === 'conditional';
  const args = {
    actual: typeText(actual),
    needed: typeText(needed),
    fallback: fallbackFor(cx, needed),
    value: node,
    isOperand,
    isLoose,
  };
  cx.report('EVF6005', node, args);
}

function fallbackFor(cx: Checker, type: Type): string | undefined {
  const shape = cx.shape(type);
  if (isNumber(shape)) return '0';
  switch (shape.kind) {
    case 'string':
      return '""';
    case 'boolean':
      return 'false';
    case 'list':
      return '[]';
    case 'map':
      return '{}';
    case 'enum':
      return shape.otherwise;
    default:
      return undefined;
  }
}

function adviceFor(cx: Checker, actual: Type, expected: Type): string | undefined {
  const [have, want] = [cx.shape(actual), cx.shape(expected)];
  if (want.kind === 'uuid' && isText(have)) return 'An id from a name is written uuid("name").';
  if (have.kind === 'record' && want.kind === 'record') return 'A new record from this one is written { ...it }.';
  if ((have.kind === 'decimal' && want.kind === 'double') || (have.kind === 'double' && want.kind === 'decimal')) {
    return 'A decimal is exact and a double is not, so neither becomes the other.';
  }
  return undefined;
}

/** The condition of `if`, `require`, a guard: yes or no, nothing that counts as one. */
export function checkCondition(cx: Checker, scope: Scope, node: Expression): void {
  check(cx, scope, node, BOOLEAN);
}
