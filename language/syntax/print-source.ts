import { breakParent, type Doc, hardLine, indent, type Line, line, softLine, verbatim, withBlank } from './layout.ts';
import type { Comment, SourceTree, Span } from './tree.ts';

/** A comment between two tokens. */
interface GapComment {
  doc: Doc;
  isDoc: boolean;
  /** It reaches to the end of its line, so what follows begins a new one. */
  endsLine: boolean;
  /** Line ends between it and what stands before it. */
  newlines: number;
  beforeComma: boolean;
}

/** What lies between two tokens. */
interface Gap {
  comments: GapComment[];
  /** Line ends between the last comment, or else the token before, and the token that follows. */
  newlines: number;
  /** Where that token begins. */
  end: number;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const COMMA = 44;
const LAST_ASCII = 127;
const OPERATOR_WORD = /(?:and|or|in)\b/y;

/**
 * The text being printed, read token by token. Whatever is printed is taken from here in the order of the text,
 * each token with the comments before it, so that nothing can be lost, doubled or moved past another token, but
 * for commas: they are the printer's.
 *
 * A comment that stands on the line of the token before it, and is not followed by another there, trails that
 * token. Any other leads the token that follows.
 */
export class Source {
  readonly #text: string;
  readonly #comments: readonly Comment[];
  #at: number;
  #last = '';
  #nextComment = 0;
  #gap: Gap | undefined;
  /** Comments from before a `{` that are to be printed after it. */
  #carried: GapComment[] = [];

  constructor(tree: SourceTree, text: string, start: number) {
    this.#text = text;
    this.#comments = tree.comments;
    this.#at = start;
  }

  /** A keyword or sign, which must be the next token. */
  token(word: string): Doc {
    return this.#take(this.#ahead().end, word);
  }

  /** Several tokens with a space between them. */
  words(...words: string[]): Doc {
    return words.map((word, i) => (i === 0 ? this.token(word) : [this.space(), this.token(word)]));
  }

  /** A name, literal or version, as it is written. */
  copy(span: Span): Doc {
    return this.#take(span.start, this.#text.slice(span.start, span.end));
  }

  /** A space; after a comment that ends the line, a new one, indented further. */
  space(): Doc {
    return indentAll(this.#inline(' '));
  }

  /** A space; after a comment that ends the line, a new one. */
  outdentedSpace(): Doc {
    return this.#inline(' ');
  }

  /** `{`. Comments before it that end their line are printed after it instead. */
  openBrace(before: '' | ' '): Doc {
    const { comments } = this.#ahead();
    const moves = comments.some((comment) => comment.endsLine) && !this.#docsAroundBrace();
    const carried = moves ? comments.splice(0) : [];
    const brace = [before === '' ? '' : this.space(), this.token('{')];
    this.#carried = carried;
    return brace;
  }

  /** A place where the line may end. */
  line(): Doc {
    return this.#between(line);
  }

  /** A place where the line may end, with no space where it does not. */
  softLine(): Doc {
    return this.#between(softLine, { leadsOnly: true });
  }

  /** A place where the line may end although it does not end at others before: what follows has room of its own. */
  clauseLine(): Doc {
    return this.#between(line, { leadsOnly: true });
  }

  /** The end of a line. */
  hardLine(): Doc {
    return this.#between(hardLine);
  }

  /** What ends a line between items, `line` or `hardLine`; an empty line there stays. */
  itemEnd(separator: Line): Doc {
    return this.#between(separator, { keepsBlank: true });
  }

  /** The comments before a closing sign, to stand on the lines of what it closes. `empty`: nothing else does. */
  ending(empty: boolean): Doc {
    const gap = this.#ahead();
    if (gap.comments.length === 0) return '';
    return leading(gap, empty ? trailingCount(gap) : sameLineCount(gap), line, !empty);
  }

  /** The comments before the first token. */
  opening(): Doc {
    const gap = this.#ahead();
    if (gap.comments.length === 0) return '';
    const comments = leading(gap, 0, '', false);
    return this.atEnd() ? comments : [comments, afterComment(gap.newlines)];
  }

  /** A comma, or what else is to stand right after the last token; comments before a comma stay before it. */
  comma(sign: Doc): Doc {
    const { comments } = this.#ahead();
    const other = comments.findIndex((comment) => !comment.beforeComma || comment.endsLine || comment.newlines > 0);
    const before = comments.splice(0, other < 0 ? comments.length : other);
    return before.length === 0 ? sign : [before.map((comment) => [' ', comment.doc]), sign];
  }

  /** Whether the next token, or a comment before it, begins a new line. */
  breaksHere(): boolean {
    const { comments, newlines } = this.#ahead();
    return newlines > 0 || comments.some((comment) => comment.newlines > 0);
  }

  /** Whether the next token begins so. */
  sees(start: string): boolean {
    return this.#text.startsWith(start, this.#ahead().end);
  }

  /** Whether the last token or the next one, both names, would be an operator if no comma were between them. */
  needsComma(): boolean {
    OPERATOR_WORD.lastIndex = this.#ahead().end;
    return this.#last === 'not' || OPERATOR_WORD.test(this.#text);
  }

  /** Whether nothing follows but comments. */
  atEnd(): boolean {
    return this.#ahead().end === this.#text.length;
  }

  /** Whether there are docs around the next token, a brace, that would come to stand above an item after it. */
  #docsAroundBrace(): boolean {
    const { comments, end } = this.#ahead();
    const next = this.#comments[this.#nextComment];
    const follows = next?.style === 'doc' && /^\s*$/.test(this.#text.slice(end + 1, next.start));
    return follows || comments.some((comment) => comment.isDoc);
  }

  #take(start: number, word: string): Doc {
    const comments = indentAll(this.#inline(''));
    const { end } = this.#ahead();
    if (end !== start || !this.#text.startsWith(word, start)) {
      throw new Error(`The printer expects "${word}" at offset ${start} and stands at ${end}.`);
    }
    this.#at = start + word.length;
    this.#last = word;
    this.#gap = undefined;
    return comments === '' ? word : [comments, word];
  }

  /** Comments in the midst of a line, which stay where they are. */
  #inline(space: '' | ' '): Doc {
    const { comments, newlines } = this.#ahead();
    if (comments.length === 0) return space;
    const keepsLines = comments.some((comment) => comment.endsLine);
    const lead = (newlines: number) => (keepsLines && newlines > 0 ? hardLine : ' ');
    return [comments.splice(0).map((comment) => [lead(comment.newlines), comment.doc]), lead(newlines)];
  }

