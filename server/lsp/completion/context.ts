import type { SourceFile } from '../../../language/model/entities.ts';
import { scan } from '../../../language/syntax/scanner.ts';
import { Decimal, Duration, Integer, Text, type Token, VersionTag, words } from '../../../language/syntax/tokens.ts';
import type { Node } from '../../../language/syntax/tree.ts';
import { pathAt } from '../../../language/syntax/walk.ts';
import type { GrammarNode } from './ebnf.ts';
import { GRAMMAR } from './grammar.ts';
import { Recognizer, type SeenToken } from './recognizer.ts';

/** Where the cursor stands. */
export interface Context {
  readonly file: SourceFile;
  /** Where the word that is being typed begins: the cursor itself where none is. */
  readonly wordStart: number;
  /** From the file to the innermost node at the word. */
  readonly path: readonly Node[];
  /** From the file to the innermost node that the text before the word belongs to: it may end there, unfinished. */
  readonly pathBefore: readonly Node[];
  /** A version is being typed, behind its `@`. */
  readonly isVersion: boolean;
  /** What may stand here. */
  readonly expected: readonly GrammarNode[];
  /** What is written before the word, nearest first, back to where the declaration begins. */
  readonly before: readonly string[];
}

/** How far back the text is read, in UTF-16 units: completion in a declaration that is longer may know less. */
const MOST_READ = 50_000;

/** Where the cursor stands; undefined in comments, strings and numbers, where nothing can be offered. */
export function contextAt(file: SourceFile, offset: number): Context | undefined {
  const from = beginning(file, offset);
  const { tokens, comments } = scan(file.text.slice(from, offset));
  tokens.pop();
  const length = offset - from;
  const comment = comments.at(-1);
  if (comment?.end === length && (comment.style !== 'block' || !file.text.slice(0, offset).endsWith('*/')))
    return undefined;
  const version = /@[\d.]*$/.exec(file.text.slice(from, offset));
  if (version && isVersionOf(file.text, from + version.index)) {
    return read(
      file,
      from,
      tokens.filter(({ end }) => end <= version.index),
      from + version.index + 1,
      true,
    );
  }
  const typed = tokens.at(-1)?.end === length ? tokens.at(-1) : undefined;
  if (typed && isLiteral(typed)) return undefined;
  if (typed && isWord(typed)) return read(file, from, tokens.slice(0, -1), from + typed.startOffset, false);
  return read(file, from, tokens, offset, false);
}

/** Where the declaration around an offset begins, or the one before it, which may be unfinished. */
function beginning(file: SourceFile, offset: number): number {
  const start = file.tree.declarations.findLast((declaration) => declaration.start < offset)?.start ?? 0;
  return Math.max(start, offset - MOST_READ);
}

function read(
  file: SourceFile,
  from: number,
  tokens: readonly Token[],
  wordStart: number,
  isVersion: boolean,
): Context {
  const recognizer = new Recognizer(GRAMMAR, from === 0 ? 'file' : 'decls');
  const text = (token: Token) => file.text.slice(from + token.startOffset, from + token.end);
  tokens.forEach((token, index) => {
    const gap = file.text.slice(from + (tokens[index - 1]?.end ?? 0), from + token.startOffset);
    recognizer.take({ text: text(token), kind: kindOf(token), isFirstOnLine: index === 0 || /[\r\n]/.test(gap) });
  });
  const pathBefore = pathAt(file.tree, from + (tokens.at(-1)?.end ?? 0));
  const before = tokens.slice(-LOOK_BACK).reverse().map(text);
  return {
    file,
    wordStart,
    path: pathAt(file.tree, wordStart),
    pathBefore,
    isVersion,
    expected: recognizer.expected(),
    before,
  };
}

/** How many tokens back a decision may look. */
const LOOK_BACK = 40;

function isWord({ tokenTypeIdx }: Token): boolean {
  return words[tokenTypeIdx] === 1;
}

function isLiteral({ tokenType }: Token): boolean {
  return [Integer, Decimal, Duration, Text].includes(tokenType);
}

/** An `@` right behind a name or behind `from` belongs to a version. */
function isVersionOf(text: string, at: number): boolean {
  return /[\w`]$|\bfrom\s+$/.test(text.slice(Math.max(0, at - 100), at));
}

function kindOf(token: Token): SeenToken['kind'] {
  switch (token.tokenType) {
    case Integer:
      return 'INT';
    case Decimal:
      return 'DECIMAL';
    case Text:
      return 'STRING';
    case Duration:
      return 'DURATION';
    case VersionTag:
      return 'VERSION';
    default:
      return isWord(token) ? 'word' : 'mark';
  }
}
