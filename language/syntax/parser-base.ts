import type { TokenType } from 'chevrotain';
import { EmbeddedActionsParser, EOF } from 'chevrotain';
import { describe, hintFor } from './describe.ts';
import type { SyntaxError } from './diagnostic.ts';
import { mostErrors } from './limits.ts';
import {
  CloseBrace,
  CloseBracket,
  CloseParen,
  Colon,
  False,
  keyword,
  Null,
  OpenBrace,
  Token,
  True,
  typeSet,
  vocabulary,
  Word,
  words,
} from './tokens.ts';
import type { Name } from './tree.ts';

/** Thrown by the first pass at the first error, and caught by `parse`. */
export const firstError = new Error('The text has a syntax error.');

/** What recovery does not step over to reach what it expects, for it may belong to something around. */
const fixed = typeSet([EOF, OpenBrace, CloseBrace, CloseParen, CloseBracket]);
const braces = typeSet([EOF, OpenBrace, CloseBrace]);
const values = typeSet([True, False, Null]);

/**
 * What all layers of the grammar share. The rules are chevrotain's: its recorder sees the whole grammar through
 * `consume`, `option`, `many` and `or`, and a test has it validated. At run time the helpers here decide instead of
 * chevrotain's lookahead: by the next two tokens, and without ever throwing, so that each node is finished whatever
 * the text lacks. There are two passes. The first, strict one ends at the first error; the second reads the tokens
 * as `prepare` has marked them, reports and recovers.
 */
export abstract class ParserBase extends EmbeddedActionsParser {
  protected strict = true;
  protected problems: SyntaxError[] = [];
  /** Where the last token taken ends. */
  protected lastEnd = 0;
  /** How many tokens have been taken. */
  protected taken = 0;
  private last: Token | undefined;
  /** Lines begun so far, and at the last error: one report in a line, for what follows on it may follow from it. */
  private line = 0;
  private lastReport = -1;

  /** Whether the grammar is taken as valid: its analysis is for a test. */
  protected readonly trusted: boolean;

  constructor(trusted: boolean) {
    super(vocabulary, { maxLookahead: trusted ? 1 : 2, skipValidations: trusted });
    this.trusted = trusted;
  }

  protected begin(tokens: Token[], strict: boolean): void {
    this.strict = strict;
    this.problems = [];
    this.lastEnd = 0;
    this.taken = 0;
    this.last = undefined;
    this.line = 0;
    this.lastReport = -1;
    this.input = tokens;
  }

  protected peek(ahead = 1): Token {
    return (this.RECORDING_PHASE ? this.LA(ahead) : this.LA_FAST(ahead)) as Token;
  }

  /** Whether the next token is of the type; always true while the grammar is recorded. */
  protected at(type: TokenType, ahead = 1): boolean {
    return this.RECORDING_PHASE || (this.LA_FAST(ahead) as Token).tokenTypeIdx === type.tokenTypeIdx;
  }

  /** Whether a clause of the item at hand begins with this word; what follows may say that it is the next item's name. */
  protected atClause(word: TokenType, nameBefore: Uint8Array): boolean {
    return this.at(word) && (this.RECORDING_PHASE || nameBefore[this.peek(2).tokenTypeIdx] !== 1);
  }

  /** Whether a name is next. In the second pass a word that begins an item on a line of its own is none. */
  protected atWord(ahead = 1): boolean {
    if (this.RECORDING_PHASE) return true;
    return words[(this.LA_FAST(ahead) as Token).tokenTypeIdx] === 1 && (this.strict || !this.isHard(ahead));
  }

  /** Whether the token begins an item of a block that is open, so that nothing may swallow it. */
  protected abstract isHard(ahead: number): boolean;

  /** Takes the next token, whatever it is. */
  protected take(): Token {
    const next = this.LA_FAST(1) as Token;
    this.SKIP_TOKEN();
    this.taken++;
    this.last = next;
    this.lastEnd = next.end;
    if (!this.strict) this.afterToken(next);
    return next;
  }

  /** Counts lines, and steps over what was put in to close a `{` that has been dropped. */
  private afterToken(taken: Token): void {
    if (taken.indent >= 0) this.line++;
    while (this.at(CloseBrace) && isPutIn(this.peek()) && !this.peek().match) this.SKIP_TOKEN();
  }

  /** Takes a token that is too many. */
  protected drop(): void {
    const { match } = this.peek();
    if (match && isPutIn(match)) match.match = undefined;
    this.take();
  }

  /** Takes a token of the type, or reports that `what` is missing and returns an empty token. */
  protected expect(index: number, type: TokenType, what: string): Token {
    if (this.RECORDING_PHASE) return this.consume(index, type) as Token;
    if (this.at(type) || this.dropped(() => this.at(type, 2))) return this.take();
    this.reportMissing(what);
    return new Token(type, '', this.lastEnd, this.lastEnd);
  }

  /** Takes a keyword that is known to be there, and returns where it begins. Once in a rule. */
  protected word(text: string): number {
    return this.expect(80, keyword(text), `\`${text}\``).startOffset;
  }

