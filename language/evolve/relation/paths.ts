import { ITEMS } from '../readers/fieldReads.ts';
import type { Pair, Spot } from './inclusion.ts';
import { parentOf } from './witness.ts';

/** The step of a way into the entries of a map. */
const ENTRIES = '{}';

type Name = (step: Extract<NonNullable<Spot['step']>, { kind: 'field' }>) => string;

/** How many ways to a place are told apart. */
const MOST_WAYS = 16;

/** A way from the root of a message: names of fields, `[]` for items, `{}` for entries of a map, `(card)` for a case. */
export type Way = readonly string[];

/** The ways to a place: that of the smallest message, then the shortest ones. No way goes twice through a pair. */
export function waysTo(place: Spot, name: Name): Way[] {
  const found = new Map<string, Way>();
  const add = (way: Way) => found.set(JSON.stringify(way), way);
  add(firstWay(place, name));
  const visits = new Map<Pair, number>();
  const pending: Pending[] = [{ spot: place, tail: undefined, seen: undefined }];
  for (const { spot, tail, seen } of pending) {
    if (found.size === MOST_WAYS) break;
    if (!spot) add(listOf(tail));
    else if (!spot.pair) pending.push({ spot: spot.up, tail: { first: nameOf(spot, name), rest: tail }, seen });
    else if (!isOn(seen, spot.pair) && !isTired(spot.pair, visits)) {
      const passed = { first: spot.pair, rest: seen };
      pending.push(...spot.pair.ways.slice(0, MOST_WAYS).map((way) => ({ spot: way, tail, seen: passed })));
    }
  }
  return [...found.values()];
}

/** A list that others share the end of. */
interface Shared<T> {
  readonly first: T;
  readonly rest: Shared<T> | undefined;
}

interface Pending {
  readonly spot: Spot | undefined;
  readonly tail: Shared<Way> | undefined;
  readonly seen: Shared<Pair> | undefined;
}

function listOf(ways: Shared<Way> | undefined): Way {
  const steps: string[] = [];
  for (let part = ways; part; part = part.rest) steps.push(...part.first);
  return steps;
}

function isOn(passed: Shared<Pair> | undefined, pair: Pair): boolean {
  for (let part = passed; part; part = part.rest) if (part.first === pair) return true;
  return false;
}

/** Whether a pair has been on as many ways as are told apart; each visit counts. */
function isTired(pair: Pair, visits: Map<Pair, number>): boolean {
  const count = (visits.get(pair) ?? 0) + 1;
  visits.set(pair, count);
  return count > MOST_WAYS;
}

function firstWay(place: Spot, name: Name): Way {
  const parts: Way[] = [];
  for (let spot: Spot | undefined = place; spot; spot = parentOf(spot)) parts.push(nameOf(spot, name));
  return parts.reverse().flat();
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
