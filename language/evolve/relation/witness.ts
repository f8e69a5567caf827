import { DEEPEST, deeperThan } from '../../model/schema/read.ts';
import type { JsonValue, ListType } from '../../model/types.ts';
import type { Pair, Spot, Step } from './inclusion.ts';
import type { Instance, Smallest } from './smallest.ts';

/** Whether a message for certain has a value at a place, and the smallest one, unless it is too large to be of use. */
export interface Shown {
  readonly isCertain: boolean;
  readonly witness: JsonValue | undefined;
  readonly size: number;
}

const UNCERTAIN: Shown = { isCertain: false, witness: undefined, size: 0 };

/** `value`: undefined where none is known; `most`: what is larger is not made. What nests too deep to be checked is written by nobody. */
export function shownAt(smallest: Smallest, place: Spot, value: Instance | undefined, most: number): Shown {
  const around = sizeAround(smallest, place, () => true);
  if (!value?.isSure || around === undefined) return UNCERTAIN;
  const size = value.size + around;
  if (size > most) return { isCertain: true, witness: undefined, size };
  let witness = value.value;
  for (let spot: Spot | undefined = place; spot; spot = parentOf(spot))
    if (spot.step) witness = within(smallest, spot.step, witness);
  return deeperThan(witness, DEEPEST) ? UNCERTAIN : { isCertain: true, witness, size };
}

/** The next place on the way to the root. */
export function parentOf(spot: Spot): Spot | undefined {
  return spot.pair ? spot.pair.ways[0] : spot.up;
}

/** Puts first, of the ways to each pair, the one that the smallest message goes. */
export function sortWays(pairs: readonly Pair[], smallest: Smallest): void {
  const onward = new Map<Pair | undefined, Passage[]>([[undefined, []]]);
  for (const to of pairs) onward.set(to, []);
  for (const to of pairs) for (const way of to.ways) onward.get(pairAround(way))!.push({ to, way });
  const sizes = new Map<Pair | undefined, number>([[undefined, 0]]);
  const pending = new Set<Pair | undefined>([undefined]);
  for (const from of pending) {
    pending.delete(from);
    for (const { to, way } of onward.get(from)!) {
      const around = sizeAround(smallest, way, ({ pair }) => !pair);
      const size = around === undefined ? Number.POSITIVE_INFINITY : sizes.get(from)! + around;
      if (size >= (sizes.get(to) ?? Number.POSITIVE_INFINITY)) continue;
      sizes.set(to, size);
      to.ways.splice(to.ways.indexOf(way), 1);
      to.ways.unshift(way);
      pending.add(to);
    }
  }
}

/** A way into a pair from the pair around it. */
interface Passage {
  readonly to: Pair;
  readonly way: Spot;
}

function pairAround(place: Spot): Pair | undefined {
  let spot: Spot | undefined = place;
  while (spot && !spot.pair) spot = spot.up;
  return spot?.pair;
}

/** The least that must stand around a place, on the way up as far as is asked; undefined where it is not sure that it can. */
function sizeAround(smallest: Smallest, place: Spot, isAsked: (spot: Spot) => boolean): number | undefined {
  let size = 0;
  for (let spot: Spot | undefined = place; spot && isAsked(spot); spot = parentOf(spot)) {
    const own = spot.step && sizeOfStep(smallest, spot.step);
    if (own && !own.isSure) return undefined;
    size += own?.size ?? 0;
  }
  return size;
}

function sizeOfStep(smallest: Smallest, step: Step): Pick<Instance, 'size' | 'isSure'> {
  switch (step.kind) {
    case 'field':
      return smallest.around(step.object, step.name);
    case 'item':
      return smallest.items(step.type, othersIn(step.type)) ?? { size: 0, isSure: false };
    case 'entry':
      return { size: 1, isSure: true };
    case 'case':
      return { size: 0, isSure: true };
  }
}

function within(smallest: Smallest, step: Step, value: JsonValue): JsonValue {
  switch (step.kind) {
    case 'field':
      return smallest.object(step.object, new Map([[step.name, value]]))!.value;
    case 'item':
      return [value, ...(smallest.items(step.type, othersIn(step.type))!.value as readonly JsonValue[])];
    case 'entry':
      return { a: value };
    case 'case':
      return value;
  }
}

function othersIn({ min = 0 }: ListType): number {
  return Math.max(0, min - 1);
}