  /** A line end and the comments there. `leadsOnly`: those that do not end their line come after it. */
  #between(separator: Line, { keepsBlank = false, leadsOnly = false } = {}): Doc {
    const gap = this.#ahead();
    const count = gap.comments.length;
    const plain = keepsBlank ? keepBlank(separator, gap.newlines) : separator;
    if (count === 0) return plain;
    const trailing = leadsOnly && !gap.comments.some((comment) => comment.endsLine) ? 0 : trailingCount(gap);
    return [leading(gap, trailing, separator, keepsBlank), trailing === count ? plain : afterComment(gap.newlines)];
  }

  #ahead(): Gap {
    this.#gap ??= this.#readGap();
    return this.#gap;
  }

  #readGap(): Gap {
    const text = this.#text;
    const comments = this.#carried;
    this.#carried = [];
    let at = this.#at;
    let newlines = 0;
    const newlinesHere = () => Math.max(newlines, comments.at(-1)?.endsLine ? 1 : 0);
    for (;;) {
      const code = text.charCodeAt(at);
      const comment = this.#comments[this.#nextComment];
      if (at === comment?.start) {
        comments.push(gapComment(comment, text, newlinesHere()));
        this.#nextComment++;
        newlines = 0;
        at = comment.end;
        continue;
      }
      if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) newlines++;
      else if (code === COMMA) for (const comment of comments) comment.beforeComma = true;
      else if (!(code <= SPACE || code > LAST_ASCII)) return { comments, newlines: newlinesHere(), end: at };
      at++;
    }
  }
}

function indentAll(doc: Doc): Doc {
  return typeof doc === 'string' ? doc : indent(doc);
}

function gapComment({ start, end, style }: Comment, text: string, newlines: number): GapComment {
  const written = text.slice(start, end);
  const doc = style === 'block' ? blockComment(written) : [written.trimEnd(), breakParent];
  return { doc, isDoc: style === 'doc', endsLine: style !== 'block', newlines, beforeComma: false };
}

/** Where every line begins with a star, the stars are aligned; else the lines stay as they are. */
function blockComment(text: string): Doc {
  const [first, ...rest] = text.split(/\r\n|\r|\n/).map((part) => part.trimEnd());
  if (rest.length === 0) return text;
  const lines = rest.map((part) => part.trimStart());
  if (lines.every((part) => part.startsWith('*'))) return [first!, lines.map((part) => [hardLine, ` ${part}`])];
  return verbatim([first, ...rest].join('\n'));
}

/** How many of the comments stand on the line of the token before them. */
function sameLineCount({ comments }: Gap): number {
  const ownLine = comments.findIndex((comment) => comment.newlines > 0);
  return ownLine < 0 ? comments.length : ownLine;
}

/** How many of the comments trail the token before them. */
function trailingCount(gap: Gap): number {
  const sameLine = sameLineCount(gap);
  return sameLine === gap.comments.length && gap.newlines === 0 ? 0 : sameLine;
}

/** Takes the comments: `trailing` of them, then, after the separator, those that lead the next token. */
function leading(gap: Gap, trailing: number, separator: Line | '', keepsBlank: boolean): Doc {
  return gap.comments.splice(0).map(({ doc, newlines }, i) => {
    if (i < trailing) return [' ', doc];
    if (i > trailing) return [afterComment(newlines), doc];
    return [keepsBlank && separator !== '' ? keepBlank(separator, newlines) : separator, doc];
  });
}

function keepBlank(separator: Line, newlines: number): Line {
  return newlines > 1 ? withBlank(separator) : separator;
}

/** What stands between a comment and what leads from it, where the text has so many line ends. */
function afterComment(newlines: number): Doc {
  return newlines === 0 ? ' ' : keepBlank(line, newlines);
}
