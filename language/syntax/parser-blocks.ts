import type { TokenType } from 'chevrotain';
import { EOF } from 'chevrotain';
import { describe } from './describe.ts';
import { deepestNesting } from './limits.ts';
import { firstError, isPutIn, ParserBase } from './parser-base.ts';
import type { ItemRule } from './parser-items.ts';
import { Items } from './parser-items.ts';
import type { Token } from './tokens.ts';
import {
  CloseBrace,
  CloseBracket,
  CloseParen,
  Comma,
  OpenBrace,
  OpenBracket,
  OpenParen,
  typeSet,
  words,
} from './tokens.ts';
import type { Span } from './tree.ts';

const openers = typeSet([OpenParen, OpenBracket]);
const closers = typeSet([CloseParen, CloseBracket]);
const braces = typeSet([EOF, OpenBrace, CloseBrace]);

/** Blocks of items in braces, and how to find the way back into one. */
export abstract class BlockParser extends ParserBase {
  private depth = 0;
  /** The blocks around this place, outermost first. */
  private readonly open: Items<unknown>[] = [];
  /** `taken` where the item at hand begins: its first word may be what it is. */
  private itemStart = -1;
  /** Where braces are missing that have been reported. */
  private unclosedAt = -1;

  protected override begin(tokens: Token[], strict: boolean): void {
    super.begin(tokens, strict);
    this.depth = 0;
    this.open.length = 0;
    this.itemStart = -1;
    this.unclosedAt = -1;
  }

  protected items<T>(block: string, nameBefore: Uint8Array, rules: ItemRule<T>[]): Items<T> {
    return new Items(block, nameBefore, rules);
  }

  /** One more level of nesting; false, and reported, where there are too many. Each true needs a `leave`. */
  protected enter(): boolean {
    if (this.depth < deepestNesting) {
      this.depth++;
      return true;
    }
    this.reportDepth();
    return false;
  }

  protected leave(): void {
    this.depth--;
  }

  protected reportDepth(): void {
    this.report(
      'EVF1008',
      `This is nested more than ${deepestNesting} levels deep. Give the inner part a name of its own and refer to it.`,
      this.peek(),
    );
  }

  /** Steps over what is nested too deeply. */
  protected skipNested(): void {
    for (let level = 0; ; ) {
      const next = this.peek().tokenTypeIdx;
      if (openers[next]) level++;
      else if (closers[next] && --level < 0) return;
      else if (this.at(EOF) || this.at(CloseBrace) || (level === 0 && this.at(Comma))) return;
      if (this.at(OpenBrace)) this.skipGroup();
      else this.take();
    }
  }

  /** Steps over a whole `{ … }`. */
  private skipGroup(): void {
    const close = this.take().match;
    while (this.peek() !== close && !this.at(EOF)) this.take();
    if (!this.at(EOF)) this.take();
  }

  /** `{ item [,] item … }`. The items are added to `found` one by one; the span is undefined where there is no block. */
  protected body<T>(items: Items<T>, found: T[]): Span | undefined {
    if (this.RECORDING_PHASE) return this.recordBody(items);
    if (!this.enter()) return this.skipBody();
    this.open.push(items);
    const span = this.strict ? this.strictBody(items, found) : this.recoveringBody(items, found);
    this.open.pop();
    this.leave();
    return span;
  }

  private recordBody<T>(items: Items<T>): undefined {
    this.consume(100, OpenBrace);
    this.many(100, () => {
      this.or(100, { DEF: items.rules.map(({ ALT }) => ({ ALT })), IGNORE_AMBIGUITIES: this.trusted });
      this.option(100, () => this.consume(100, Comma));
    });
    this.consume(100, CloseBrace);
  }

  private strictBody<T>(items: Items<T>, found: T[]): Span {
    if (!this.at(OpenBrace)) throw firstError;
    const start = this.take().startOffset;
    this.strictItems(items, found);
    if (!this.at(CloseBrace)) throw firstError;
    this.take();
    return { start, end: this.lastEnd };
  }

  private strictItems<T>(items: Items<T>, found: T[]): void {
    for (let pick: number; (pick = items.pick(this.peek(1), this.peek(2))) >= 0; ) {
      const item = items.rules[pick]!.ALT();
      if (item) found.push(item);
      if (this.at(Comma)) this.take();
    }
  }

  /** What stands first in a file, then its items: a block without braces. */
  protected wholeFile<T>(head: () => void, items: Items<T>, found: T[]): void {
    this.open.push(items);
    head();
    if (this.RECORDING_PHASE) this.many(100, () => this.or(100, [{ ALT: items.rules[0]!.ALT }]));
    else if (this.strict) this.strictItems(items, found);
    else this.recoverItems(items, found, undefined);
    if (this.strict && !this.RECORDING_PHASE && !this.at(EOF)) throw firstError;
  }

  private skipBody(): Span | undefined {
    if (!this.at(OpenBrace)) return undefined;
    const { startOffset: start } = this.peek();
    this.skipGroup();
    return { start, end: this.lastEnd };
  }

  private recoveringBody<T>(items: Items<T>, found: T[]): Span | undefined {
    if (!this.at(OpenBrace) && !this.droppedBeforeBrace()) {
      const goesOn = this.beginsWithoutBrace(items);
      this.reportMissing(`\`{\` and the content of the ${items.block.replace(/^an? /, '')}`);
      if (!goesOn && !this.skippedToBrace()) return undefined;
    }
    const brace = this.at(OpenBrace) ? this.take() : undefined;
    const start = brace?.startOffset ?? this.lastEnd;
    this.recoverItems(items, found, brace);
    if (this.peek() === brace?.match) this.closeBlock(items, brace, this.take());
    else if (!brace && this.at(CloseBrace) && !this.peek().match) this.take();
    return { start, end: this.lastEnd };
  }

