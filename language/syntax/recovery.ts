import { EOF } from 'chevrotain';
import {
  At,
  CloseBrace,
  Ellipsis,
  Identifier,
  keyword,
  keywords,
  OpenBrace,
  Stray,
  Text,
  Token,
  typeSet,
  words,
} from './tokens.ts';

/**
 * Prepares a file's tokens for the second pass, in which layout speaks: tells which tokens are the first on their
 * line, and which braces belong together. A `}` that is missing is put in as an empty token, so that in the result
 * every `{` has its `}`; a `}` too many stays and has no `match`.
 */
export function prepare(text: string, tokens: Token[]): Token[] {
  measureIndents(text, tokens);
  const byCount = matchBraces(tokens, false);
  const repair = byCount.repairs > 0 ? fewer(matchBraces(tokens, true), byCount) : byCount;
  return repair.apply();
}

interface Repair {
  /** How many braces are missing or too many. */
  repairs: number;
  /** Links the braces and puts in what is missing. */
  apply: () => Token[];
}

/** Layout tells better where a brace is missing than their number does, unless the text is not laid out by its braces. */
function fewer(byLayout: Repair, byCount: Repair): Repair {
  return byLayout.repairs <= byCount.repairs ? byLayout : byCount;
}

function measureIndents(text: string, tokens: Token[]): void {
  let from = 0;
  for (const each of tokens) {
    each.indent = indentOf(text, from, each.startOffset);
    from = each.end;
  }
}

/** The indent of what stands at `offset`, or −1 where something stands before it on its line. */
function indentOf(text: string, from: number, offset: number): number {
  let columns = 0;
  for (let at = offset - 1; at >= from; at--) {
    const character = text[at];
    if (character === '\n' || character === '\r') return columns;
    columns += character === '\t' ? 4 : 1;
  }
  return from === 0 ? columns : -1;
}

/** An open brace, the token its line begins with, that one's indent, and whether a service's parts may stand in it. */
interface Open {
  brace: Token;
  line: Token;
  indent: number;
  service: boolean;
}

const declarationWords = typeSet(
  (
    'record enum union event command document topic service consumer aggregate projection saga choreography scenario ' +
    'namespace use'
  )
    .split(' ')
    .map(keyword),
);
/** What may stand right after a `{`. */
const blockStart = typeSet([Identifier, ...keywords.values(), Text, At, Ellipsis, CloseBrace, EOF]);
const partWords = typeSet(['consumer', 'aggregate', 'projection', 'saga'].map(keyword));
const service = keyword('service').tokenTypeIdx!;
const opening = OpenBrace.tokenTypeIdx!,
  closing = CloseBrace.tokenTypeIdx!;

class BraceMatcher {
  repairs = 0;
  /** Each brace and what it belongs to: for `{` a `}` of the text, or undefined where it is to be put in. */
  readonly pairs = new Map<Token, Token | undefined>();
  /** What is to be put in before a token: the braces that end there, innermost first. */
  readonly missing = new Map<Token, Token[]>();
  /** Braces that open nothing. */
  readonly astray = new Set<Token>();
  private readonly stack: Open[] = [];
  private readonly byLayout: boolean;
  private line: Token;
  private inServiceHead = false;

  constructor(byLayout: boolean, first: Token) {
    this.byLayout = byLayout;
    this.line = first;
  }

  run(tokens: Token[]): void {
    tokens.forEach((each, i) => {
      if (each.indent >= 0) this.beginLine(each, tokens[i + 1]);
      if (each.tokenTypeIdx === service && this.stack.length === 0) this.inServiceHead = true;
      if (each.tokenTypeIdx === opening) this.open(each, tokens[i + 1]!);
      else if (each.tokenTypeIdx === closing) this.close(each);
    });
    const end = tokens.at(-1)!;
    while (this.stack.length > 0) this.closeBefore(end);
  }

  private beginLine(first: Token, next: Token | undefined): void {
    this.line = first;
    if (this.byLayout) {
      const closes = first.tokenTypeIdx === closing;
      for (
        let top = this.stack.at(-1);
        top && (closes ? top.indent > first.indent : top.indent >= first.indent);
        top = this.stack.at(-1)
      ) {
        this.closeBefore(first);
      }
    }
    if (!isDeclarationHead(first, next)) return;
    const isPart = partWords[first.tokenTypeIdx] === 1;
    while (this.stack.length > 0 && !(isPart && this.stack.at(-1)!.service)) this.closeBefore(first);
    this.inServiceHead = false;
  }

  private open(brace: Token, next: Token): void {
    if (this.byLayout && next.indent < 0 && !blockStart[next.tokenTypeIdx]) {
      this.astray.add(brace);
      this.repairs++;
      return;
    }
    this.stack.push({ brace, line: this.line, indent: this.line.indent, service: this.inServiceHead });
    this.inServiceHead = false;
  }

  private close(brace: Token): void {
    const top = this.stack.at(-1);
    if (!top || (this.byLayout && !this.closesByLayout(brace, top))) {
      this.repairs++;
      return;
    }
    this.stack.pop();
    this.pairs.set(top.brace, brace);
  }

  /** A block of several lines is closed by a line that begins with `}`, indented like the line that opens it. */
  private closesByLayout(brace: Token, top: Open): boolean {
    if (brace === this.line) return brace.indent <= top.indent;
    return top.line === this.line || this.line.tokenTypeIdx === closing;
  }

  private closeBefore(next: Token): void {
    const { brace } = this.stack.pop()!;
    this.repairs++;
    const missing = this.missing.get(next);
    if (missing) missing.push(brace);
    else this.missing.set(next, [brace]);
  }
}

function matchBraces(tokens: Token[], byLayout: boolean): Repair {
  const matcher = new BraceMatcher(byLayout, tokens[0]!);
  matcher.run(tokens);
  return { repairs: matcher.repairs, apply: () => repaired(tokens, matcher) };
}

function repaired(tokens: Token[], { pairs, missing, astray }: BraceMatcher): Token[] {
  const result: Token[] = [];
  let end = 0;
  for (const each of tokens) {
    for (const brace of missing.get(each) ?? []) {
      const close = new Token(CloseBrace, '', end, end);
      link(brace, close);
      result.push(close);
    }
    const close = pairs.get(each);
    if (close) link(each, close);
    result.push(astray.has(each) ? new Token(Stray, each.image, each.startOffset, each.end) : each);
    end = each.end;
  }
  return result;
}

function link(open: Token, close: Token): void {
  open.match = close;
  close.match = open;
}

/** A word that begins a declaration, with its name on the same line. */
function isDeclarationHead(first: Token, next: Token | undefined): boolean {
  if (!declarationWords[first.tokenTypeIdx] || !next || next.indent >= 0) return false;
  return first.tokenType === keywords.get('scenario') ? next.tokenType === Text : words[next.tokenTypeIdx] === 1;
}
