import { ITEMS } from '../readers/fieldReads.ts';
import type { Spot } from './inclusion.ts';

/** The step of a way into the entries of a map. */
const ENTRIES = '{}';

type Name = (step: Extract<NonNullable<Spot['step']>, { kind: 'field' }>) => string;

/** How many ways to a place are told apart. */
const MOST_WAYS = 16;

/** A way from the root of a message: names of fields, `[]` for items, `{}` for entries of a map, `(card)` for a case. */
export type Way = readonly string[];

/** The ways to a place, the shortest first. */
export function waysTo(spot: Spot, name: Name): Way[] {
  const found: Way[] = [];
  const pending: { readonly spot: Spot | undefined; readonly tail: Way; readonly seen: readonly Spot[] }[] = [
    { spot, tail: [], seen: [] },
  ];
  for (let next = pending.shift(); next && found.length < MOST_WAYS; next = pending.shift()) {
    const { spot, tail, seen } = next;
    if (!spot) found.push(tail);
    else if (!spot.pair) pending.push({ spot: spot.up, tail: [...nameOf(spot, name), ...tail], seen });
    else if (!seen.includes(spot))
      for (const way of spot.pair.ways) pending.push({ spot: way, tail, seen: [...seen, spot] });
  }
  return found;
}

function nameOf({ step }: Spot, name: Name): Way {
  switch (step?.kind) {
    case 'field':
      return [name(step)];
    case 'item':
      return [ITEMS];
    case 'entry':
      return [ENTRIES];
    case 'case':
      return [`(${step.name})`];
    default:
      return [];
  }
}

/** `items[].price`, `stock{}`, `payment(card).number` */
export function wayText(way: Way): string {
  return way.reduce((text, step) => (text === '' || /^[[{(]/.test(step) ? text + step : `${text}.${step}`), '');
}