  protected droppedBeforeBrace(): boolean {
    return this.dropped(() => this.at(OpenBrace, 2), braces);
  }

  /** Steps over what stands between a head and the `{` on its line, unless an item begins there. */
  private skippedToBrace(): boolean {
    let ahead = 1;
    for (; !this.at(OpenBrace, ahead) || !this.sameLine(ahead); ahead++) {
      const [next, second] = [this.peek(ahead), this.peek(ahead + 1)];
      const ends = braces[next.tokenTypeIdx] || !this.sameLine(ahead);
      if (ends || this.open.some((items) => items.pickSurely(next, second) >= 0)) return false;
    }
    while (!this.at(OpenBrace)) this.drop();
    return true;
  }

  /** Whether the block goes on although its `{` is missing. */
  protected beginsWithoutBrace(items: Items<unknown>): boolean {
    if (this.strict || this.RECORDING_PHASE) return false;
    const [next, second] = [this.peek(1), this.peek(2)];
    const outer = this.open.at(this.open.at(-1) === items ? -2 : -1);
    if (outer && outer.pickSurely(next, second) >= 0 && outer !== items) return false;
    return (
      items.pickSurely(next, second) >= 0 || (items.namesAlone && this.sameLine() && items.pick(next, second) >= 0)
    );
  }

  protected recoverItems<T>(items: Items<T>, found: T[], brace: Token | undefined): void {
    while (!this.atEndOfBlock(brace)) {
      const pick = this.pickItem(items);
      if (pick < 0) {
        this.skipJunk(items, brace);
        continue;
      }
      this.itemStart = this.taken;
      const before = this.taken;
      const item = items.rules[pick]!.ALT();
      if (item) found.push(item);
      if (this.at(Comma)) this.take();
      if (this.taken === before) this.skipJunk(items, brace);
    }
  }

  /** A `}` too many ends the block only where its `{` is missing. */
  private atEndOfBlock(brace: Token | undefined): boolean {
    if (this.at(EOF)) return true;
    if (this.open.length === 1) return false;
    if (this.at(CloseBrace)) return !brace || this.peek().match !== undefined;
    return !brace && this.isHardFor(this.open.slice(0, -1), 1);
  }

  /** The rule of the item that begins here; a word that is only misspelled is taken as what it was meant to be. */
  private pickItem(items: Items<unknown>): number {
    const [next, second] = [this.peek(1), this.peek(2)];
    const pick = items.pick(next, second);
    if (pick >= 0 && (items.namesAlone || items.pickSurely(next, second) >= 0)) return pick;
    const meant = items.meantWord(next, second);
    if (!meant) return pick;
    this.report('EVF1001', `Unexpected ${describe(next)} in ${items.block}. Did you mean \`${meant.LABEL}\`?`, next);
    next.tokenTypeIdx = meant.tokenTypeIdx!;
    return items.pick(next, second);
  }

  /** Reports what no item begins with, and steps over it: to the next item, or to the end of the block. */
  private skipJunk(items: Items<unknown>, brace: Token | undefined): void {
    const first = this.peek();
    if (this.at(CloseBrace)) {
      const advice = 'Remove it, or write the `{` that it closes.';
      this.report('EVF1001', `Unexpected \`}\`: there is no \`{\` for it. ${advice}`, first);
    } else {
      this.report('EVF1001', `Unexpected ${describe(first)} in ${items.block}. ${items.allowed()}`, first);
    }
    do {
      if (this.at(OpenBrace) && !isPutIn(this.peek().match!)) this.skipGroup();
      else this.drop();
    } while (!this.atEndOfBlock(brace) && !this.resumes(items));
  }

  private resumes(items: Items<unknown>): boolean {
    const [next, second] = [this.peek(1), this.peek(2)];
    if (!this.sameLine()) return items.pick(next, second) >= 0;
    return (
      (this.lastWas(Comma) || this.lastWas(CloseBrace) || !words[second.tokenTypeIdx]) &&
      items.pickSurely(next, second) >= 0
    );
  }

  private lastWas(type: TokenType): boolean {
    return (this.LA(0) as Token).tokenTypeIdx === type.tokenTypeIdx;
  }

  /** Reports a `{` whose `}` is missing: the innermost of several in one place, unless it was itself unexpected. */
  private closeBlock(items: Items<unknown>, brace: Token, close: Token): void {
    if (!isPutIn(close) || this.unclosedAt === close.end) return;
    if (this.problems.some(({ span }) => span.start === brace.startOffset)) return;
    this.unclosedAt = close.end;
    const block = items.block.replace(/^an? /, '');
    this.add('EVF1003', `The \`{\` of this ${block} is never closed. Write \`}\` where the ${block} ends.`, brace);
  }

  protected override isHard(ahead: number): boolean {
    return this.taken + ahead - 1 !== this.itemStart && this.isHardFor(this.open, ahead);
  }

  private isHardFor(blocks: Items<unknown>[], ahead: number): boolean {
    const next = this.peek(ahead);
    if (next.indent < 0) return false;
    return blocks.some((items) => items.beginsSurely(next, this.peek(ahead + 1), this.peek(ahead + 2)));
  }

  /** The item at hand begins, after its annotations. */
  protected beginItem(): void {
    this.itemStart = this.taken;
  }

  /** Whether a list of names goes on after a comma: a word that begins an item of the block ends the list. */
  protected goesOn(items: Items<unknown>): boolean {
    if (!this.at(Comma) || !this.atWord(2)) return false;
    return items.pickSurely(this.peek(2), this.peek(3)) < 0;
  }
}
