import type { TokenType } from 'chevrotain';
import { EOF } from 'chevrotain';
import type { Token } from './tokens.ts';
import {
  AddAssign,
  Arrow,
  Assign,
  CloseBrace,
  Colon,
  Decimal,
  Dot,
  Duration,
  False,
  Identifier,
  Integer,
  keyword,
  keywords,
  Null,
  OpenBrace,
  OpenBracket,
  OpenParen,
  Question,
  SubtractAssign,
  Text,
  True,
  typeSet,
  words,
} from './tokens.ts';

/** One kind of item of a block: what begins it and the rule that reads it. */
export interface ItemRule<T> {
  /** Keywords that begin it, separated by spaces. */
  words?: string;
  /** Other tokens that begin it. */
  tokens?: TokenType[];
  /** Any name begins it as well; what it then is, in words. */
  named?: string;
  /** What, right after one of its words, says that the word is a name; left out: what the block says. */
  nameBefore?: Uint8Array;
  /** It stands here only by mistake. */
  misplaced?: boolean;
  ALT: () => T | undefined;
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
  /** Whether a name alone can be an item. */
  readonly namesAlone: boolean;
  private readonly nameBefore: Uint8Array;
  /** By token type: the number of the rule that it begins, plus one. */
  private readonly starts = new Uint8Array(words.length);
  private readonly named: number;

  constructor(block: string, nameBefore: Uint8Array, rules: ItemRule<T>[]) {
    this.block = block;
    this.nameBefore = nameBefore;
    this.rules = rules;
    this.named = rules.findIndex((rule) => rule.named !== undefined);
    this.namesAlone = this.named >= 0 && nameBefore === noName;
    rules.forEach((rule, i) => {
      for (const word of rule.words?.split(' ') ?? []) this.starts[keyword(word).tokenTypeIdx!] = i + 1;
      for (const type of rule.tokens ?? []) this.starts[type.tokenTypeIdx!] = i + 1;
    });
  }

  /** The number of the rule that begins here; −1 where none does. */
  pick(token: Token, next: Token): number {
    const rule = this.started(token, next);
    if (rule >= 0) return rule;
    return words[token.tokenTypeIdx] || this.isValueAsName(token, next) ? this.named : -1;
  }

  /** `true: int`, which the parser then reports. */
  private isValueAsName(token: Token, next: Token): boolean {
    return values[token.tokenTypeIdx] === 1 && this.nameBefore[next.tokenTypeIdx] === 1;
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

  /**
   * Whether an item begins here beyond doubt, even where something else could go on: for a word by what an item's word
   * is followed by, for a name by the mark that makes it an item.
   */
  beginsSurely(token: Token, next: Token, third: Token): boolean {
    if (!words[token.tokenTypeIdx]) return false;
    if (this.started(token, next) >= 0) return next.indent >= 0 || operandAfterWord[next.tokenTypeIdx] === 1;
    if (this.named < 0 || !this.nameBefore[next.tokenTypeIdx]) return false;
    return surelyAfterName[next.tokenTypeIdx] === 1 || (next.tokenType === Question && third.tokenType === Colon);
  }

  /** What may stand in the block, as a sentence. */
  allowed(): string {
    const parts = this.rules
      .filter((rule) => !rule.misplaced)
      .flatMap((rule) => [
        ...(rule.words?.split(' ').map((word) => `\`${phrases[word] ?? word}\``) ?? []),
        ...(rule.named ? [rule.named] : []),
      ]);
    const list = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0];
    return `${this.block[0]!.toUpperCase()}${this.block.slice(1)} can hold ${list}.`;
  }

  /** The word that was meant by a misspelled one, if there is one that is close and what follows fits. */
  meantWord({ image, tokenTypeIdx }: Token, next: Token): TokenType | undefined {
    if (!words[tokenTypeIdx] || next.indent >= 0 || !operandAfterWord[next.tokenTypeIdx]) return undefined;
    const candidates = this.rules.flatMap((rule) => rule.words?.split(' ') ?? []);
    const own = Object.hasOwn(elsewhere, image) ? elsewhere[image] : undefined;
    const close = candidates.find((word) => word === own || isMisspelled(image, word));
    return close === undefined ? undefined : keyword(close);
  }
}

/** What may follow an item's word, while a word in an expression is followed by an operator. */
const operandAfterWord = typeSet([
  Identifier,
  Text,
  Integer,
  Decimal,
  Duration,
  True,
  False,
  Null,
  OpenBrace,
  OpenParen,
  CloseBrace,
  EOF,
  ...[...keywords].filter(([word]) => !['and', 'or', 'in', 'is', 'else'].includes(word)).map(([, type]) => type),
]);
const values = typeSet([True, False, Null]);
const surelyAfterName = typeSet([Colon, Assign, AddAssign, SubtractAssign, Arrow]);

/** How an item begins whose first word alone says little. */
const phrases: Record<string, string> = {
  dead: 'dead letter',
  ends: 'ends on',
  fails: 'fails on',
  pivot: 'pivot step',
  snapshot: 'snapshot every',
  start: 'start on',
  upcast: 'upcast from',
};

/** Words of other languages, and what they are here. */
const elsewhere: Record<string, string> = {
  class: 'record',
  const: 'let',
  delete: 'remove',
  emits: 'publishes',
  interface: 'record',
  publish: 'emit',
  raise: 'fail',
  retention: 'retain',
  struct: 'record',
  throw: 'fail',
  type: 'record',
  val: 'let',
  var: 'let',
};

/** Whether one letter is wrong, missing, too many or swapped with its neighbour. */
function isMisspelled(text: string, word: string): boolean {
  if (Math.abs(text.length - word.length) > 1 || text.length < 2) return false;
  let start = 0;
  while (start < text.length && text[start] === word[start]) start++;
  const [a, b] = [text.slice(start), word.slice(start)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
