import type { Value } from '../../model/types.ts';
import { emptyObject, type Fields, isContainer, isObject } from './objects.ts';

/**
 * Values are immutable, yet state is changed in place: a list, map or record inside a state is changed in place only
 * while nobody else has seen it. Whoever takes one out of the state shares it, and the next change works on a copy.
 * So `let before = stock` keeps what it saw, what is in a log never changes, and a large map is not copied for each message.
 *
 * A container may be changed in place if it and all containers around it are owned.
 */
const owned = new WeakSet<object>();

type Container = readonly Value[] | { readonly [key: string]: Value };

/** Marks a container that is read as a whole. */
export function share(value: Value): Value {
  if (isContainer(value)) owned.delete(value);
  return value;
}

/** The container itself if the state alone has it, else a copy that it has alone. */
export function own(container: Container): Value[] | Fields {
  if (owned.has(container)) return container as Value[] | Fields;
  const copy = isObject(container) ? copyOf(container) : [...container];
  for (const item of isObject(copy) ? Object.values(copy) : copy) share(item);
  owned.add(copy);
  return copy;
}

/** A whole state as a value of its own. */
export function snapshot(state: Fields): Fields {
  const copy = copyOf(state);
  for (const value of Object.values(copy)) share(value);
  return copy;
}

/** A state that begins as a copy of another one and shares nothing that either of them changes in place. */
export function copyState(state: { readonly [key: string]: Value }): Fields {
  return snapshot(state as Fields);
}

function copyOf(object: { readonly [key: string]: Value }): Fields {
  return Object.assign(emptyObject(), object);
}
