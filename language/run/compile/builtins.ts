import type { Type, Value } from '../../model/types.ts';
import type { Call, Expression, Member } from '../../syntax/tree.ts';
import { nameUuid } from '../ids.ts';
import { BodyError, type Frame } from '../program.ts';
import { equality, ordering, withoutNull } from '../values/compare.ts';
import { ValueError } from '../values/error.ts';
import { arithmetic, isNumericKind, numberConversion } from '../values/numbers.ts';
import { isObject, sortedKeys } from '../values/objects.ts';
import { textLength } from '../values/text.ts';
import { type Context, type Evaluate, failure, misplaced, targetOf, typeOf } from './context.ts';
import { compileExpression, type Step } from './expression.ts';
import { countTurn } from './turns.ts';

/** What a lambda makes of an item. */
type OfItem = (item: Value, frame: Frame) => Value;

/** `sum(list, f)`, `round(x, 2)`, `now()`, `uuid()`: built-ins without a receiver. */
export function compileFunction(node: Call, context: Context): Evaluate {
  const { callee, args } = node;
  if (callee.kind === 'member' && targetOf(callee, context)?.kind === 'query')
    return compileQueryCall(node, callee, context);
  if (callee.kind !== 'nameExpression') return misplaced(calledText(callee), node);
  switch (callee.name.text) {
    case 'now':
      return (frame) => frame.effects.now();
    case 'uuid':
      return compileUuid(args[0], context);
    case 'min':
    case 'max':
      if (args.length > 1 && args[1]?.kind !== 'lambda') return compileExtremeOf(args, node, callee.name.text, context);
  }
  const first = args[0];
  if (!first) return misplaced(`\`${callee.name.text}\` without arguments`, node);
  const receiver = compileExpression(first, context);
  const step = builtinStep(callee.name.text, first, args.slice(1), node, context);
  return (frame) => step(receiver(frame), frame);
}

/** `list.all(f)`, `text.startsWith(x)`: a built-in as a step on its receiver. */
export function compileMethod(node: Call, callee: Member, context: Context): Step {
  return builtinStep(callee.name.text, callee.object, node.args, node, context);
}

/** `CustomerOrders.bigSpenders(100)` */
function compileQueryCall({ args }: Call, callee: Member, context: Context): Evaluate {
  const { past } = context;
  const target = targetOf(callee, context);
  if (!past || target?.kind !== 'query') return misplaced('A query in a body', callee);
  const given = args.map((arg) => ({ evaluate: compileExpression(arg, context), type: typeOf(arg, context) }));
  return (frame) =>
    past.query(
      target.part,
      target.name,
      given.map(({ evaluate, type }) => ({ value: evaluate(frame), type })),
    );
}

/** `Order[k].at(3)`, `Order[k].history`: of the key, not of the row as it is now. */
function pastStep(name: string, receiver: Expression, args: readonly Expression[], node: Call, context: Context): Step {
  const { past } = context;
  const row = receiver.kind === 'parenthesized' ? receiver.value : receiver;
  const part = row.kind === 'index' ? typeOf(row.object, context) : undefined;
  if (!past || row.kind !== 'index' || part?.kind !== 'part') {
    const refuse = misplaced(`\`${name}\` of this`, node);
    return (_, frame) => refuse(frame);
  }
  const key = compileExpression(row.index, context);
  if (name === 'history') return (_, frame) => past.history(part.key, key(frame));
  const moment = args[0] && compileExpression(args[0], context);
  return (_, frame) => past.at(part.key, key(frame), moment?.(frame) ?? null);
}

/** Of null, as of anything absent, a built-in is null, so only what is there reaches it; but there is always a past to ask for. */
function builtinStep(
  name: string,
  receiver: Expression,
  args: readonly Expression[],
  node: Call,
  context: Context,
): Step {
  if (withoutNull(typeOf(receiver, context)).kind === 'row') return pastStep(name, receiver, args, node, context);
  const step = presentStep(name, receiver, args, node, context);
  return (value, frame) => {
    if (value === null) return null;
    try {
      return step(value, frame);
    } catch (error) {
      throw failure(error, node);
    }
  };
}

