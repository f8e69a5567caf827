import { ANY_NEXT, END_NEXT, type Letter, WORD_NEXT } from './alphabet.ts';
import { type Effort, TooHard } from './effort.ts';
import type { Program } from './program.ts';
import { type Before, distinct, type Way, Ways } from './ways.ts';

/**
 * A program as an automaton without empty moves, over an alphabet. Its states are numbers and are made as they are met.
 * A state is where the program stands, and what lies ahead: bodies that still have to match from here, and bodies that must not.
 */
export interface Automaton {
  readonly start: number;
  step(state: number, letter: number): readonly number[];
  /** True where the text may end. */
  accepts(state: number): boolean;
  /** True where the text may go on in any way and is taken. */
  takesAll(state: number): boolean;
}

interface State {
  readonly before: Before;
  /** The step where the program stands, then those of bodies that have to match. */
  readonly at: readonly number[];
  /** For each body that must not match, all steps where it may stand. */
  readonly never: readonly (readonly number[])[];
}

/** Ways of everything in a state at once; `at[0]` is the program's own, undefined where it accepts. */
interface Joint {
  readonly next: number;
  readonly main: number | undefined;
  readonly at: readonly number[];
  readonly never: readonly (readonly Way[])[];
}

const MAX_STATES = 100_000;

/** @param offset of the program's sets among those of the alphabet */
export function automatonOf(program: Program, letters: readonly Letter[], offset: number, effort: Effort): Automaton {
  return new Lazy(program, letters, offset, effort);
}

class Lazy implements Automaton {
  readonly start = 0;
  readonly #program: Program;
  readonly #letters: readonly Letter[];
  readonly #offset: number;
  readonly #effort: Effort;
  readonly #states: State[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #joints: (readonly Joint[])[] = [];
  readonly #moves: (readonly number[])[][] = [];
  readonly #ways: Ways;
  readonly #live: readonly boolean[];
  readonly #seesBoundary: readonly boolean[];

  constructor(program: Program, letters: readonly Letter[], offset: number, effort: Effort) {
    this.#program = program;
    this.#letters = letters;
    this.#offset = offset;
    this.#effort = effort;
    this.#ways = new Ways(program, effort);
    this.#live = live(program);
    this.#seesBoundary = seesBoundary(program);
    this.#number({ before: 'start', at: [program.start], never: [] });
  }