  protected name(index: number, what: string): Name {
    if (this.RECORDING_PHASE) return nameOf(this.consume(index, Word) as Token);
    if (this.atWord()) return nameOf(this.take());
    return this.unusualName(what);
  }

  private unusualName(what: string): Name {
    const next = this.peek();
    if (values[next.tokenTypeIdx] && (this.sameLine() || this.at(Colon, 2))) {
      this.report(
        'EVF1016',
        `\`${next.image}\` is a value and cannot be a name as it stands. Write it in backquotes: \`\` \`${next.image}\` \`\`.`,
        next,
      );
      return nameOf(this.take());
    }
    if (this.dropped(() => this.atWord(2))) return nameOf(this.take());
    this.reportMissing(what);
    return { kind: 'name', text: '', start: this.lastEnd, end: this.lastEnd };
  }

  /** Steps over one token too many, where what is expected stands right behind it. */
  protected dropped(isExpectedNext: () => boolean, isFixed = fixed): boolean {
    if (this.strict) return false;
    const next = this.peek();
    if ((isFixed[next.tokenTypeIdx] && !isAstray(next)) || next.indent >= 0 || !this.sameLine(2) || !isExpectedNext()) {
      return false;
    }
    this.report('EVF1001', `Unexpected ${describe(next)}. Remove it.`, next);
    this.drop();
    return true;
  }

  /** Whether the token stands on the line of the one before it. Known in the second pass. */
  protected sameLine(ahead = 1): boolean {
    return this.peek(ahead).indent < 0;
  }

  /** Reports what has no place here, and steps over it: to a token of the type on this line, or to the end of the line. */
  protected refuse(why: string, upTo: TokenType): void {
    if (this.strict) throw firstError;
    const next = this.peek();
    this.report('EVF1001', `Unexpected ${describe(next)}. ${why}`, next);
    while (!this.at(upTo) && this.sameLine() && !braces[this.peek().tokenTypeIdx]) this.take();
  }

  protected reportMissing(what: string): void {
    if (this.strict) throw firstError;
    const next = this.peek();
    const { last } = this;
    const hint = hintFor(what);
    if (last && (next.startOffset === next.end || !this.sameLine())) {
      this.report('EVF1002', `Expected ${what} after ${describe(last)}.${hint}`, last);
    } else {
      this.report('EVF1002', `Expected ${what}, but found ${describe(next)}.${hint}`, next);
    }
  }

  /** Reports an error, unless it may follow from another on its line. The first pass ends here. */
  protected report(code: string, message: string, place: Token): void {
    if (this.strict) throw firstError;
    const line = this.line + (place === this.peek() && place.indent >= 0 ? 1 : 0);
    const known = line === this.lastReport || this.last?.broken || this.peek().broken;
    this.lastReport = line;
    if (!known) this.add(code, message, place);
  }

  /** Adds an error that nothing else in the same place makes superfluous. */
  protected add(code: string, message: string, place: Token): void {
    if (this.problems.length <= mostErrors) {
      this.problems.push({ code, message, span: { start: place.startOffset, end: place.end } });
    }
  }

  /** `[ … ]` of the grammar. */
  protected optional<T>(index: number, present: boolean, action: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index, action);
    return present ? action() : undefined;
  }

  /** `[ word value ]` of the grammar. */
  protected clause<T>(index: number, word: TokenType, value: () => T, present = this.at(word)): T | undefined {
    return this.optional(index, present, () => {
      this.expect(index, word, `\`${word.LABEL}\``);
      return value();
    });
  }

  /** `{ separator item }` of the grammar. */
  protected separated(index: number, separator: TokenType, item: () => void, more = () => this.at(separator)): void {
    this.repeat(index, more, () => {
      this.expect(index, separator, `\`${separator.LABEL}\``);
      item();
    });
  }

  /** `{ … }` of the grammar. */
  protected repeat(index: number, more: () => boolean, action: () => void): void {
    if (this.RECORDING_PHASE) this.many(index, action);
    else while (more()) action();
  }

  /** `a | b | …` of the grammar, chosen by number. */
  protected choose<T>(index: number, pick: number, rules: readonly { ALT: () => T }[]): T {
    if (this.RECORDING_PHASE) return this.or(index, { DEF: [...rules], IGNORE_AMBIGUITIES: this.trusted }) as T;
    return rules[pick]!.ALT();
  }
}

/** Whether the text lacks the token: `prepare` has put it in. */
export function isPutIn(found: Token): boolean {
  return found.startOffset === found.end && found.tokenType === CloseBrace;
}

/** Whether a brace opens or closes nothing. */
function isAstray(found: Token): boolean {
  if (found.tokenType === CloseBrace) return !found.match;
  return found.tokenType === OpenBrace && found.match !== undefined && isPutIn(found.match);
}

export function nameOf(found: Token): Name {
  return { kind: 'name', text: found.image, start: found.startOffset, end: found.end };
}
