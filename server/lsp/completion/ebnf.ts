/** A place in a rule of the grammar. */
export interface GrammarNode {
  readonly id: number;
  /** `word`: exactly this text; `name`: a word, `text` says what it stands for; `token`: a class of tokens; `call`: a rule. */
  readonly kind: 'word' | 'name' | 'token' | 'call' | 'fork' | 'end';
  readonly text: string;
  /** Where it may go on; an `end` goes on behind the `call`. */
  readonly next: GrammarNode[];
}

/** The first place of each rule, by name. */
export type Grammar = ReadonlyMap<string, GrammarNode>;

/**
 * Reads a grammar in EBNF: `rule = "word" <name> TOKEN rule [optional] {repeated} (a | b)`.
 * @throws Error where a rule is not there or something is not closed
 */
export function readGrammar(source: string): Grammar {
  return new Reader(source).read();
}

/** A piece of a rule: it is entered at `first`, and left at `last`, which has no `next` yet. */
interface Piece {
  readonly first: GrammarNode;
  readonly last: GrammarNode;
}

class Reader {
  readonly #tokens: string[];
  #at = 0;
  #count = 0;

  constructor(source: string) {
    this.#tokens = source.match(/"[^"]*"|<\.?\w+>|\w+|\S/g) ?? [];
  }

  read(): Grammar {
    const rules = new Map<string, GrammarNode>();
    const calls = new Set<string>();
    while (this.#at < this.#tokens.length) {
      const name = this.#take();
      this.#expect('=');
      const { first, last } = this.#choice(calls);
      last.next.push(this.#node('end'));
      rules.set(name, first);
    }
    for (const name of calls) if (!rules.has(name)) throw new Error(`The grammar has no rule "${name}".`);
    return rules;
  }

  #node(kind: GrammarNode['kind'], text = ''): GrammarNode {
    return { id: this.#count++, kind, text, next: [] };
  }

  #take(): string {
    return this.#tokens[this.#at++] ?? '';
  }

  #expect(mark: string): void {
    const found = this.#take();
    if (found !== mark) throw new Error(`"${mark}" expected in the grammar, found "${found}".`);
  }

  #choice(calls: Set<string>): Piece {
    const pieces = [this.#sequence(calls)];
    while (this.#tokens[this.#at] === '|') {
      this.#at++;
      pieces.push(this.#sequence(calls));
    }
    if (pieces.length === 1) return pieces[0]!;
    const [first, last] = [this.#node('fork'), this.#node('fork')];
    for (const piece of pieces) {
      first.next.push(piece.first);
      piece.last.next.push(last);
    }
    return { first, last };
  }

  #sequence(calls: Set<string>): Piece {
    const first = this.#node('fork');
    let last = first;
    while (!this.#atEnd()) {
      const piece = this.#piece(calls);
      last.next.push(piece.first);
      last = piece.last;
    }
    return { first, last };
  }

  /** A sequence ends at a closing mark, at `|`, and where the next rule begins. */
  #atEnd(): boolean {
    const token = this.#tokens[this.#at];
    return token === undefined || ')]}|'.includes(token) || this.#tokens[this.#at + 1] === '=';
  }

  #piece(calls: Set<string>): Piece {
    const token = this.#take();
    if (token === '(') return this.#closed(calls, ')');
    if (token === '[') return this.#skippable(this.#closed(calls, ']'));
    if (token === '{') return this.#repeated(this.#closed(calls, '}'));
    const node = this.#terminal(token);
    if (node.kind === 'call') calls.add(token);
    return { first: node, last: node };
  }

  #terminal(token: string): GrammarNode {
    if (token.startsWith('"')) return this.#node('word', token.slice(1, -1));
    if (token.startsWith('<')) return this.#node('name', token.slice(1, -1));
    return this.#node(/^[A-Z]+$/.test(token) ? 'token' : 'call', token);
  }

  #closed(calls: Set<string>, mark: string): Piece {
    const piece = this.#choice(calls);
    this.#expect(mark);
    return piece;
  }

  #skippable({ first, last }: Piece): Piece {
    const [start, end] = [this.#node('fork'), this.#node('fork')];
    start.next.push(first, end);
    last.next.push(end);
    return { first: start, last: end };
  }

  #repeated({ first, last }: Piece): Piece {
    const loop = this.#node('fork');
    const end = this.#node('fork');
    loop.next.push(first, end);
    last.next.push(loop);
    return { first: loop, last: end };
  }
}
