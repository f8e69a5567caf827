import type { Binary, BinaryOperator, Expression, Unary } from '../../syntax/tree.ts';
import { numberText } from '../numbers.ts';
import type { Type } from '../types.ts';
import { typeText, typeTexts } from '../typeText.ts';
import type { Checker } from './checker.ts';
import { reportAbsent, requireFit } from './expectations.ts';
import { takesHint, typeOf } from './expressions.ts';
import { type Dereference, join } from './fits.ts';
import {
  BOOLEAN,
  commonNumber,
  DECIMAL,
  isNumber,
  isText,
  mayBeNull,
  STRING,
  UNKNOWN,
  unrefined,
  withoutNull,
} from './kinds.ts';
import { isNarrowed, isPresent, knowing } from './narrowing.ts';
import { type Scope, withFacts } from './scope.ts';

const ORDERED_KINDS: ReadonlySet<string> = new Set(['date', 'time', 'timestamp', 'duration']);
const TEXT_KINDS: ReadonlySet<string> = new Set(['string', 'uuid', 'uri', 'email']);

/** The type in which two values can be put in order; undefined where they cannot. */
export function commonOrder(a: Type, b: Type): Type | undefined {
  if (isNumber(a) && isNumber(b)) {
    const kind = commonNumber(a.kind, b.kind);
    return kind && { kind };
  }
  if (a.kind === 'unknown' || b.kind === 'unknown') return UNKNOWN;
  if (ORDERED_KINDS.has(a.kind)) return a.kind === b.kind ? a : undefined;
  if (TEXT_KINDS.has(a.kind) && TEXT_KINDS.has(b.kind)) return a.kind === b.kind ? unrefined(a) : STRING;
  return undefined;
}

/** What an operator makes of a literal beside an operand of the given type. `side` is where the literal stands. */
export function operandHint(
  operator: BinaryOperator,
  literal: Expression,
  other: Type,
  side: 'left' | 'right',
): Type | undefined {
  const plain = unrefined(withoutNull(other));
  switch (operator) {
    case 'in':
      if (side === 'right') return { kind: 'list', item: plain } as Type;
      return plain.kind === 'list' ? plain.item : plain.kind === 'map' ? STRING : undefined;
    case 'or':
    case 'and':
      return undefined;
    default:
      return isNumber(plain) ? numberHint(literal, plain) : plain.kind === 'null' ? undefined : plain;
  }
}

/** A literal with digits after the point stays what it is beside a whole number. */
function numberHint(literal: Expression, other: Type): Type | undefined {
  const isFraction = numberText(literal)?.includes('.') ?? false;
  return isFraction && (other.kind === 'int' || other.kind === 'long') ? undefined : other;
}

/** What a literal takes from a value beside it, in a list, a branch or behind `??`. */
export function neighbourHint(literal: Expression, other: Type | undefined): Type | undefined {
  return other && other.kind !== 'unknown' ? operandHint('==', literal, other, 'right') : undefined;
}

