import type { Grammar, GrammarNode } from './ebnf.ts';

/** What the recognizer sees of a token. */
export interface SeenToken {
  /** As it is written. */
  readonly text: string;
  readonly kind: 'word' | 'INT' | 'DECIMAL' | 'STRING' | 'DURATION' | 'VERSION' | 'mark';
  readonly isFirstOnLine: boolean;
}

/** Rules that are being read: behind which call each goes on. */
interface Stack {
  readonly id: number;
  readonly back: GrammarNode;
  readonly under: Stack | undefined;
}

/** One way to read the text so far: it goes on at a `word`, `name` or `token`. */
interface State {
  readonly node: GrammarNode;
  readonly stack: Stack | undefined;
}

/** How far out of what is broken a token may lead, in rules. */
const MOST_UNWOUND = 300;

/**
 * Reads tokens by a grammar in all ways at once, and says what may come next. It never gives up: a token that fits
 * nowhere ends the rules around it up to the nearest one that can go on with it, or is stepped over.
 */
export class Recognizer {
  readonly #grammar: Grammar;
  readonly #stacks = new Map<string, Stack>();
  #states: State[];
  /** How many tokens did not fit where they stand. */
  misfits = 0;

  constructor(grammar: Grammar, start: string) {
    this.#grammar = grammar;
    this.#states = this.#closure([{ node: this.#rule(start), stack: undefined }]);
  }

  /** What may come next, each once. */
  expected(): GrammarNode[] {
    return [...new Set(this.#states.map(({ node }) => node))];
  }

  take(token: SeenToken): void {
    const taken = this.#states.filter(({ node }) => takes(node, token));
    const isNamed = token.isFirstOnLine && token.kind === 'word' && !taken.some(({ node }) => node.kind === 'word');
    if (taken.length === 0) this.misfits++;
    if (taken.length === 0 || isNamed) taken.push(...this.#unwound(token));
    if (taken.length > 0)
      this.#states = this.#closure(
        taken.flatMap(({ node, stack }) => node.next.map((next) => ({ node: next, stack }))),
      );
  }

  /**
   * Where the token fits once the rules at hand are left unfinished: the nearest such place. A word that is the first on
   * its line more likely begins an item of some block than it is a name.
   */
  #unwound(token: SeenToken): State[] {
    let names: State[] = [];
    let stacks = new Set(this.#states.map(({ stack }) => stack));
    for (let depth = 0; depth < MOST_UNWOUND && stacks.size > 0; depth++) {
      const above = [...stacks].flatMap((stack) => stack ?? []);
      const fitting = this.#closure(above.map(({ back, under }) => ({ node: back, stack: under }))).filter(({ node }) =>
        takes(node, token),
      );
      if (fitting.some(({ node }) => node.kind === 'word')) return fitting;
      if (names.length === 0) names = fitting;
      if (names.length > 0 && !token.isFirstOnLine) return names;
      stacks = new Set(above.map(({ under }) => under));
    }
    return names;
  }

  /** All states that can be reached without a token. */
  #closure(from: State[]): State[] {
    const found: State[] = [];
    const known = new Set<string>();
    const pending = from.reverse();
    for (let state = pending.pop(); state; state = pending.pop()) {
      const { node, stack } = state;
      const key = `${node.id}:${stack?.id ?? 0}`;
      if (known.has(key)) continue;
      known.add(key);
      if (node.kind === 'call') pending.push({ node: this.#rule(node.text), stack: this.#called(node, stack) });
      else if (node.kind === 'end') {
        if (stack) pending.push({ node: stack.back, stack: stack.under });
      } else if (node.kind === 'fork') for (const next of node.next.toReversed()) pending.push({ node: next, stack });
      else found.push(state);
    }
    return found;
  }

  #called(call: GrammarNode, under: Stack | undefined): Stack {
    const key = `${call.id}:${under?.id ?? 0}`;
    let known = this.#stacks.get(key);
    if (!known) this.#stacks.set(key, (known = { id: this.#stacks.size + 1, back: call.next[0]!, under }));
    return known;
  }

  #rule(name: string): GrammarNode {
    return this.#grammar.get(name)!;
  }
}

const VALUES = new Set(['true', 'false', 'null']);

function takes({ kind, text }: GrammarNode, token: SeenToken): boolean {
  if (kind === 'word') return text === token.text && token.kind !== 'STRING';
  if (kind === 'name') return token.kind === 'word' && !VALUES.has(token.text);
  return text === token.kind || (text === 'NEWVERSION' && token.kind === 'VERSION');
}

/** The words that must follow a word: `letter to` after `dead`. */
export function wordsAfter(word: GrammarNode): string[] {
  const found: string[] = [];
  for (let node: GrammarNode | undefined = word; node; ) {
    node = onlyNext(node);
    if (node?.kind !== 'word' || !/^\w+$/.test(node.text)) break;
    found.push(node.text);
  }
  return found;
}

function onlyNext(node: GrammarNode): GrammarNode | undefined {
  let next = node.next;
  while (next.length === 1 && next[0]!.kind === 'fork') next = next[0]!.next;
  return next.length === 1 ? next[0] : undefined;
}
