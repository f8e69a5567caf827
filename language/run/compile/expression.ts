import { decimalText, numberText } from '../../model/numbers.ts';
import type { Type, Value } from '../../model/types.ts';
import type { Call, Expression, Index, Member } from '../../syntax/tree.ts';
import { BodyError, type Frame } from '../program.ts';
import { withoutNull } from '../values/compare.ts';
import { isNumericKind, numberValue } from '../values/numbers.ts';
import { fieldOf } from '../values/objects.ts';
import { share } from '../values/ownership.ts';
import { durationText } from '../values/time.ts';
import { compileFunction, compileMethod } from './builtins.ts';
import { type Context, type Evaluate, failure, targetOf, typeOf } from './context.ts';
import { conversion } from './convert.ts';
import { compileLiteral } from './literal.ts';
import { compileName, isRooted } from './name.ts';
import { compileCoalesce, operatorStep, unaryStep } from './operators.ts';

/** What one link of a chain makes of the value before it. */
export type Step = (value: Value, frame: Frame) => Value;

/**
 * Compiles an expression to a closure. `expected` is the type of the place where it stands, where that is wider
 * than its own: `10` where a decimal belongs gives `"10"`.
 */
export function compileExpression(node: Expression, context: Context, expected?: Type): Evaluate {
  if (numberText(node) !== undefined) return compileNumber(node, context, expected);
  const evaluate = compileChain(node, context, false);
  const convert = expected && conversion(typeOf(node, context), expected);
  return convert ? (frame) => convert(evaluate(frame)) : evaluate;
}

/** Compiles an expression whose value is looked at and not kept, so that state need not be shared with it. */
export function compileBorrowed(node: Expression, context: Context): Evaluate {
  return compileChain(node, context, true);
}

/** More links than this become a loop, so that no chain is too long for the stack. */
const NESTED_LINKS = 8;

/**
 * `a.b[c].all(f) + d - e` leans to the left, and so may a chain of 10,000 operands: its spine is walked in a loop.
 */
function compileChain(node: Expression, context: Context, borrowed: boolean): Evaluate {
  const spine: Expression[] = [];
  let first = node;
  for (let left = leftOf(first, context); left; left = leftOf(first, context)) {
    spine.push(first);
    first = left;
  }
  let rooted = isRooted(first, context);
  const links: Step[] = [];
  for (const [i, link] of spine.reverse().entries()) {
    if (rooted && !navigates(link) && !borrows(link, context)) shareInto(links, spine[i - 1] ?? first, context);
    rooted &&= navigates(link);
    const step = compileStep(link, context);
    if (step) links.push(step);
  }
  if (rooted && !borrowed) shareInto(links, node, context);
  return link(compilePrimary(first, context), links);
}

function link(first: Evaluate, links: readonly Step[]): Evaluate {
  if (links.length > NESTED_LINKS) {
    return (frame) => {
      let value = first(frame);
      for (const step of links) value = step(value, frame);
      return value;
    };
  }
  return links.reduce<Evaluate>((before, step) => (frame) => step(before(frame), frame), first);
}

/** The part of an expression that its value starts from; undefined where it starts from nothing else. */
function leftOf(node: Expression, context: Context): Expression | undefined {
  switch (node.kind) {
    case 'parenthesized':
      return node.value;
    case 'unary':
      return numberText(node) === undefined ? node.operand : undefined;
    case 'binary':
      return node.operator === '??' ? undefined : node.left;
    case 'member':
      return isRead(node, context) ? node.object : undefined;
    case 'index':
      return isPartRow(node, context) ? undefined : node.object;
    case 'call':
      return node.callee.kind === 'member' && targetOf(node.callee, context)?.kind === 'builtin'
        ? node.callee.object
        : undefined;
    default:
      return undefined;
  }
}

/** Whether `a.b` reads a field of a's value; otherwise the whole is a name: `meta.timestamp`, `state.x`, `Status.paid`. */
function isRead(node: Member, context: Context): boolean {
  const target = targetOf(node, context);
  if (target?.kind === 'state') return targetOf(node.object, context)?.kind !== 'state';
  return !target || target.kind === 'member' || target.kind === 'builtin';
}

function isPartRow(node: Index, context: Context): boolean {
  return typeOf(node.object, context).kind === 'part';
}

