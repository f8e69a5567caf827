import type { Type, Value } from '../../model/types.ts';
import type { Assign, Expression, Node, Remove } from '../../syntax/tree.ts';
import { BodyError, type Frame, type MutableContainer } from '../program.ts';
import { withoutNull } from '../values/compare.ts';
import { arithmetic, isNumericKind } from '../values/numbers.ts';
import { isContainer } from '../values/objects.ts';
import { own, share } from '../values/ownership.ts';
import { type Context, type Evaluate, type Execute, failure, targetOf, typeOf } from './context.ts';
import { compileExpression } from './expression.ts';
import { sumOperation } from './operators.ts';
import { touch } from './touched.ts';

type Key = string | number;
/** One step from a container toward the place that is assigned, where it is not always the same. */
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
      const keys = place(frame);
      write(frame, keys, value(frame), change);
    };
  }
  const combine = combination(node, type);
  return (frame) => {
    const keys = place(frame);
    const before = read(frame, keys, change);
    write(frame, keys, combine(before, value(frame)), change);
  };
}

export function compileRemove(node: Remove, context: Context): Execute {
  const place = compilePlace(node.target, context);
  const change: Change = { node, removes: true, noted: context.hasMaps };
  return (frame) => write(frame, place(frame), null, change);
}

/** Sets a place in the frame's state once; null removes what is there. */
export function assignPlace(frame: Frame, place: Place, value: Value, node: Node): void {
  write(frame, place(frame), value, { node, removes: true, noted: false });
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

/** Gives the keys that lead from the state to a place, the field of the state first. */
export type Place = (frame: Frame) => readonly Key[];

export function compilePlace(target: Expression, context: Context): Place {
  const keys: (Key | KeyOf)[] = [];
  let node = target;
  for (;;) {
    const meant = targetOf(node, context);
    if (meant?.kind === 'state' && meant.field) {
      keys.push(meant.field.name.text);
      return placeAt(keys.reverse());
    }
    if (node.kind === 'index') {
      keys.push(indexKey(node.index, context));
      node = node.object;
    } else if (node.kind === 'member') {
      keys.push(node.name.text);
      node = node.object;
    } else {
      return () => notState(target);
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

function placeAt(keys: readonly (Key | KeyOf)[]): Place {
  if (!keys.some((key) => typeof key === 'function')) return () => keys as readonly Key[];
  return (frame) => keys.map((key) => (typeof key === 'function' ? key(frame) : key));
}

function read(frame: Frame, keys: readonly Key[], change: Change): Value {
  let value: Value = frame.state;
  for (const key of keys) {
    if (!isContainer(value)) throw nothingThere(key, change);
    value = entry(value as MutableContainer, key);
  }
  return value;
}

function write(frame: Frame, keys: readonly Key[], value: Value, change: Change): void {
  if (change.noted) touch(frame.state, keys[0] as string, keys[1] as string | undefined);
  let container: MutableContainer = frame.state;
  const last = keys.length - 1;
  for (let i = 0; i < last; i++) {
    const key = keys[i] as Key;
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
  set(frame, container, keys[last] as Key, share(value), change);
}

function entry(container: MutableContainer, key: Key): Value {
  if (Array.isArray(container)) return container[key as number] ?? null;
  return Object.hasOwn(container, key) ? (container[key] ?? null) : null;
}

function set(frame: Frame, container: MutableContainer, key: Key, value: Value, change: Change): void {
  if (Array.isArray(container)) {
    setItem(frame, container, key as number, value, change);
    return;
  }
  frame.effects.changing(container, key);
  if (value === null && change.removes) delete container[key];
  else container[key] = value;
}

function setItem(frame: Frame, list: Value[], index: number, value: Value, change: Change): void {
  if (!(index in list)) {
    throw new BodyError('error', `the list has ${list.length} items, and none at ${index}`, change.node);
  }
  frame.effects.changing(list, index);
  list[index] = value;
}

function nothingThere(key: Key, change: Change): BodyError {
  return new BodyError('error', `there is nothing at ${JSON.stringify(key)} in which to set a value`, change.node);
}
