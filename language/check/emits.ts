import type { Declaration, Emit } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';

const known = new WeakMap<Declaration, readonly Emit[]>();

/** The `emit`s and `send`s in the bodies of a part; those in a service belong to its parts. */
export function emitsIn(part: Declaration): readonly Emit[] {
  let emits = known.get(part);
  if (!emits) known.set(part, (emits = part.kind === 'service' ? [] : collect(part)));
  return emits;
}

function collect(part: Declaration): Emit[] {
  const emits: Emit[] = [];
  walk(part, (node) => {
    if (node.kind === 'emit') emits.push(node);
  });
  return emits;
}
