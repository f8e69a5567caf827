import type { TokenType } from 'chevrotain';
import { EOF } from 'chevrotain';
import type { SyntaxError } from './diagnostic.ts';
import { numberProblem } from './numbers.ts';
import {
  Decimal,
  Duration,
  Identifier,
  Integer,
  keyword,
  keywords,
  punctuation,
  reservedWords,
  Text,
  Token,
  VersionTag,
} from './tokens.ts';
import type { Comment } from './tree.ts';

export interface Scan {
  /** The last is the end of the file. */
  tokens: Token[];
  comments: Comment[];
  errors: SyntaxError[];
}

/**
 * Cuts a text into tokens and comments. Every character lands in a token, a comment or white space;
 * what is malformed is reported and still becomes a token. Written by hand, since it is the half of
 * parsing that sees every character: a table of regular expressions takes several times as long.
 */
export function scan(text: string): Scan {
  return new Scanner(text).run();
}

const none = 0,
  space = 1,
  letter = 2,
  digit = 3,
  mark = 4;

const classes = new Uint8Array(128);
for (const c of ' \t\n\r\v\f') classes[c.charCodeAt(0)] = space;
for (let c = 0; c < 128; c++) if (/[A-Za-z_]/.test(String.fromCharCode(c))) classes[c] = letter;
for (const c of '0123456789') classes[c.charCodeAt(0)] = digit;
for (const c of '{}()[],:.@?=+-<>*%|!/') classes[c.charCodeAt(0)] = mark;

const otherSpace = /[\p{Zs}\u2028\u2029\uFEFF]/u;
const otherLetter = /[\p{L}\p{M}\p{N}]/u;
const wordRest = /[\p{L}\p{M}\p{N}_]*/uy;
const numberRest = /[\p{L}\p{M}\p{N}_]*/uy;
const escapes: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const one = [...'{}()[],:.@?=+-<>*%|/'].map((text) => [text, punctuation(text)] as const);
const single: (TokenType | undefined)[] = [];
for (const [text, type] of one) single[text.charCodeAt(0)] = type;
const double = new Map(
  ['..', '??', '==', '!=', '<=', '>=', '+=', '-=', '->', '=>'].map((text) => [text, punctuation(text)]),
);
/** The characters with which a mark of two may begin. */
const doubleStart = new Uint8Array(128);
for (const text of double.keys()) doubleStart[text.charCodeAt(0)] = 1;
const ellipsis = punctuation('...');

const otherOperators: Record<string, string> = { '&&': 'and', '||': 'or', '!': 'not' };

const strayHints: Record<string, string> = {
  ';': 'Items need no `;`: put each on a line of its own, or a `,` between them.',
  '#': 'A comment begins with `//`.',
  $: 'A name with such a character is written in backquotes, as in `` `$id` ``.',
};

class Scanner {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private readonly comments: Comment[] = [];
  private readonly errors: SyntaxError[] = [];
  private at = 0;
  /** How many `map<` wait for their `>`. */
  private openMaps = 0;
  /** Whether characters that mean nothing stand before the next token. */
  private afterStray = false;

  constructor(text: string) {
    this.text = text;
  }

