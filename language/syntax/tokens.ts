import type { IToken, TokenType } from 'chevrotain';
import { createToken, EOF, Lexer } from 'chevrotain';

/** What only recovery has to know of a token; most tokens have none. */
interface Notes {
  broken: boolean;
  indent: number;
  match: Token | undefined;
}

/** What the scanner hands to the parser. It is small, for there is one for every five characters of a file. */
export class Token implements IToken {
  /** The number of its type. */
  tokenTypeIdx: number;
  /** A word's name, a string's value, a number's digits, a mark as written. */
  readonly image: string;
  readonly startOffset: number;
  /** Offset after the last character. */
  readonly end: number;
  private notes: Notes | undefined = undefined;

  constructor(type: TokenType, image: string, startOffset: number, end: number) {
    this.tokenTypeIdx = type.tokenTypeIdx!;
    this.image = image;
    this.startOffset = startOffset;
    this.end = end;
  }

  get tokenType(): TokenType {
    return typesByNumber[this.tokenTypeIdx]!;
  }

  /** The scanner has reported an error here, so that what follows from it is not reported again. */
  get broken(): boolean {
    return this.notes?.broken ?? false;
  }
  set broken(broken: boolean) {
    if (broken || this.notes) this.note().broken = broken;
  }

  /** How far its line is indented, where it is the first on its line; else −1. Known in recovery only. */
  get indent(): number {
    return this.notes?.indent ?? -1;
  }
  set indent(indent: number) {
    if (indent >= 0 || this.notes) this.note().indent = indent;
  }

  /** `{` and `}` that belong together. Known in recovery only. */
  get match(): Token | undefined {
    return this.notes?.match;
  }
  set match(match: Token | undefined) {
    if (match || this.notes) this.note().match = match;
  }

  private note(): Notes {
    this.notes ??= { broken: false, indent: -1, match: undefined };
    return this.notes;
  }
}

const abstract = (name: string, categories: TokenType[] = []) => createToken({ name, pattern: Lexer.NA, categories });

/** Any word that may be a name: plain, in backquotes, or a keyword but `true`, `false` and `null`. */
export const Word = abstract('Word');
export const Identifier = abstract('Identifier', [Word]);
export const Integer = abstract('Integer');
export const Decimal = abstract('Decimal');
export const Text = abstract('Text');
export const Duration = abstract('Duration');
export const VersionTag = abstract('VersionTag');
export const Stray = abstract('Stray');

/** Punctuation, by how it is written. */
const marks = new Map<string, TokenType>();
const mark = (text: string): TokenType => {
  const type = createToken({ name: `'${text}'`, pattern: Lexer.NA, label: text });
  marks.set(text, type);
  return type;
};

export const OpenBrace = mark('{');
export const CloseBrace = mark('}');
export const OpenParen = mark('(');
export const CloseParen = mark(')');
export const OpenBracket = mark('[');
export const CloseBracket = mark(']');
export const Comma = mark(',');
export const Colon = mark(':');
export const Dot = mark('.');
export const DotDot = mark('..');
export const Ellipsis = mark('...');
export const At = mark('@');
export const Question = mark('?');
export const Coalesce = mark('??');
export const Assign = mark('=');
export const AddAssign = mark('+=');
export const SubtractAssign = mark('-=');
export const Equal = mark('==');
export const NotEqual = mark('!=');
export const Less = mark('<');
export const LessEqual = mark('<=');
export const Greater = mark('>');
export const GreaterEqual = mark('>=');
export const Arrow = mark('->');
export const FatArrow = mark('=>');
export const Plus = mark('+');
export const Minus = mark('-');
export const Times = mark('*');
export const Divide = mark('/');
export const Remainder = mark('%');
export const Pipe = mark('|');

const wordList = `
  evflow namespace use record enum union event command document topic service consumer aggregate projection saga
  choreography scenario by otherwise was reserved upcast from map carries key partitions replicas acks retain forever
  compact compatibility publishes on group offset delivery idempotent for retry backoff dead letter to concurrency
  single state as when emits ignore snapshot every handle apply query where order desc limit start pivot step after
  abort compensate parallel done ends fails within compensates let emit send if else in either or and not require
  reject fail remove given stub fault duplicate drop reorder delay crash before commit disconnect lag stop broker
  replay rebuild redrive resume then rejected never expect is wait meta`;

/** The contextual keywords, by how they are written. */
export const keywords: ReadonlyMap<string, TokenType> = new Map(
  wordList
    .trim()
    .split(/\s+/)
    .map((word) => [word, createToken({ name: `'${word}'`, pattern: Lexer.NA, categories: Word, label: word })]),
);

/** The words that are no names anywhere. */
export const True = abstract('True');
export const False = abstract('False');
export const Null = abstract('Null');
export const reservedWords: ReadonlyMap<string, TokenType> = new Map([
  ['true', True],
  ['false', False],
  ['null', Null],
]);

/** The token type of a contextual keyword. */
export function keyword(word: string): TokenType {
  const type = keywords.get(word);
  if (!type) throw new Error(`"${word}" is no keyword.`);
  return type;
}

/** The token type of a punctuation mark. */
export function punctuation(text: string): TokenType {
  const type = marks.get(text);
  if (!type) throw new Error(`"${text}" is no punctuation mark.`);
  return type;
}

export const vocabulary: TokenType[] = [
  Word,
  Identifier,
  Integer,
  Decimal,
  Text,
  Duration,
  VersionTag,
  Stray,
  True,
  False,
  Null,
  ...marks.values(),
  ...keywords.values(),
];

/** By their numbers. */
const typesByNumber: TokenType[] = [];
for (const type of [...vocabulary, EOF]) typesByNumber[type.tokenTypeIdx!] = type;

/** A fast set of token types. */
export function typeSet(types: Iterable<TokenType>): Uint8Array {
  const set = new Uint8Array(typesByNumber.length);
  for (const type of types) set[type.tokenTypeIdx!] = 1;
  return set;
}

/** The token types that may be a name. */
export const words = typeSet([Identifier, ...keywords.values()]);