/** The type of `left operator right`; `right` is given where it had to be looked at before. */
export function typeOfBinary(cx: Checker, scope: Scope, node: Binary, left: Type, known: Type | undefined): Type {
  const { operator } = node;
  const hint = takesHint(cx, scope, node.right) ? operandHint(operator, node.right, left, 'right') : undefined;
  const right = known ?? typeOf(cx, rightScope(cx, scope, node), node.right, hint);
  if (node.left.kind === 'missing' || node.right.kind === 'missing') return resultAnyway(operator);
  switch (operator) {
    case 'or':
    case 'and':
      requireFit(cx, node.left, left, BOOLEAN);
      requireFit(cx, node.right, right, BOOLEAN);
      return BOOLEAN;
    case '==':
    case '!=':
      return equality(cx, node, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(cx, node, left, right);
    case 'in':
      return containment(cx, node, left, right);
    default:
      return arithmetic(cx, node, left, right);
  }
}

/** The right side of `and` is reached where the left one holds, that of `or` where it does not. */
function rightScope(cx: Checker, scope: Scope, { operator, left }: Binary): Scope {
  const isLogical = operator === 'and' || operator === 'or';
  return isLogical ? withFacts(scope, knowing(cx, scope.facts, left, operator === 'and')) : scope;
}

function resultAnyway(operator: BinaryOperator): Type {
  return ['+', '-', '*', '/', '%', '??'].includes(operator) ? UNKNOWN : BOOLEAN;
}

function equality(cx: Checker, node: Binary, left: Type, right: Type): Type {
  const isNullTest = left.kind === 'null' || right.kind === 'null';
  const [other, tested] = left.kind === 'null' ? [right, node.right] : [left, node.left];
  const mayHold = isNullTest
    ? !isPresent(other) || isNarrowed(cx, tested)
    : join(withoutNull(left), withoutNull(right), cx.project.dereference) !== undefined ||
      isSharedText(cx, left, right);
  if (!mayHold) {
    const [leftText, rightText] = typeTexts(left, right);
    cx.report('EVF6011', node, { left: leftText, right: rightText });
  }
  return BOOLEAN;
}

function isSharedText(cx: Checker, left: Type, right: Type): boolean {
  return (
    isText(cx.shape(left)) &&
    isText(cx.shape(right)) &&
    (cx.shape(left).kind === 'string' || cx.shape(right).kind === 'string')
  );
}

function order(cx: Checker, node: Binary, left: Type, right: Type): Type {
  if (!requirePresent(cx, node, left, right)) return BOOLEAN;
  const common = commonOrder(cx.shape(left), cx.shape(right));
  if (!common)
    refuse(cx, node, left, right, 'Numbers, texts, times and durations have an order, each among themselves.');
  return BOOLEAN;
}

function containment(cx: Checker, node: Binary, left: Type, right: Type): Type {
  const whole = cx.shape(right);
  if (left.kind === 'unknown' || whole.kind === 'unknown') return BOOLEAN;
  if (mayBeNull(right)) reportAbsent(cx, node.right, right, withoutNull(right));
  const item = whole.kind === 'list' ? whole.item : whole.kind === 'map' ? STRING : undefined;
  if (!item) refuse(cx, node, left, right, '`in` asks whether a list has an item, or a map a key.');
  else if (!join(withoutNull(left), item, cx.project.dereference)) {
    const [leftText, rightText] = typeTexts(left, item);
    cx.report('EVF6011', node, { left: leftText, right: rightText });
  }
  return BOOLEAN;
}

function arithmetic(cx: Checker, node: Binary, left: Type, right: Type): Type {
  if (!requirePresent(cx, node, left, right)) return UNKNOWN;
  const result = sumOf(node.operator, cx.shape(left), cx.shape(right), cx.project.dereference);
  if (result) return result;
  refuse(cx, node, left, right, reasonFor(node.operator, cx.shape(left), cx.shape(right)));
  return UNKNOWN;
}

/** The type that an arithmetic operator gives; undefined where it takes no such operands. */
export function sumOf(operator: string, left: Type, right: Type, dereference: Dereference): Type | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return UNKNOWN;
  if (isNumber(left) && isNumber(right)) {
    const kind = commonNumber(left.kind, right.kind);
    if (!kind) return undefined;
    return operator === '/' && kind !== 'double' ? DECIMAL : { kind };
  }
  if (operator !== '+') return undefined;
  if (left.kind === 'list' && right.kind === 'list') return join(left, right, dereference);
  const isJoin = isText(left) && isText(right) && (TEXT_KINDS.has(left.kind) || TEXT_KINDS.has(right.kind));
  return isJoin ? STRING : undefined;
}

function reasonFor(operator: string, left: Type, right: Type): string {
  if (isNumber(left) && isNumber(right))
    return `A ${left.kind} and a ${right.kind} do not mix: one of them would lose digits.`;
  if (operator !== '+') return `\`${operator}\` takes two numbers.`;
  return '`+` takes two numbers, or two texts or lists that it joins; a number does not become text by itself.';
}

function requirePresent(cx: Checker, node: Binary, left: Type, right: Type): boolean {
  if (left.kind === 'unknown' || right.kind === 'unknown') return false;
  if (mayBeNull(left)) reportAbsent(cx, node.left, left, withoutNull(left));
  if (mayBeNull(right)) reportAbsent(cx, node.right, right, withoutNull(right));
  return !mayBeNull(left) && !mayBeNull(right);
}

function refuse(cx: Checker, node: Binary, left: Type, right: Type, why: string): void {
  const [leftText, rightText] = typeTexts(left, right);
  cx.report('EVF6010', node, { operator: node.operator, left: leftText, right: rightText, why });
}

/** `not c`, `-n` */
export function typeOfUnary(cx: Checker, node: Unary, operand: Type): Type {
  if (node.operator === 'not') {
    requireFit(cx, node.operand, operand, BOOLEAN);
    return BOOLEAN;
  }
  if (operand.kind === 'unknown') return UNKNOWN;
  const shape = cx.shape(operand);
  if (isNumber(shape) && !mayBeNull(operand)) return { kind: shape.kind };
  if (isNumber(shape)) reportAbsent(cx, node.operand, operand, withoutNull(operand));
  else if (node.operand.kind !== 'missing')
    cx.report('EVF6010', node, {
      operator: '-',
      left: typeText(operand),
      right: undefined,
      why: '`-` takes a number.',
    });
  return UNKNOWN;
}
