import type { TokenType } from 'chevrotain';
import { AddAssign, Arrow, Assign, Colon, Dot, keyword, OpenBracket, Question, SubtractAssign, typeSet, words } from './tokens.ts';
import type { Token } from './tokens.ts';

/** One kind of item of a block: what begins it and the rule that reads it. */
export interface ItemRule<T> {
  /** Keywords that begin it, separated by spaces. */
  words?: string;
  /** Other tokens that begin it. */
  tokens?: TokenType[];
  /** Any name begins it as well. */
  named?: boolean;
  /** What, right after one of its words, says that the word is a name; left out: what the block says. */
  nameBefore?: Uint8Array;
  ALT: () => T;
}

/** After a name that begins a field. */
export const fieldName = typeSet([Colon, Question]);
/** After a name that begins an assignment. */
export const targetName = typeSet([Assign, AddAssign, SubtractAssign, Dot, OpenBracket]);
/** The same after a word that takes an expression, which may begin with a list. */
export const targetNameNoList = typeSet([Assign, AddAssign, SubtractAssign, Dot]);
/** After a message that begins an arrow. */
export const arrowName = typeSet([Arrow, Dot]);
/** Where no item begins with a name. */
export const noName = typeSet([]);

/**
 * What may stand in one kind of block. A word that begins an item begins one,
 * unless what follows says that it is a name.
 */
export class Items<T> {
  /** The block in words, as in "a consumer". */
  readonly block: string;
  readonly rules: readonly ItemRule<T>[];
  /** One bit of its own, for the set of blocks that are open. */
  readonly bit: number;
  private readonly nameBefore: Uint8Array;
  /** By token type: the number of the rule that it begins, plus one. */
  private readonly starts = new Uint8Array(words.length);
  private readonly named: number;

  constructor(block: string, bit: number, nameBefore: Uint8Array, rules: ItemRule<T>[]) {
    this.block = block;
    this.bit = 1 << bit;
    this.nameBefore = nameBefore;
    this.rules = rules;
    this.named = rules.findIndex(rule => rule.named);
    rules.forEach((rule, i) => {
      for (const word of rule.words?.split(' ') ?? []) this.starts[keyword(word).tokenTypeIdx!] = i + 1;
      for (const type of rule.tokens ?? []) this.starts[type.tokenTypeIdx!] = i + 1;
    });
  }

  /** The number of the rule that begins here; −1 where none does. */
  pick(token: Token, next: Token): number {
    const rule = this.started(token, next);
    if (rule >= 0) return rule;
    return words[token.tokenTypeIdx] ? this.named : -1;
  }

  /** Like `pick`, but a plain name begins an item only where what follows says so. */
  pickSurely(token: Token, next: Token): number {
    const rule = this.started(token, next);
    if (rule >= 0) return rule;
    return words[token.tokenTypeIdx] && this.nameBefore[next.tokenTypeIdx] ? this.named : -1;
  }

  private started(token: Token, next: Token): number {
    const rule = this.starts[token.tokenTypeIdx]! - 1;
    if (rule < 0 || !words[token.tokenTypeIdx]) return rule;
    const nameBefore = this.rules[rule]!.nameBefore ?? this.nameBefore;
    return nameBefore[next.tokenTypeIdx] ? -1 : rule;
  }
}