function presentStep(
  name: string,
  receiver: Expression,
  args: readonly Expression[],
  node: Call,
  context: Context,
): Step {
  const type = withoutNull(typeOf(receiver, context));
  switch (name) {
    case 'all':
      return withLambda(args[0], context, (items, holds) => items.every((item) => holds(item) === true));
    case 'any':
      return withLambda(args[0], context, (items, holds) => items.some((item) => holds(item) === true));
    case 'count':
      return args[0]
        ? withLambda(args[0], context, (items, holds) => items.filter((item) => holds(item) === true).length)
        : (value) => length(value);
    case 'filter':
      return withLambda(args[0], context, (items, holds) => items.filter((item) => holds(item) === true));
    case 'map':
      return withLambda(args[0], context, (items, make) => items.map((item) => make(item)), resultItem(node, context));
    case 'sum':
      return sumStep(receiver, args[0], node, context);
    case 'min':
    case 'max':
      return extremeStep(name, receiver, args[0], node, context);
    case 'first':
      return (value) => itemsOf(value)[0] ?? null;
    case 'last':
      return (value) => itemsOf(value).at(-1) ?? null;
    case 'keys':
      return (value) => (isObject(value) ? sortedKeys(value) : []);
    case 'values':
      return itemsOf;
    case 'contains':
      return containsStep(type, args[0] ?? receiver, context);
    case 'length':
      return (value) => length(value);
    case 'isEmpty':
      return (value) => length(value) === 0;
    case 'startsWith':
      return onText(args[0], context, (text, other) => text.startsWith(other));
    case 'endsWith':
      return onText(args[0], context, (text, other) => text.endsWith(other));
    case 'upper':
      return (value) => String(value).toUpperCase();
    case 'lower':
      return (value) => String(value).toLowerCase();
    case 'trim':
      return (value) => String(value).trim();
    case 'round':
      return roundStep(receiver, args[0], node, context);
    default: {
      const refuse = misplaced(`\`${name}\``, node);
      return (_, frame) => refuse(frame);
    }
  }
}

/** Runs over a list's items. */
function withLambda(
  argument: Expression | undefined,
  context: Context,
  run: (items: readonly Value[], apply: (item: Value) => Value) => Value,
  result?: Type,
): Step {
  const apply = compileLambda(argument, context, result);
  return (value, frame) => run(itemsOf(value), (item) => apply(item, frame));
}

function compileLambda(argument: Expression | undefined, context: Context, result: Type | undefined): OfItem {
  if (argument?.kind !== 'lambda') return (item) => item;
  const slot = context.slots.of(argument.param);
  const body = compileExpression(argument.body, context, result);
  return (item, frame) => {
    countTurn(frame, argument);
    frame.locals[slot] = item;
    return body(frame);
  };
}

function sumStep(list: Expression, argument: Expression | undefined, node: Call, context: Context): Step {
  const type = withoutNull(typeOf(node, context));
  const { zero, operations } = arithmetic(isNumericKind(type.kind) ? type.kind : 'decimal');
  const add = operations['+'];
  const apply = lambdaOrItem(list, argument, type, context);
  return (value, frame) => {
    let total = zero;
    for (const item of itemsOf(value)) {
      const operand = apply(item, frame);
      if (operand !== null) total = add(total, operand);
    }
    return total;
  };
}

/** The least or greatest of a list; an absent operand is left out, and of none at all it is null. */
function extremeStep(
  name: 'min' | 'max',
  list: Expression,
  argument: Expression | undefined,
  node: Call,
  context: Context,
): Step {
  const type = withoutNull(typeOf(node, context));
  const better = extreme(name, type);
  const apply = lambdaOrItem(list, argument, type, context);
  return (value, frame) => itemsOf(value).reduce<Value>((best, item) => better(best, apply(item, frame)), null);
}

