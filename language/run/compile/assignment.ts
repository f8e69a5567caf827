import type { Type, Value } from '../../model/types.ts';
import type { Assign, Expression, Remove } from '../../syntax/tree.ts';
import { BodyError, type Frame } from '../program.ts';
import { arithmetic, isNumericKind } from '../values/numbers.ts';
import { type Fields, isContainer } from '../values/objects.ts';
import { own } from '../values/ownership.ts';
import { type Context, type Execute, failure, targetOf, typeOf } from './context.ts';
import { compileExpression } from './expression.ts';

type Container = Value[] | Fields;
type Key = string | number;
/** One step from a container toward the place that is assigned. */
type KeyOf = (frame: Frame) => Key;

interface Change {
  readonly node: Assign | Remove;
  /** Whether a value means that nothing is there: null, except where null is a value. */
  removes(value: Value): boolean;
}

/** `x = …`, `x += …`, `stock[k] -= …`: changes the state in place, and remembers how to take it back. */
export function compileAssign(node: Assign, context: Context): Execute {
  const place = compilePlace(node.target, context);
  const type = typeOf(node.target, context);
  const value = compileExpression(node.value, context, type);
  const change: Change = { node, removes: (result) => result === null && type.kind !== 'json' };
  if (node.operator === '=') {
    return (frame) => {
      const keys = keysOf(place, frame);
      write(frame, keys, value(frame), change);
    };
  }
  const combine = combination(type, node.operator === '+=' ? '+' : '-');
  return (frame) => {
    const keys = keysOf(place, frame);
    const before = read(frame, keys, change);
    try {
      write(frame, keys, combine(before, value(frame)), change);
    } catch (error) {
      throw failure(error, node);
    }
  };
}

export function compileRemove(node: Remove, context: Context): Execute {
  const place = compilePlace(node.target, context);
  const change: Change = { node, removes: () => true };
  return (frame) => write(frame, keysOf(place, frame), null, change);
}

/** What `+=` and `-=` make of what was there; an absent number is zero, an absent list empty. */
function combination(type: Type, operator: '+' | '-'): (before: Value, operand: Value) => Value {
  const { kind } = type.kind === 'optional' ? type.type : type;
  if (isNumericKind(kind)) {
    const { zero, operations } = arithmetic(kind);
    const operate = operations[operator];
    return (before, operand) => operate(before ?? zero, operand);
  }
  if (kind === 'list') return (before, operand) => [...((before ?? []) as Value[]), ...(operand as Value[])];
  return (before, operand) => `${before ?? ''}${operand ?? ''}`;
}

/** The keys that lead from the state to the place, the field of the state first. */
function compilePlace(target: Expression, context: Context): readonly KeyOf[] {
  const keys: KeyOf[] = [];
  let node = target;
  for (;;) {
    const meant = targetOf(node, context);
    if (meant?.kind === 'state' && meant.field) {
      const field = meant.field.name.text;
      keys.push(() => field);
      return keys.reverse();
    }
    if (node.kind === 'index') {
      keys.push(indexKey(node.index, context));
      node = node.object;
    } else if (node.kind === 'member') {
      const name = node.name.text;
      keys.push(() => name);
      node = node.object;
    } else if (node.kind === 'parenthesized') {
      node = node.value;
    } else {
      return [() => notState(target)];
    }
  }
}

function notState(target: Expression): never {
  throw new BodyError('error', 'only state can be assigned', target);
}

function indexKey(index: Expression, context: Context): KeyOf {
  const value = compileExpression(index, context);
  return (frame) => {
    const key = value(frame);
    if (key === null) throw new BodyError('error', 'the index is null', index);
    return typeof key === 'number' ? key : String(key);
  };
}

function keysOf(place: readonly KeyOf[], frame: Frame): Key[] {
  return place.map((key) => key(frame));
}

function read(frame: Frame, keys: readonly Key[], change: Change): Value {
  let value: Value = frame.state;
  for (const key of keys) {
    if (!isContainer(value)) throw nothingThere(key, change);
    value = entry(value as Container, key);
  }
  return value;
}

function write(frame: Frame, keys: readonly Key[], value: Value, change: Change): void {
  let container: Container = frame.state;
  for (const key of keys.slice(0, -1)) {
    const inner = entry(container, key);
    if (!isContainer(inner)) {
      if (change.node.kind === 'remove') return;
      throw nothingThere(key, change);
    }
    const mine = own(inner);
    if (mine !== inner) set(frame, container, key, mine, change);
    container = mine;
  }
  set(frame, container, keys.at(-1) as Key, value, change);
}

function entry(container: Container, key: Key): Value {
  if (Array.isArray(container)) return container[key as number] ?? null;
  return Object.hasOwn(container, key) ? (container[key] ?? null) : null;
}

function set(frame: Frame, container: Container, key: Key, value: Value, change: Change): void {
  if (Array.isArray(container)) {
    setItem(frame, container, key as number, value, change);
    return;
  }
  const had = Object.hasOwn(container, key);
  const before = container[key] as Value;
  frame.effects.undo(() => {
    if (had) container[key] = before;
    else delete container[key];
  });
  if (change.removes(value)) delete container[key];
  else container[key] = value;
}

function setItem(frame: Frame, list: Value[], index: number, value: Value, change: Change): void {
  if (!(index in list)) {
    throw new BodyError('error', `the list has ${list.length} items, and none at ${index}`, change.node);
  }
  const before = list[index] as Value;
  if (change.removes(value)) {
    frame.effects.undo(() => list.splice(index, 0, before));
    list.splice(index, 1);
    return;
  }
  frame.effects.undo(() => {
    list[index] = before;
  });
  list[index] = value;
}

function nothingThere(key: Key, change: Change): BodyError {
  return new BodyError('error', `there is nothing at ${JSON.stringify(key)} in which to set a value`, change.node);
}
