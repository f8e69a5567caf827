import { EmbeddedActionsParser } from 'chevrotain';
import type { IToken, TokenType } from 'chevrotain';
import type { SyntaxError } from './diagnostic.ts';
import { Items } from './parser-items.ts';
import type { ItemRule } from './parser-items.ts';
import { milliseconds } from './scanner.ts';
import { CloseBrace, Comma, Dot, Duration, Integer, keyword, OpenBrace, Text, token, VersionTag, vocabulary, Word, words } from './tokens.ts';
import type { Token } from './tokens.ts';
import type { DurationLiteral, Integer as IntegerNode, Name, QualifiedName, Reference, Span, StringLiteral, Version } from './tree.ts';

/** Thrown by the first pass at the first error, caught by `parse`. */
export const firstError = new Error('The text has a syntax error.');

const deepest = 200;

/**
 * What all layers of the grammar share. The rules are chevrotain's; its recorder sees the whole grammar through
 * `consume`, `option`, `many` and `or`, and a test has it validated. At run time the helpers here decide by
 * themselves: by the next two tokens, and never by throwing, so that each node is finished whatever the text lacks.
 */
export abstract class ParserBase extends EmbeddedActionsParser {
  /** True in the first pass, which ends at the first error. */
  protected strict = true;
  protected problems: SyntaxError[] = [];
  /** Where the last token taken ends. */
  protected lastEnd = 0;
  protected depth = 0;
  private blockCount = 0;

  constructor(skipValidations: boolean) {
    super(vocabulary, { maxLookahead: 2, skipValidations });
  }

  protected peek(ahead = 1): Token {
    return (this.RECORDING_PHASE ? this.LA(ahead) : this.LA_FAST(ahead)) as Token;
  }

  /** Whether the next token is of the type; always true while the grammar is recorded. */
  protected at(type: TokenType, ahead = 1): boolean {
    return this.RECORDING_PHASE || (this.LA_FAST(ahead) as Token).tokenTypeIdx === type.tokenTypeIdx;
  }

  protected atWord(ahead = 1): boolean {
    return this.RECORDING_PHASE || words[(this.LA_FAST(ahead) as Token).tokenTypeIdx] === 1;
  }

  /** Takes the next token, whatever it is. */
  protected take(): Token {
    const next = this.LA_FAST(1) as Token;
    this.SKIP_TOKEN();
    this.lastEnd = next.end;
    return next;
  }

  /** Takes a token of the type, or reports that `what` is missing and returns an empty token. */
  protected expect(index: number, type: TokenType, what: string): Token {
    if (this.RECORDING_PHASE) return this.consume(index, type) as Token;
    if (this.at(type)) return this.take();
    return this.missing(type, what);
  }

  /** Takes a keyword that is known to be there, and returns where it begins. Once in a rule. */
  protected word(text: string): number {
    return this.expect(80, keyword(text), `\`${text}\``).startOffset;
  }

  protected missing(type: TokenType, what: string): Token {
    this.reportMissing(what);
    return token(type, '', this.lastEnd, this.lastEnd);
  }

  protected report(code: string, message: string, place: { startOffset: number; end: number }): void {
    if (this.strict) throw firstError;
    this.problems.push({ code, message, span: { start: place.startOffset, end: place.end } });
  }

  protected reportMissing(what: string): void {
    if (this.strict) throw firstError;
    const next = this.peek();
    this.problems.push({ code: 'EVF1002', message: `Expected ${what}.`, span: { start: next.startOffset, end: next.end } });
  }

  /** `[ … ]` of the grammar. */
  protected optional<T>(index: number, present: boolean, action: () => T): T | undefined {
    if (this.RECORDING_PHASE) return this.option(index, action);
    return present ? action() : undefined;
  }

  /** `{ … }` of the grammar. */
  protected repeat(index: number, more: () => boolean, action: () => void): void {
    if (this.RECORDING_PHASE) this.many(index, action);
    else while (more()) action();
  }

  /** `a | b | …` of the grammar, chosen by number. */
  protected choose<T>(index: number, pick: number, rules: readonly { ALT: () => T }[]): T {
    if (this.RECORDING_PHASE) return this.or(index, { DEF: [...rules], IGNORE_AMBIGUITIES: true }) as T;
    return rules[pick]!.ALT();
  }

  /** One more level of nesting; false, and reported, where there are too many. Each true needs a `leave`. */
  protected enter(): boolean {
    if (this.depth < deepest) {
      this.depth++;
      return true;
    }
    if (this.strict) throw firstError;
    return false;
  }