  run(): Scan {
    const { text } = this;
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at);
      const kind = code < 128 ? classes[code] : none;
      if (kind === space) this.at++;
      else if (kind === letter) this.word();
      else if (kind === mark) this.mark(code);
      else if (kind === digit) this.number();
      else this.other(code);
    }
    this.push(EOF, '', text.length);
    return { tokens: this.tokens, comments: this.comments, errors: this.errors };
  }

  private push(type: TokenType, image: string, start: number): Token {
    const made = new Token(type, image, start, this.at);
    if (this.afterStray) made.broken = true;
    this.afterStray = false;
    this.tokens.push(made);
    return made;
  }

  private report(code: string, message: string, start: number, end: number): void {
    this.errors.push({ code, message, span: { start, end } });
  }

  private word(): void {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let code = text.charCodeAt(at);
    while (code < 128 && (classes[code] === letter || classes[code] === digit)) code = text.charCodeAt(++at);
    this.at = at;
    if (code >= 128 && otherLetter.test(this.character())) return this.foreignWord(start);
    const image = text.slice(start, at);
    this.push(keywords.get(image) ?? reservedWords.get(image) ?? Identifier, image, start);
  }

  /** A word with letters that a plain name cannot have: taken as the name that is meant. */
  private foreignWord(start: number): void {
    wordRest.lastIndex = start;
    wordRest.exec(this.text);
    this.at = wordRest.lastIndex;
    const image = this.text.slice(start, this.at);
    this.push(Identifier, image, start).broken = true;
    this.report(
      'EVF1012',
      `The name \`${image}\` has letters other than A to Z. Write it in backquotes: \`\`\`${image}\`\`\`.`.replaceAll(
        '```',
        '`',
      ),
      start,
      this.at,
    );
  }

  private mark(code: number): void {
    const { text } = this;
    const start = this.at;
    const next = text.charCodeAt(start + 1);
    if (code === 0x2f && (next === 0x2f || next === 0x2a)) return this.comment(next === 0x2a);
    if (code === 0x40 && classes[next] === digit) return this.version();
    if (doubleStart[code]) {
      const pair = text.slice(start, start + 2);
      const type = double.get(pair);
      if (type && !(code === 0x3e && this.openMaps > 0)) {
        if (pair === '..' && text[start + 2] === '.') {
          this.at = start + 3;
          this.push(ellipsis, '...', start);
        } else {
          this.at = start + 2;
          this.push(type, pair, start);
        }
        return;
      }
    }
    const type = single[code];
    if (!type || (code === 0x7c && next === 0x7c)) return this.stray();
    if (code === 0x3c && this.beginsMap()) this.openMaps++;
    else if (code === 0x3e && this.openMaps > 0) this.openMaps--;
    this.at = start + 1;
    this.push(type, type.LABEL!, start);
  }

  /** Whether a `<` here belongs to a type `map<T>`. Its `>` may touch the `=` of a default. */
  private beginsMap(): boolean {
    const [before, word] = this.tokens.slice(-2);
    return word?.image === 'map' && (before?.image === ':' || before?.image === '<');
  }

  private comment(block: boolean): void {
    const { text } = this;
    const start = this.at;
    if (block) {
      const close = text.indexOf('*/', start + 2);
      this.at = close < 0 ? text.length : close + 2;
      if (close < 0) this.report('EVF1005', 'This comment is never closed. End it with `*/`.', start, start + 2);
      this.comments.push({ kind: 'comment', style: 'block', start, end: this.at });
      return;
    }
    this.at = this.lineEnd();
    const doc = text[start + 2] === '/' && text[start + 3] !== '/';
    this.comments.push({ kind: 'comment', style: doc ? 'doc' : 'line', start, end: this.at });
  }

  private lineEnd(): number {
    const { text } = this;
    let end = this.at;
    while (end < text.length && text.charCodeAt(end) !== 0x0a && text.charCodeAt(end) !== 0x0d) end++;
    return end;
  }

  private digits(): void {
    while (classes[this.text.charCodeAt(this.at)] === digit) this.at++;
  }

  private number(): void {
    const { text } = this;
    const start = this.at;
    this.digits();
    let type = Integer;
    if (text[this.at] === '.' && classes[text.charCodeAt(this.at + 1)] === digit) {
      type = Decimal;
      this.at++;
      this.digits();
    }
    const amountEnd = this.at;
    numberRest.lastIndex = this.at;
    const unit = numberRest.exec(text)![0];
    this.at += unit.length;
    const image = text.slice(start, this.at);
    const problem = numberProblem(text.slice(start, amountEnd), unit, type === Integer);
    if (unit && (type === Integer || /^[a-z]+$/.test(unit))) type = Duration;
    const made = this.push(type, image, start);
    if (!problem) return;
    made.broken = true;
    this.report('EVF1007', problem, start, this.at);
  }

  private version(): void {
    const { text } = this;
    const start = this.at;
    const shape = /@(\d+(?:\.\d+)?)((?:\.?[\w]+)*)/uy;
    shape.lastIndex = start;
    const [whole, number, rest] = shape.exec(text)! as unknown as [string, string, string];
    this.at = start + whole.length;
    const made = this.push(VersionTag, number, start);
    if (!rest && number.split('.').every((part) => part.length <= 9)) return;
    made.broken = true;
    this.report(
      'EVF1007',
      `\`${whole}\` is no version. A version is a major number, as in \`@1\`, or a major and a minor one, as in \`@1.1\`.`,
      start,
      this.at,
    );
  }

  private other(code: number): void {
    if (code === 0x22) return this.string();
    if (code === 0x27) return this.quoted();
    if (code === 0x60) return this.backquoted();
    const character = this.character();
    if (otherSpace.test(character)) this.at += character.length;
    else if (otherLetter.test(character)) this.foreignWord(this.at);
    else this.stray();
  }

  private character(): string {
    return String.fromCodePoint(this.text.codePointAt(this.at)!);
  }

  private string(): void {
    const { text } = this;
    const start = this.at;
    let escaped = false;
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        this.at = at + 1;
        const raw = text.slice(start + 1, at);
        this.push(Text, escaped ? this.unescape(raw, start + 1) : raw, start);
        return;
      }
      if (code === 0x5c && at + 1 < text.length && !isBreak(text.charCodeAt(at + 1))) {
        escaped = true;
        at++;
      } else if (at >= text.length || isBreak(code)) {
        this.at = at;
        this.push(Text, text.slice(start + 1, at), start).broken = true;
        this.report(
          'EVF1004',
          'This string is never closed. End it with `"` on the same line; a line break inside is written `\\n`.',
          start,
          at,
        );
        return;
      }
    }
  }

  private unescape(raw: string, offset: number): string {
    return raw.replace(
      /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
      (whole, hex: string | undefined, plain: string | undefined, at: number) => {
        if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
        const value = escapes[plain!];
        if (value !== undefined) return value;
        this.report(
          'EVF1013',
          `\`${whole}\` means nothing in a string. Allowed are \`\\"\`, \`\\\\\`, \`\\/\`, \`\\b\`, \`\\f\`, \`\\n\`, \`\\r\`, \`\\t\` and \`\\u\` with four hexadecimal digits.`,
          offset + at,
          offset + at + whole.length,
        );
        return plain!;
      },
    );
  }

  /** Where the quote at hand is closed, or else where its line ends. */
  private closing(quote: number): number {
    const { text } = this;
    let at = this.at + 1;
    while (at < text.length && text.charCodeAt(at) !== quote && !isBreak(text.charCodeAt(at))) at++;
    return at;
  }

  /** Single quotes are no string here, but what is meant is clear. */
  private quoted(): void {
    const start = this.at;
    const close = this.closing(0x27);
    if (this.text.charCodeAt(close) !== 0x27) return this.stray();
    this.at = close + 1;
    this.push(Text, this.text.slice(start + 1, close), start).broken = true;
    this.report('EVF1006', 'A string is written in double quotes: `"…"`.', start, this.at);
  }

  private backquoted(): void {
    const start = this.at;
    const close = this.closing(0x60);
    const closed = this.text.charCodeAt(close) === 0x60;
    this.at = closed ? close + 1 : close;
    const image = this.text.slice(start + 1, close);
    const made = this.push(Identifier, image, start);
    if (closed && image !== '') return;
    made.broken = true;
    if (closed) this.report('EVF1002', 'A name is missing between the backquotes.', start, this.at);
    else
      this.report(
        'EVF1004',
        'This name in backquotes is never closed. End it with another backquote on the same line.',
        start,
        this.at,
      );
  }

  /**
   * Characters that no token begins with; neighbours are reported as one. They make no token,
   * unless it is clear what they stand for.
   */
  private stray(): void {
    const start = this.at;
    if (this.text.startsWith('||', start)) this.at++;
    do this.at += this.character().length;
    while (this.at < this.text.length && this.isStray());
    const image = this.text.slice(start, this.at);
    const meant = otherOperators[image];
    const hint = meant ? `Write \`${meant}\` instead.` : (strayHints[image[0]!] ?? 'Remove it.');
    this.report('EVF1006', `${shown(image)} means nothing here. ${hint}`, start, this.at);
    if (meant) this.push(keyword(meant), meant, start);
    else this.afterStray = true;
  }

  private isStray(): boolean {
    const code = this.text.charCodeAt(this.at);
    if (code < 128) return classes[code] === none && code !== 0x22 && code !== 0x27 && code !== 0x60;
    const character = this.character();
    return !otherSpace.test(character) && !otherLetter.test(character);
  }
}

/** A stray character in the reader's words; one that cannot be seen by its number. */
function shown(image: string): string {
  const first = String.fromCodePoint(image.codePointAt(0)!);
  if (/[\p{C}\p{Z}]/u.test(first))
    return `The character U+${first.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  return image.length > 20 ? `\`${image.slice(0, 20)}…\`` : `\`${image}\``;
}

function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