/** `max(a, b)` */
function compileExtremeOf(args: readonly Expression[], node: Call, name: 'min' | 'max', context: Context): Evaluate {
  const type = typeOf(node, context);
  const better = extreme(name, withoutNull(type));
  const operands = args.map((arg) => compileExpression(arg, context, type));
  return (frame) => operands.reduce<Value>((best, operand) => better(best, operand(frame)), null);
}

function extreme(name: 'min' | 'max', type: Type): (best: Value, other: Value) => Value {
  const compare = ordering(type, type);
  const sign = name === 'max' ? 1 : -1;
  return (best, other) => {
    if (best === null || other === null) return best ?? other;
    return compare(other, best) * sign > 0 ? other : best;
  };
}

/** An operand of `sum`, `min` or `max`: what the lambda gives, or the item itself, as a value of the result's type. */
function lambdaOrItem(list: Expression, argument: Expression | undefined, type: Type, context: Context): OfItem {
  if (argument?.kind === 'lambda') return compileLambda(argument, context, type);
  const from = withoutNull(itemType(withoutNull(typeOf(list, context)))).kind;
  const convert = isNumericKind(from) && isNumericKind(type.kind) ? numberConversion(from, type.kind) : undefined;
  return convert ? (item) => (item === null ? null : convert(item)) : (item) => item;
}

function containsStep(type: Type, argument: Expression, context: Context): Step {
  const other = compileExpression(argument, context);
  const same = equality(itemType(type), typeOf(argument, context), context.dereference);
  return (value, frame) => {
    const wanted = other(frame);
    if (typeof value === 'string') return wanted !== null && value.includes(String(wanted));
    if (isObject(value)) return wanted !== null && Object.hasOwn(value, String(wanted));
    return itemsOf(value).some((item) => same(item, wanted));
  };
}

function roundStep(receiver: Expression, argument: Expression | undefined, node: Call, context: Context): Step {
  const type = withoutNull(typeOf(node, context));
  const given = withoutNull(typeOf(receiver, context)).kind;
  const kind = isNumericKind(type.kind) ? type.kind : 'decimal';
  const from = isNumericKind(given) ? given : kind;
  const convert = numberConversion(from, kind);
  const digits = argument && compileExpression(argument, context);
  const { round } = arithmetic(from);
  return (value, frame) => {
    const places = digits ? digits(frame) : 0;
    if (typeof places !== 'number') throw new ValueError('`round` needs a number of digits');
    const rounded = round(value, places);
    return convert ? convert(rounded) : rounded;
  };
}

function compileUuid(argument: Expression | undefined, context: Context): Evaluate {
  if (!argument) return (frame) => frame.effects.uuid();
  const name = compileExpression(argument, context);
  return (frame) => {
    const text = name(frame);
    if (typeof text !== 'string') throw new BodyError('error', '`uuid` needs a name', argument);
    return nameUuid(text);
  };
}

function onText(
  argument: Expression | undefined,
  context: Context,
  test: (text: string, other: string) => Value,
): Step {
  const other = argument ? compileExpression(argument, context) : () => null;
  return (value, frame) => {
    const text = other(frame);
    return text !== null && test(String(value), String(text));
  };
}

function length(value: Value): number {
  return typeof value === 'string' ? textLength(value) : itemsOf(value).length;
}

/** A list's items, or a map's values in the order of their keys. */
function itemsOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? sortedKeys(value).map((key) => value[key] as Value) : [];
}

function itemType(type: Type): Type {
  if (type.kind === 'list') return type.item;
  return type.kind === 'map' ? type.value : { kind: 'unknown' };
}

function resultItem(node: Call, context: Context): Type {
  return itemType(withoutNull(typeOf(node, context)));
}

function calledText(callee: Expression): string {
  return callee.kind === 'member' ? `The query \`${callee.name.text}\`` : 'A call of this';
}