/** Whether a link goes on into the value before it. */
function navigates(node: Expression): boolean {
  return node.kind === 'member' || node.kind === 'index' || node.kind === 'parenthesized';
}

/** Whether nothing of what an operator or built-in looks at can be in its result. */
function borrows(node: Expression, context: Context): boolean {
  return !mayHoldContainer(typeOf(node, context));
}

function shareInto(links: Step[], node: Expression, context: Context): void {
  if (mayHoldContainer(typeOf(node, context))) links.push(share);
}

const CONTAINERS: ReadonlySet<Type['kind']> = new Set(['list', 'map', 'record', 'union', 'json', 'row', 'unknown']);

function mayHoldContainer(type: Type): boolean {
  return CONTAINERS.has(withoutNull(type).kind);
}

function compileStep(node: Expression, context: Context): Step | undefined {
  switch (node.kind) {
    case 'unary':
      return unaryStep(node, context);
    case 'binary':
      return operatorStep(node, context);
    case 'member':
      return compileMember(node, context);
    case 'index':
      return compileIndex(node, context);
    case 'call':
      return compileMethod(node, node.callee as Member, context);
    default:
      return undefined;
  }
}

/** A built-in that is read like a field, `list.length`, is a call without arguments. */
function compileMember(node: Member, context: Context): Step {
  const target = targetOf(node, context);
  if (target?.kind === 'builtin') {
    const call: Call = { kind: 'call', callee: node, args: [], start: node.start, end: node.end };
    return compileMethod(call, node, context);
  }
  const name = node.name.text;
  return (value) => fieldOf(value, name);
}

function compileIndex(node: Index, context: Context): Step {
  const index = compileExpression(node.index, context);
  return (value, frame) => {
    if (value === null) return null;
    const at = index(frame);
    if (at === null) return null;
    return Array.isArray(value) ? ((value[at as number] as Value) ?? null) : fieldOf(value, String(at));
  };
}

function compilePrimary(node: Expression, context: Context): Evaluate {
  switch (node.kind) {
    case 'number':
      return compileNumber(node, context, undefined);
    case 'string':
    case 'boolean':
      return constant(node.value);
    case 'duration':
      return constant(durationText(node.milliseconds));
    case 'null':
      return constant(null);
    case 'nameExpression':
    case 'member':
    case 'index':
      return compileName(node, context);
    case 'list':
      return compileList(node.items, typeOf(node, context), context);
    case 'recordLiteral':
      return compileLiteral(node, context);
    case 'binary':
      return compileCoalesce(node, context);
    case 'conditional': {
      const condition = compileExpression(node.condition, context);
      const type = typeOf(node, context);
      const yes = compileExpression(node.then, context, type);
      const no = compileExpression(node.else, context, type);
      return (frame) => (condition(frame) === true ? yes(frame) : no(frame));
    }
    case 'call':
      return compileFunction(node, context);
    case 'unary':
      return compileNumber(node, context, undefined);
    case 'lambda':
    case 'parenthesized':
    case 'missing':
      return incomplete(node);
  }
}

/** A literal, `-5` being one too, as the kind of number that its place takes; a decimal keeps its digits as written. */
function compileNumber(node: Expression, context: Context, expected: Type | undefined): Evaluate {
  const text = numberText(node) ?? '';
  const wanted = withoutNull(expected ?? typeOf(node, context)).kind;
  const own = withoutNull(typeOf(node, context)).kind;
  const kind = isNumericKind(wanted) ? wanted : isNumericKind(own) ? own : 'decimal';
  try {
    return constant(kind === 'decimal' ? decimalText(text) : numberValue(text, kind));
  } catch (error) {
    const reason = failure(error, node);
    return () => {
      throw reason;
    };
  }
}

function compileList(items: readonly Expression[], type: Type, context: Context): Evaluate {
  const list = withoutNull(type);
  const item = list.kind === 'list' ? list.item : undefined;
  const evaluate = items.map((one) => compileExpression(one, context, item));
  return (frame) => evaluate.map((one) => one(frame));
}

/** What the text lacks has no value; the checker has reported it, and a run that meets it stops there. */
function incomplete(node: Expression): Evaluate {
  return () => {
    throw new BodyError('error', 'this expression is not complete', node);
  };
}

function constant(value: Value): Evaluate {
  return () => value;
}
