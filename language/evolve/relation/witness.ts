import type { JsonValue } from '../../model/types.ts';
import type { Spot } from './inclusion.ts';
import type { Smallest } from './smallest.ts';

/** The smallest message that has a value at a place; undefined where it is not certain that what surrounds it can be written. */
export function wholeMessage(smallest: Smallest, place: Spot, value: JsonValue): JsonValue | undefined {
  let whole: JsonValue | undefined = value;
  for (let spot: Spot | undefined = place; spot && whole !== undefined; spot = parentOf(spot)) {
    whole = spot.step ? around(smallest, spot.step, whole) : whole;
  }
  return whole;
}

/** The next place on the way to the root. */
export function parentOf(spot: Spot): Spot | undefined {
  return spot.pair ? spot.pair.ways[0] : spot.up;
}

function around(smallest: Smallest, step: NonNullable<Spot['step']>, value: JsonValue): JsonValue | undefined {
  switch (step.kind) {
    case 'field': {
      const found = smallest.object(step.object, new Map([[step.name, value]]));
      return found?.isSure ? found.value : undefined;
    }
    case 'item': {
      const others = smallest.items(step.type, Math.max(0, (step.type.min ?? 0) - 1));
      return others?.isSure ? [value, ...(others.value as readonly JsonValue[])] : undefined;
    }
    case 'entry':
      return { a: value };
    case 'case':
      return value;
  }
}
