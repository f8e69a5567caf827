import type { Binary, Expression, Index, Member, Span } from '../../syntax/tree.ts';
import { numberText } from '../numbers.ts';
import type { Target, Type } from '../types.ts';
import type { Checker } from './checker.ts';
import { adding, both, either, type Facts, NO_PATHS, type Path, type Paths } from './facts.ts';
import { mayBeNull } from './kinds.ts';
import type { Scope } from './scope.ts';

/** What is there when a condition holds, and when it does not. */
export interface Outcomes {
  readonly yes: Paths;
  readonly no: Paths;
}

const NOTHING: Outcomes = { yes: NO_PATHS, no: NO_PATHS };
/** A path of more steps than this is not followed. */
const LONGEST_PATH = 12;

/** The type of an expression at a point where it may be known to be there. */
export function narrowed(cx: Checker, { facts }: Scope, node: Expression, type: Type): Type {
  if (type.kind !== 'optional' || facts.present.size === 0) return type;
  const path = pathsTo(cx, node).at(-1);
  if (!path || !facts.present.has(path.text)) return type;
  cx.declared.set(node, type);
  return type.type;
}

/** Whether an expression is there only because of what is known where it stands. */
export function isNarrowed(cx: Checker, node: Expression): boolean {
  for (let at = node; ; ) {
    if (cx.declared.has(at)) return true;
    if (at.kind === 'member' || at.kind === 'index') at = at.object;
    else if (at.kind === 'parenthesized') at = at.value;
    else return false;
  }
}

/** What is known where a condition came out so. It has its type already. */
export function knowing(cx: Checker, facts: Facts, condition: Expression, holds: boolean): Facts {
  const { yes, no } = outcomesOf(cx, condition);
  return adding(facts, holds ? yes : no);
}

/** Kept for each operand of a chain, so that a long one is gone through once. */
function outcomesOf(cx: Checker, node: Expression): Outcomes {
  let inner = node;
  let isNegated = false;
  while (inner.kind === 'parenthesized' || (inner.kind === 'unary' && inner.operator === 'not')) {
    if (inner.kind === 'unary') isNegated = !isNegated;
    inner = inner.kind === 'unary' ? inner.operand : inner.value;
  }
  if (inner.kind !== 'binary') return NOTHING;
  let found = cx.outcomes.get(inner);
  if (!found) cx.outcomes.set(inner, (found = outcomesOfBinary(cx, inner)));
  return isNegated ? { yes: found.no, no: found.yes } : found;
}

function outcomesOfBinary(cx: Checker, node: Binary): Outcomes {
  switch (node.operator) {
    case 'and': {
      const [left, right] = [outcomesOf(cx, node.left), outcomesOf(cx, node.right)];
      return { yes: both(left.yes, right.yes), no: either(left.no, right.no) };
    }
    case 'or': {
      const [left, right] = [outcomesOf(cx, node.left), outcomesOf(cx, node.right)];
      return { yes: either(left.yes, right.yes), no: both(left.no, right.no) };
    }
    case '==':
      return outcomesOfEquality(cx, node);
    case '!=': {
      const { yes, no } = outcomesOfEquality(cx, node);
      return { yes: no, no: yes };
    }
    default:
      return NOTHING;
  }
}

/** What equals null is absent, what equals something is there. */
function outcomesOfEquality(cx: Checker, { left, right }: Binary): Outcomes {
  const [leftType, rightType] = [cx.types.get(left), cx.types.get(right)];
  if (rightType?.kind === 'null') return { yes: NO_PATHS, no: presentWith(cx, left) };
  if (leftType?.kind === 'null') return { yes: NO_PATHS, no: presentWith(cx, right) };
  const there = [...(isPresent(rightType) ? [left] : []), ...(isPresent(leftType) ? [right] : [])];
  return { yes: there.reduce((paths, one) => both(paths, presentWith(cx, one)), NO_PATHS), no: NO_PATHS };
}

/** True for a type that has no null among its values. */
export function isPresent(type: Type | undefined): boolean {
  return type !== undefined && !mayBeNull(type) && type.kind !== 'json' && type.kind !== 'unknown';
}

/** What is there when an expression is: `a.b` of an absent `a` is absent. */
export function presentWith(cx: Checker, node: Expression): Paths {
  const paths = pathsTo(cx, node);
  return paths.length === 0 ? NO_PATHS : new Map(paths.map((path) => [path.text, path]));
}

/** The paths to what an expression goes through and to itself, outermost last; none where it is no path. */
function pathsTo(cx: Checker, node: Expression): Path[] {
  const steps: (Member | Index)[] = [];
  let root = node;
  while (root.kind === 'member' || root.kind === 'index' || root.kind === 'parenthesized') {
    if (root.kind !== 'parenthesized') steps.push(root);
    if (steps.length > LONGEST_PATH) return [];
    root = root.kind === 'parenthesized' ? root.value : root.object;
  }
  const target = root.kind === 'nameExpression' ? cx.targets.get(root) : undefined;
  let path = target && rootPath(target);
  if (!path) return [];
  const paths = [path];
  for (const step of steps.reverse()) {
    path = step.kind === 'member' ? memberPath(path, step) : indexPath(cx, path, step);
    if (!path) return [];
    paths.push(path);
  }
  return paths;
}

const WHOLE_STATE = 'state';

/** A field of the state is one place, whether it is written `x` or `state.x`, and so is one of the message. */
function rootPath(target: Target): Path | undefined {
  switch (target.kind) {
    case 'local':
      return { text: `local ${target.name} ${startOf(target.node)}`, names: [target.name] };
    case 'state': {
      const whole = { text: WHOLE_STATE, names: [] };
      return target.field ? namedIn(whole, target.field.name.text) : whole;
    }
    case 'message':
      return { text: `message ${target.key} ${startOf(target.node)}`, names: [] };
    case 'field':
      return namedIn({ text: `message ${target.message} `, names: [] }, target.field.name.text);
    case 'key':
    case 'meta':
      return { text: target.kind, names: [] };
    case 'entity':
      return { text: `part ${target.key}`, names: [] };
    default:
      return undefined;
  }
}

/** Tells declarations of one name apart. */
function startOf(node: object | undefined): number | '' {
  return (node as Span | undefined)?.start ?? '';
}

function memberPath(object: Path, { name }: Member): Path | undefined {
  return name.text === '' ? undefined : namedIn(object, name.text);
}

function namedIn({ text, names }: Path, name: string): Path {
  return { text: `${text}.${JSON.stringify(name)}`, names: text === WHOLE_STATE ? [name] : names };
}

function indexPath(cx: Checker, object: Path, { index }: Index): Path | undefined {
  const literal = index.kind === 'string' ? JSON.stringify(index.value) : numberText(index);
  const key = literal === undefined ? pathsTo(cx, index).at(-1) : { text: literal, names: [] };
  return key && { text: `${object.text}[${key.text}]`, names: [...object.names, ...key.names] };
}
