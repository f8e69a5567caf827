import { alphabetOf, type Letter } from './alphabet.ts';
import { type Automaton, automatonOf } from './automaton.ts';
import { Effort, TooHard } from './effort.ts';
import { Levels } from './levels.ts';
import type { Program } from './program.ts';

const STEPS = 2_000_000;
const LONGEST_TEXT = 1_000_000;

/** Lengths in code points, both inclusive; `max` may be infinite. */
export interface Lengths {
  readonly min: number;
  readonly max: number;
}

/**
 * A shortest text with a length in the range that `inside` takes and `outside`, where given, does not; of those, one that
 * reads well. Undefined where there is none.
 * @throws TooHard past the limits
 */
export function shortest({ min, max }: Lengths, inside: Program, outside?: Program): string | undefined {
  if (min > max || min === Number.POSITIVE_INFINITY) return undefined;
  const effort = new Effort(STEPS);
  const pairs = new Pairs(inside, outside, effort);
  const levels = new Levels(pairs.start, (pair) => pairs.successors(pair), effort);
  for (let length = min; length <= max; length++) {
    const level = levels.at(length);
    if ([...level].some((pair) => pairs.isGoal(pair))) return spell(pairs, length, effort);
    const barren = pairs.goals.length === 0 && pairs.complete(level);
    if (barren || level.size === 0 || length + 1 >= (levels.allSeenAfter(min) ?? Number.POSITIVE_INFINITY)) break;
  }
  return undefined;
}

/** The text of that length: backwards come the places from where an end is so many letters away, forwards the letters. */
function spell(pairs: Pairs, length: number, effort: Effort): string {
  if (length > LONGEST_TEXT) throw new TooHard(`the shortest text that tells has ${length} characters`);
  const before = pairs.predecessors();
  const toGo = new Levels(pairs.goals, (pair) => before.get(pair) ?? [], effort);
  const text: string[] = [];
  let here: readonly number[] = pairs.start;
  for (let left = length - 1; left >= 0; left--) {
    const goOn = toGo.at(left);
    const step = pairs.first(here, goOn);
    text.push(String.fromCodePoint(step.codePoint));
    here = step.pairs;
  }
  return text.join('');
}

/** One place in `inside` together with all places in `outside` after the same text. */
interface Pair {
  readonly inside: number;
  readonly outside: number;
  /** True after the first half of a surrogate pair. */
  readonly high: boolean;
  /** True where a text may end for `inside` and not for `outside`. */
  readonly goal: boolean;
}

class Pairs {
  readonly start: readonly number[];
  /** Those met so far. */
  readonly goals: number[] = [];
  readonly #letters: readonly Letter[];
  readonly #inside: Automaton;
  readonly #outside: Subsets | undefined;
  readonly #effort: Effort;
  readonly #pairs: Pair[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #moves: (readonly (readonly number[])[])[] = [];
  readonly #successors: (readonly number[])[] = [];
  #expanded = 0;

  constructor(inside: Program, outside: Program | undefined, effort: Effort) {
    this.#effort = effort;
    this.#letters = alphabetOf([...inside.sets, ...(outside?.sets ?? [])], effort);
    this.#inside = automatonOf(inside, this.#letters, 0, effort);
    this.#outside = outside && new Subsets(automatonOf(outside, this.#letters, inside.sets.length, effort), effort);
    this.start = this.#number(this.#inside.start, this.#outside?.start, false);
  }

  isGoal(pair: number): boolean {
    return this.#pairs[pair]?.goal === true;
  }

  /** True where no pair is left whose successors are not known. */
  complete(level: ReadonlySet<number>): boolean {
    for (const pair of level) this.successors(pair);
    return this.#expanded === this.#pairs.length;
  }

  successors(pair: number): readonly number[] {
    return (this.#successors[pair] ??= [...new Set(this.#expand(pair).flat())]);
  }

  predecessors(): ReadonlyMap<number, readonly number[]> {
    const before = new Map<number, number[]>();
    this.#successors.forEach((successors, pair) => {
      for (const successor of successors) {
        const known = before.get(successor);
        if (known) known.push(pair);
        else before.set(successor, [pair]);
      }
    });
    return before;
  }

  /** The letter that reads best of those that lead from `here` into `there`, and where it leads. */
  first(here: readonly number[], there: ReadonlySet<number>): { codePoint: number; pairs: readonly number[] } {
    for (const [index, { codePoint }] of this.#letters.entries()) {
      this.#effort.spend(1);
      const next = here.flatMap((pair) => this.#moves[pair]?.[index] ?? []).filter((pair) => there.has(pair));
      if (next.length > 0) return { codePoint, pairs: [...new Set(next)] };
    }
    throw new Error('no letter leads on');
  }

  #expand(pair: number): readonly (readonly number[])[] {
    const { inside, outside, high } = this.#pairs[pair] as Pair;
    this.#expanded++;
    return (this.#moves[pair] = this.#letters.map((letter, index) => {
      this.#effort.spend(1);
      if (high && letter.low) return [];
      const targets = this.#inside.step(inside, index);
      if (targets.length === 0) return [];
      const others = this.#outside?.step(outside, index);
      return targets.flatMap((target) => this.#number(target, others, letter.high));
    }));
  }

  /** Nothing where `outside` takes whatever follows, as no goal is there. */
  #number(inside: number, outside: number | undefined, high: boolean): readonly number[] {
    if (outside === Subsets.ALL) return [];
    const key = `${inside},${outside ?? ''},${high}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return [known];
    const goal = this.#inside.accepts(inside) && !(outside !== undefined && this.#outside?.accepts(outside));
    const number = this.#pairs.push({ inside, outside: outside ?? 0, high, goal }) - 1;
    this.#numbers.set(key, number);
    if (goal) this.goals.push(number);
    return [number];
  }
}

/** An automaton made deterministic, as far as it is walked. */
class Subsets {
  /** The subset from where every text is taken. */
  static readonly ALL = -1;
  readonly start: number;
  readonly #automaton: Automaton;
  readonly #effort: Effort;
  readonly #subsets: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #moves: number[][] = [];
  readonly #accepting: boolean[] = [];

  constructor(automaton: Automaton, effort: Effort) {
    this.#automaton = automaton;
    this.#effort = effort;
    this.start = this.#number([automaton.start]);
  }

  step(subset: number, letter: number): number {
    const moves = (this.#moves[subset] ??= []);
    return (moves[letter] ??= this.#step(this.#subsets[subset] ?? [], letter));
  }

  accepts(subset: number): boolean {
    return this.#accepting[subset] === true;
  }

  #step(states: readonly number[], letter: number): number {
    this.#effort.spend(states.length);
    return this.#number([...new Set(states.flatMap((state) => this.#automaton.step(state, letter)))]);
  }

  #number(states: number[]): number {
    if (states.some((state) => this.#automaton.takesAll(state))) return Subsets.ALL;
    const key = states.sort((a, b) => a - b).join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#subsets.push(states) - 1;
    this.#accepting.push(states.some((state) => this.#automaton.accepts(state)));
    this.#numbers.set(key, number);
    return number;
  }
}
