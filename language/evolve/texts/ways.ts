import { ANY_NEXT, END_NEXT, OTHER_NEXT, WORD_NEXT } from './alphabet.ts';
import type { Effort } from './effort.ts';
import type { Program } from './program.ts';

/** What stands before a place in a text. */
export type Before = 'start' | 'word' | 'other';

/** A way through empty moves: what may come next, and the step that takes it, or ends. */
export interface Way {
  readonly next: number;
  readonly step: number;
  /** Bodies that have to match from here, by the step where they begin. */
  readonly ahead: readonly number[];
  /** Bodies that must not. */
  readonly never: readonly number[];
}

/** The empty moves of a program. */
export class Ways {
  readonly #program: Program;
  readonly #effort: Effort;
  readonly #known = new Map<string, readonly Way[]>();

  constructor(program: Program, effort: Effort) {
    this.#program = program;
    this.#effort = effort;
  }

  /** From a step to what may be reached without taking a character. */
  from(before: Before, from: number): readonly Way[] {
    const key = `${before}${from}`;
    const known = this.#known.get(key);
    if (known) return known;
    const ways: Way[] = [];
    const seen = new Set<string>();
    const open: Way[] = [{ next: ANY_NEXT, step: from, ahead: [], never: [] }];
    for (let way = open.pop(); way; way = open.pop()) {
      this.#effort.spend(1);
      const mark = `${way.step};${way.next};${way.ahead.join()};${way.never.join()}`;
      if (seen.has(mark)) continue;
      seen.add(mark);
      const further = this.#further(way, before);
      if (further) open.push(...further);
      else ways.push(way);
    }
    this.#known.set(key, ways);
    return ways;
  }

  /** What an empty move makes of a way; undefined where it has come to its end. */
  #further(way: Way, before: Before): Way[] | undefined {
    const at = this.#program.steps[way.step];
    switch (at?.op) {
      case 'split':
        return at.next.map((step) => ({ ...way, step }));
      case 'assert': {
        const next = way.next & allowedNext(at.what, before);
        return next === 0 ? [] : [{ ...way, next, step: at.next }];
      }
      case 'ahead': {
        const looks = at.not
          ? { never: distinct([...way.never, at.body]) }
          : { ahead: distinct([...way.ahead, at.body]) };
        return [{ ...way, step: at.next, ...looks }];
      }
      case 'accept':
        if (way.next === END_NEXT) return undefined;
        return way.next & END_NEXT ? [{ ...way, next: END_NEXT }] : [];
      default:
        return undefined;
    }
  }
}

/** In order, each once. */
export function distinct(steps: readonly number[]): readonly number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}

function allowedNext(what: 'start' | 'end' | 'boundary' | 'inside', before: Before): number {
  if (what === 'start') return before === 'start' ? ANY_NEXT : 0;
  if (what === 'end') return END_NEXT;
  return (before === 'word') === (what === 'inside') ? WORD_NEXT : OTHER_NEXT | END_NEXT;
}
