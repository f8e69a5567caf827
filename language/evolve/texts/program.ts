import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { type CodePoints, codePointsOf, EVERY } from './codePoints.ts';
import { TooHard } from './effort.ts';

/** One step of a program; `next` are indices of steps. */
export type Step =
  /** Takes one character of the set with that index. */
  | { readonly op: 'character'; readonly set: number; readonly next: number }
  | { readonly op: 'split'; readonly next: readonly number[] }
  | { readonly op: 'assert'; readonly what: 'start' | 'end' | 'boundary' | 'inside'; readonly next: number }
  /** Goes on at `next` if what begins at `body` matches here (or, with `not`, does not), as far as its `done`. */
  | { readonly op: 'ahead'; readonly not: boolean; readonly body: number; readonly next: number }
  | { readonly op: 'done' }
  /** The text has to end here. */
  | { readonly op: 'accept' };

/** A pattern as a nondeterministic automaton with empty moves, which takes the whole text. */
export interface Program {
  readonly steps: readonly Step[];
  readonly sets: readonly CodePoints[];
  readonly start: number;
  /** The loop that takes whatever follows a match. */
  readonly tail: number;
  /** Why the program takes more texts than the pattern does; undefined where it takes exactly the same. */
  readonly why?: string;
}

const MAX_STEPS = 20_000;
const MAX_KEPT = 500;

const kept = new Map<string, Program>();

/** As `compile`, for patterns that come again and again. */
export function programOf(pattern: string): Program {
  const program = kept.get(pattern) ?? compile(pattern);
  kept.delete(pattern);
  kept.set(pattern, program);
  for (const [oldest] of kept) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return program;
}

/** The program of a pattern that `RegExp` takes with the flag `u`, searched for anywhere in a text. */
function compile(pattern: string): Program {
  try {
    return new Compiler().compile(pattern);
  } catch (error) {
    if (error instanceof TooHard) return { ...new Compiler().compile(''), why: error.message };
    throw error;
  }
}

class Compiler {
  readonly #steps: Step[] = [];
  readonly #sets: CodePoints[] = [];
  readonly #setIndex = new Map<string, number>();
  /** One for all copies that repetition makes of an assertion, so that states need not tell them apart. */
  readonly #bodies = new Map<AST.LookaheadAssertion, number | 'inexact'>();
  #why: string | undefined;
  #insideNot = false;

  compile(pattern: string): Program {
    const accept = this.#emit({ op: 'accept' });
    const tail = this.#loop((again) => this.#characters(EVERY, again), accept);
    const body = this.#pattern(pattern, tail);
    const start = this.#loop((again) => this.#characters(EVERY, again), body);
    const program = { steps: this.#steps, sets: this.#sets, start, tail };
    return this.#why === undefined ? program : { ...program, why: this.#why };
  }

  #pattern(pattern: string, next: number): number {
    let tree: AST.Pattern;
    try {
      tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
    } catch {
      return this.#beyond('it uses syntax that is not known here', next);
    }
    return this.#alternatives(tree.alternatives, next);
  }

  #alternatives(alternatives: readonly AST.Alternative[], next: number): number {
    const entries = alternatives.map(({ elements }) =>
      elements.reduceRight((after, element) => this.#element(element, after), next),
    );
    return entries.length === 1 ? (entries[0] as number) : this.#emit({ op: 'split', next: entries });
  }

  #element(element: AST.Element, next: number): number {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return this.#characters(codePointsOf(element), next);
      case 'CapturingGroup':
        return this.#alternatives(element.alternatives, next);
      case 'Group':
        if (element.modifiers) return this.#beyond('it switches flags inside', next);
        return this.#alternatives(element.alternatives, next);
      case 'Quantifier':
        return this.#quantifier(element, next);
      case 'Assertion':
        return this.#assertion(element, next);
      case 'Backreference':
        return this.#beyond('it refers back to a group', next);
      default:
        return this.#beyond('it uses syntax that is not known here', next);
    }
  }

  #quantifier({ element, min, max }: AST.Quantifier, next: number): number {
    const optional = max === Number.POSITIVE_INFINITY ? undefined : max - min;
    let entry = next;
    if (optional === undefined) entry = this.#loop((again) => this.#element(element, again), next);
    else entry = this.#repeat(optional, next, (after) => this.#either(this.#element(element, after), next));
    return this.#repeat(min, entry, (after) => this.#element(element, after));
  }

  /** Stops early where a round adds nothing. */
  #repeat(count: number, next: number, round: (after: number) => number): number {
    let entry = next;
    for (let done = 0; done < count; done++) {
      const before = entry;
      entry = round(entry);
      if (entry === before) break;
    }
    return entry;
  }

  #either(first: number, second: number): number {
    return first === second ? first : this.#emit({ op: 'split', next: [first, second] });
  }

  #assertion(assertion: AST.Assertion, next: number): number {
    switch (assertion.kind) {
      case 'start':
      case 'end':
        return this.#emit({ op: 'assert', what: assertion.kind, next });
      case 'word':
        return this.#emit({ op: 'assert', what: assertion.negate ? 'inside' : 'boundary', next });
      case 'lookahead':
        return this.#ahead(assertion, next);
      default:
        return this.#beyond('it looks behind', next, 'empty');
    }
  }

  #ahead(assertion: AST.LookaheadAssertion, next: number): number {
    if (this.#insideNot) return this.#beyond('it looks ahead while it looks ahead', next, 'empty');
    const body = this.#bodies.get(assertion) ?? this.#body(assertion);
    this.#bodies.set(assertion, body);
    return body === 'inexact' ? next : this.#emit({ op: 'ahead', not: assertion.negate, body, next });
  }

  /** Where a body that must not match takes too much, it would rule out too much: then it rules out nothing. */
  #body({ negate, alternatives }: AST.LookaheadAssertion): number | 'inexact' {
    const why = this.#why;
    this.#why = undefined;
    this.#insideNot = negate;
    const body = this.#alternatives(alternatives, this.#emit({ op: 'done' }));
    this.#insideNot = false;
    const inexact = this.#why !== undefined;
    this.#why = why ?? this.#why;
    return negate && inexact ? 'inexact' : body;
  }

  /** Stands for what no automaton can tell: any text, or the empty one. */
  #beyond(why: string, next: number, stand: 'any' | 'empty' = 'any'): number {
    this.#why ??= why;
    return stand === 'empty' ? next : this.#loop((again) => this.#characters(EVERY, again), next);
  }

  #loop(body: (again: number) => number, next: number): number {
    const again = this.#emit({ op: 'split', next: [next] });
    this.#steps[again] = { op: 'split', next: [body(again), next] };
    return again;
  }

  #characters(set: CodePoints, next: number): number {
    const key = set.join();
    const index = this.#setIndex.get(key) ?? this.#sets.push(set) - 1;
    this.#setIndex.set(key, index);
    return this.#emit({ op: 'character', set: index, next });
  }

  #emit(step: Step): number {
    if (this.#steps.length >= MAX_STEPS) throw new TooHard('the pattern repeats too much');
    return this.#steps.push(step) - 1;
  }
}
