import type { Contract, ContractArrow } from './contract.ts';
import { advance, awaitedAt, begin, type Position } from './position.ts';

/** A position that an instance may come to, by the message that led there. */
export interface Reached {
  readonly position: Position;
  readonly message: string;
  /** The arrow that promised the message; undefined for the start. */
  readonly arrow: ContractArrow | undefined;
  readonly before: Reached | undefined;
}

export interface Exploration {
  /** The shortest ways first; each position once. */
  readonly reached: readonly Reached[];
  /** The positions from which an end can be reached. */
  readonly ending: ReadonlySet<Reached>;
}

/** Ways that fork multiply; more positions than this are not looked at. */
const MOST = 5_000;

/** All positions that an instance may come to, breadth first; undefined where they are too many. */
export function explore(contract: Contract, start: string): Exploration | undefined {
  const first: Reached = { position: begin(contract, start), message: start, arrow: undefined, before: undefined };
  const known = new Map<string, Reached>([[idOf(contract, first.position), first]]);
  const cameFrom = new Map<Reached, Reached[]>();
  const reached = [first];
  for (const at of reached) {
    if (reached.length > MOST) return undefined;
    for (const message of awaitedAt(at.position)) {
      const position = advance(contract, at.position, message);
      if (!position) continue;
      const id = idOf(contract, position);
      let next = known.get(id);
      if (!next) {
        const arrow = at.position.open.find((one) => one.arrow.to.includes(message))?.arrow;
        known.set(id, (next = { position, message, arrow, before: at }));
        reached.push(next);
      }
      const before = cameFrom.get(next);
      if (before) before.push(at);
      else cameFrom.set(next, [at]);
    }
  }
  return { reached, ending: backwards(reached, cameFrom) };
}

function backwards(reached: readonly Reached[], cameFrom: ReadonlyMap<Reached, readonly Reached[]>): Set<Reached> {
  const ending = new Set(reached.filter(({ position }) => position.open.length === 0 && !position.isLoose));
  for (const at of ending) for (const before of cameFrom.get(at) ?? []) ending.add(before);
  return ending;
}

function idOf({ arrows }: Contract, { open, standing, failed, isLoose }: Position): string {
  const places = open.map(({ arrow, undone }) => `${arrows.indexOf(arrow)} ${undone.join(' ')}`).sort();
  return `${places.join(', ')} | ${[...standing].sort().join(' ')} | ${failed} ${isLoose}`;
}
