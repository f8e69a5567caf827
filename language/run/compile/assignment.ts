import type { Type, Value } from '../../model/types.ts';
import type { Assign, Expression, Node, Remove } from '../../syntax/tree.ts';
import { BodyError, type Frame } from '../program.ts';
import { withoutNull } from '../values/compare.ts';
import { arithmetic, isNumericKind } from '../values/numbers.ts';
import { type Fields, isContainer } from '../values/objects.ts';
import { own, share } from '../values/ownership.ts';
import { type Context, type Evaluate, type Execute, failure, targetOf, typeOf } from './context.ts';
import { compileExpression } from './expression.ts';
import { sumOperation } from './operators.ts';
import { touch } from './touched.ts';

type Container = Value[] | Fields;
type Key = string | number;
/** One step from a container toward the place that is assigned. */
type KeyOf = (frame: Frame) => Key;

interface Change {
  readonly node: Node;
  /** Whether a value means that nothing is there: null, except where null is a value. */
  readonly removes: boolean;
  /** Whether the state has maps, of which a check should see just what changed. */
  readonly noted: boolean;
}

/** `x = …`, `x += …`, `stock[k] -= …`: gives a local a new value, or changes the state in place, to be taken back. */
export function compileAssign(node: Assign, context: Context): Execute {
  const type = typeOf(node.target, context);
  const value = compileExpression(node.value, context, type);
  const local = targetOf(node.target, context);
  if (local?.kind === 'local') return assignLocal(context.slots.of(local.node), node, type, value);
  const place = compilePlace(node.target, context);
  const change: Change = { node, removes: type.kind !== 'json', noted: context.hasMaps };
  if (node.operator === '=') {
    return (frame) => {
      const keys = keysOf(place, frame);
      write(frame, keys, value(frame), change);
    };
  }
  const combine = combination(node, type);
  return (frame) => {
    const keys = keysOf(place, frame);
    const before = read(frame, keys, change);
    write(frame, keys, combine(before, value(frame)), change);
  };
}

export function compileRemove(node: Remove, context: Context): Execute {
  const place = compilePlace(node.target, context);
  const change: Change = { node, removes: true, noted: context.hasMaps };
  return (frame) => write(frame, keysOf(place, frame), null, change);
}

/** Sets a place in the frame's state once; null removes what is there. */
export function assignPlace(frame: Frame, place: Place, value: Value, node: Node): void {
  write(frame, keysOf(place, frame), value, { node, removes: true, noted: false });
}

function assignLocal(slot: number, node: Assign, type: Type, value: Evaluate): Execute {
  if (node.operator === '=') {
    return (frame) => {
      frame.locals[slot] = value(frame);
    };
  }
  const combine = combination(node, type);
  return (frame) => {
    frame.locals[slot] = combine(frame.locals[slot] as Value, value(frame));
  };
}

/** What `+=` and `-=` make of what was there; an absent number is zero, an absent list empty. */
function combination(node: Assign, type: Type): (before: Value, operand: Value) => Value {
  const { kind } = withoutNull(type);
  const zero = isNumericKind(kind) ? arithmetic(kind).zero : null;
  const operate = sumOperation(node.operator === '+=' ? '+' : '-', type);
  return (before, operand) => {
    try {
      return operate(before ?? zero, operand);
    } catch (error) {
      throw failure(error, node);
    }
  };
}

/** The keys that lead from the state to a place, the field of the state first. */
export type Place = readonly KeyOf[];

export function compilePlace(target: Expression, context: Context): Place {
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

function keysOf(place: Place, frame: Frame): Key[] {
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
  if (change.noted) touch(frame.state, keys[0] as string, keys[1] as string | undefined);
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
  // It may have come from another place in the state.
  set(frame, container, keys.at(-1) as Key, share(value), change);
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
  if (value === null && change.removes) delete container[key];
  else container[key] = value;
}

function setItem(frame: Frame, list: Value[], index: number, value: Value, change: Change): void {
  if (!(index in list)) {
    throw new BodyError('error', `the list has ${list.length} items, and none at ${index}`, change.node);
  }
  const before = list[index] as Value;
  frame.effects.undo(() => {
    list[index] = before;
  });
  list[index] = value;
}

function nothingThere(key: Key, change: Change): BodyError {
  return new BodyError('error', `there is nothing at ${JSON.stringify(key)} in which to set a value`, change.node);
}
