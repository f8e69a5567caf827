import type { ListLiteral, NumberLiteral, Span, StringLiteral, Unary } from '../../syntax/tree.ts';
import { constantOf } from '../constants.ts';
import { numberText } from '../numbers.ts';
import type { Type, ValueType } from '../types.ts';
import { typeText } from '../typeText.ts';
import type { Checker } from './checker.ts';
import { check } from './expectations.ts';
import { joined, typeOf } from './expressions.ts';
import {
  DECIMAL,
  DOUBLE,
  INT,
  isNumber,
  isValueType,
  JSON_VALUE,
  STRING,
  UNKNOWN,
  unrefined,
  withoutNull,
} from './kinds.ts';
import { neighbourHint } from './operators.ts';
import type { Scope } from './scope.ts';

/** A number takes the kind that its place has: `10` is a decimal where one is expected. `-5` is one literal. */
export function typeOfNumber(cx: Checker, node: NumberLiteral | Unary, expected: Type | undefined): Type {
  const text = numberText(node) ?? '';
  const wanted = expected && cx.shape(expected);
  const isWhole = /^-?\d+$/.test(text);
  let type: Type = isWhole ? INT : wanted?.kind === 'json' ? DOUBLE : DECIMAL;
  if (wanted && isNumber(wanted)) type = wanted;
  if (!checkLiteral(cx, node, text, type as ValueType)) type = UNKNOWN;
  if (node.kind === 'unary') cx.types.set(node.operand, type);
  return type;
}

/** Text takes the format that its place has. */
export function typeOfString(cx: Checker, node: StringLiteral, expected: Type | undefined): Type {
  const wanted = expected && cx.shape(expected);
  switch (wanted?.kind) {
    case 'string':
    case 'uuid':
    case 'date':
    case 'time':
    case 'timestamp':
    case 'duration':
    case 'uri':
    case 'email':
    case 'bytes':
      checkLiteral(cx, node, JSON.stringify(node.value), wanted);
      return wanted;
    case 'enum':
      if (!wanted.symbols.includes(node.value)) return STRING;
      cx.report('EVF6027', node, { symbol: node.value, of: typeText(withoutNull(expected!)) });
      return UNKNOWN;
    default:
      return STRING;
  }
}

/** Whether its type holds a literal. One that is out of range, too long or of another form is reported. */
function checkLiteral(
  cx: Checker,
  node: NumberLiteral | Unary | StringLiteral,
  literal: string,
  type: ValueType,
): boolean {
  const constant = constantOf(node, type, { dereference: cx.project.dereference, target: () => {} });
  if (!('why' in constant) || constant.why === '') return true;
  cx.report('EVF6012', node, { literal, type: typeText(type), why: constant.why });
  return false;
}

/** A list's items take what the place's list holds; without one, their common type. */
export function typeOfList(cx: Checker, scope: Scope, node: ListLiteral, expected: Type | undefined): Type {
  const wanted = expected && cx.shape(expected);
  if (wanted?.kind === 'list') {
    for (const item of node.items) check(cx, scope, item, wanted.item);
    checkCount(cx, node, node.items.length, wanted);
    return wanted;
  }
  if (wanted?.kind === 'json' || wanted?.kind === 'unknown') {
    for (const item of node.items) check(cx, scope, item, wanted);
    return { kind: 'list', item: wanted.kind === 'json' ? JSON_VALUE : UNKNOWN };
  }
  return inferList(cx, scope, node);
}

function inferList(cx: Checker, scope: Scope, node: ListLiteral): Type {
  let type: Type | undefined;
  for (const item of node.items) {
    const next = typeOf(cx, scope, item, neighbourHint(item, type));
    type = type === undefined ? unrefined(next) : joined(cx, item, 'The items of a list', type, next);
  }
  if (type === undefined) cx.report('EVF6009', node, { what: 'list' });
  const item = type && withoutNull(type);
  return { kind: 'list', item: item && isValueType(item) ? item : UNKNOWN };
}

function checkCount(cx: Checker, node: Span, count: number, type: Extract<Type, { kind: 'list' }>): void {
  const why =
    type.min !== undefined && count < type.min
      ? `at least ${type.min} must be there`
      : type.max !== undefined && count > type.max
        ? `at most ${type.max} may be there`
        : undefined;
  if (why)
    cx.report('EVF6012', node, {
      literal: count === 1 ? 'a list of 1 item' : `a list of ${count} items`,
      type: typeText(type),
      why,
    });
}