  protected leave(): void {
    this.depth--;
  }

  protected items<T>(block: string, nameBefore: Uint8Array, rules: ItemRule<T>[]): Items<T> {
    return new Items(block, this.blockCount++, nameBefore, rules);
  }

  /** `{ item [,] item … }` */
  protected body<T>(items: Items<T>, found: T[]): Span | undefined {
    if (this.RECORDING_PHASE) return this.recordBody(items);
    const open = this.expect(0, OpenBrace, '`{`');
    for (let pick: number; (pick = items.pick(this.peek(1), this.peek(2))) >= 0; ) {
      found.push(items.rules[pick]!.ALT());
      if (this.at(Comma)) this.take();
    }
    this.expect(0, CloseBrace, '`}`');
    return { start: open.startOffset, end: this.lastEnd };
  }

  private recordBody<T>(items: Items<T>): undefined {
    this.consume(100, OpenBrace);
    this.many(100, () => {
      this.or(100, { DEF: items.rules.map(({ ALT }) => ({ ALT })), IGNORE_AMBIGUITIES: true });
      this.option(100, () => this.consume(100, Comma));
    });
    this.consume(100, CloseBrace);
  }

  /** Whether a list of names goes on after a comma: a word that begins an item of the block ends the list. */
  protected goesOn(items: Items<unknown> | undefined): boolean {
    if (!this.at(Comma) || !this.atWord(2)) return false;
    return !items || items.pickSurely(this.peek(2), this.peek(3)) < 0;
  }

  protected name(index: number, what: string): Name {
    return nameOf(this.RECORDING_PHASE ? this.consume(index, Word) : this.atWord() ? this.take() : this.missing(Word, what));
  }

  protected readonly qualifiedName = this.RULE('qualifiedName', (what: string): QualifiedName => {
    const parts = [this.name(0, what)];
    if (this.dotted()) this.repeat(0, () => this.dotted(), () => {
      this.expect(0, Dot, '`.`');
      parts.push(this.name(1, 'a name'));
    });
    return { kind: 'qualifiedName', parts, start: parts[0]!.start, end: this.lastEnd };
  });

  /** A `.` that a name follows: not that of `use a.{`. */
  private dotted(): boolean {
    return this.at(Dot) && (this.RECORDING_PHASE || !this.at(OpenBrace, 2));
  }

  protected readonly reference = this.RULE('reference', (what: string): Reference => {
    const name = this.SUBRULE(this.qualifiedName, { ARGS: [what] });
    const version = this.versionTag(0);
    return { kind: 'reference', name, version, start: name.start, end: this.lastEnd };
  });

  protected versionTag(index: number): Version | undefined {
    if (!this.at(VersionTag)) return undefined;
    return this.optional(index, true, () => this.version(index));
  }

  protected version(index: number): Version {
    const { image, startOffset: start, end } = this.expect(index, VersionTag, 'a version, as in `@1`');
    const [major, minor] = this.RECORDING_PHASE ? [] : image.split('.');
    return { kind: 'version', major: Number(major), minor: minor === undefined ? undefined : Number(minor), start, end };
  }

  protected integer(index: number, what: string): IntegerNode | undefined {
    const found = this.expect(index, Integer, what);
    if (found.image === '') return undefined;
    return { kind: 'integer', value: Number(found.image), start: found.startOffset, end: found.end };
  }

  protected duration(index: number, what: string): DurationLiteral | undefined {
    const found = this.expect(index, Duration, what);
    return found.image === '' ? undefined : durationOf(found);
  }

  protected string(index: number, what: string): StringLiteral | undefined {
    const found = this.expect(index, Text, what);
    return found.startOffset === found.end ? undefined : stringOf(found);
  }

  protected optionalString(index: number): StringLiteral | undefined {
    if (!this.at(Text)) return undefined;
    return this.optional(index, true, () => this.string(index, 'a string'));
  }
}

export function nameOf(found: IToken): Name {
  return { kind: 'name', text: found.image, start: found.startOffset, end: (found as Token).end };
}

export function stringOf(found: Token): StringLiteral {
  return { kind: 'string', value: found.image, start: found.startOffset, end: found.end };
}

export function durationOf(found: Token): DurationLiteral {
  return { kind: 'duration', milliseconds: milliseconds(found.image), start: found.startOffset, end: found.end };
}