  step(state: number, letter: number): readonly number[] {
    const moves = (this.#moves[state] ??= []);
    return (moves[letter] ??= this.#step(state, letter));
  }

  accepts(state: number): boolean {
    return this.#jointsOf(state).some(({ next, main, at }) => next & END_NEXT && main === undefined && at.length === 0);
  }

  takesAll(state: number): boolean {
    const { at, never } = this.#states[state] as State;
    if (at.length > 1 || never.length > 0) return false;
    const tail = this.#program.steps[this.#program.tail];
    const loop = tail?.op === 'split' ? tail.next[0] : undefined;
    return this.#jointsOf(state).some(
      (joint) => joint.next === ANY_NEXT && joint.main === loop && joint.at.length === 0 && joint.never.length === 0,
    );
  }

  #step(state: number, index: number): readonly number[] {
    const letter = this.#letters[index] as Letter;
    const before = letter.kind === WORD_NEXT ? 'word' : 'other';
    const targets = new Set<number>();
    for (const joint of this.#jointsOf(state)) {
      this.#effort.spend(1);
      if (joint.main === undefined || !(joint.next & letter.kind)) continue;
      const at = [joint.main, ...joint.at].map((step) => this.#after(step, letter));
      if (at.includes(undefined)) continue;
      const never = joint.never
        .map((ways) => ways.filter(({ next }) => next & letter.kind).map(({ step }) => this.#after(step, letter)))
        .map((steps) => steps.filter((step) => step !== undefined))
        .filter((steps) => steps.length > 0);
      const [main, ...others] = at as number[];
      targets.add(this.#number({ before, at: [main as number, ...distinct(others)], never: never.map(distinct) }));
    }
    return [...targets];
  }

  /** Where a step goes by a letter; undefined where it does not take it, or leads nowhere. */
  #after(step: number, letter: Letter): number | undefined {
    const taker = this.#program.steps[step];
    if (taker?.op !== 'character' || !letter.in[this.#offset + taker.set]) return undefined;
    return this.#live[taker.next] ? taker.next : undefined;
  }

  #number({ before, at, never }: State): number {
    const matters = [at, ...never].flat().some((step) => this.#seesBoundary[step]);
    const state: State = { before: before === 'word' && !matters ? 'other' : before, at, never };
    const key = `${state.before};${at.join()};${[...new Set(never.map((steps) => steps.join()))].sort().join('|')}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MAX_STATES) throw new TooHard('the pattern has too many states');
    const number = this.#states.push(state) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  #jointsOf(state: number): readonly Joint[] {
    return (this.#joints[state] ??= this.#join(this.#states[state] as State));
  }

  #join({ before, at, never }: State): readonly Joint[] {
    const [main, ...others] = at as [number, ...number[]];
    let joints: readonly Joint[] = [{ next: ANY_NEXT, main: undefined, at: [], never: [] }];
    joints = this.#with(joints, before, main, (joint, step) => ({ ...joint, main: step }));
    for (const step of others) joints = this.#with(joints, before, step, alsoAt);
    return never.reduce((result, steps) => this.#without(result, before, steps), joints);
  }

  /** Each joint with each way from a step, `put` in by its taking step. */
  #with(joints: readonly Joint[], before: Before, from: number, put: typeof alsoAt): readonly Joint[] {
    const joined = joints.flatMap((joint) =>
      this.#ways.from(before, from).flatMap((way) => {
        this.#effort.spend(1);
        const next = joint.next & way.next;
        if (next === 0) return [];
        let result: readonly Joint[] = [this.#takes(way.step) ? put({ ...joint, next }, way.step) : { ...joint, next }];
        for (const body of way.ahead) result = this.#with(result, before, body, alsoAt);
        for (const body of way.never) result = this.#without(result, before, [body]);
        return result;
      }),
    );
    return unique(joined);
  }

  /** Each joint where a body that may stand at these steps does not match here already. */
  #without(joints: readonly Joint[], before: Before, steps: readonly number[]): readonly Joint[] {
    const ways = steps.flatMap((step) => this.#ways.from(before, step));
    const done = ways.filter(({ step }) => !this.#takes(step)).reduce((all, { next }) => all | next, 0);
    const takers = ways.filter(({ step }) => this.#takes(step));
    return joints
      .map((joint) => ({
        ...joint,
        next: joint.next & ~done,
        never: takers.length > 0 ? [...joint.never, takers] : joint.never,
      }))
      .filter(({ next }) => next !== 0);
  }

  #takes(step: number): boolean {
    return this.#program.steps[step]?.op === 'character';
  }
}

function alsoAt(joint: Joint, step: number): Joint {
  return { ...joint, at: distinct([...joint.at, step]) };
}

function unique(joints: readonly Joint[]): readonly Joint[] {
  if (joints.length < 2) return joints;
  const never = ({ next, step }: Way) => `${next}:${step}`;
  const key = (joint: Joint) =>
    `${joint.next};${joint.main};${joint.at.join()};${joint.never.map((ways) => ways.map(never).join()).join('|')}`;
  return [...new Map(joints.map((joint) => [key(joint), joint])).values()];
}

/** For each step, whether an end can be reached from it once the text has begun. */
function live({ steps, sets }: Program): boolean[] {
  return backwards(steps.length, (step) => {
    const at = steps[step];
    if (at?.op === 'accept' || at?.op === 'done') return true;
    if (at?.op === 'split') return at.next;
    if (at?.op === 'character') return sets[at.set]?.length ? [at.next] : false;
    return at && !(at.op === 'assert' && at.what === 'start') ? [at.next] : false;
  });
}

/** For each step, whether what follows without a character asks for a word's boundary. */
function seesBoundary({ steps }: Program): boolean[] {
  return backwards(steps.length, (step) => {
    const at = steps[step];
    if (at?.op === 'assert') return at.what === 'boundary' || at.what === 'inside' || [at.next];
    if (at?.op === 'split') return at.next;
    return at?.op === 'ahead' ? [at.body, at.next] : false;
  });
}

/** Which of so many steps are true: by themselves, or by one that they lead to. */
function backwards(count: number, rule: (step: number) => boolean | readonly number[]): boolean[] {
  const from: number[][] = Array.from({ length: count }, () => []);
  const result = Array.from({ length: count }, () => false);
  const open: number[] = [];
  for (let step = 0; step < count; step++) {
    const leads = rule(step);
    if (leads === true) open.push(step);
    else if (leads) for (const to of leads) from[to]?.push(step);
  }
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (result[step]) continue;
    result[step] = true;
    open.push(...(from[step] as number[]));
  }
  return result;
}
