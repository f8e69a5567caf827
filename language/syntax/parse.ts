import type { SyntaxError } from './diagnostic.ts';
import { Parser } from './parser.ts';
import { firstError } from './parser-base.ts';
import { scan } from './scanner.ts';
import { endToken } from './tokens.ts';
import type { SourceTree } from './tree.ts';

export interface ParseResult {
  tree: SourceTree;
  errors: SyntaxError[];
}

let parser: Parser | undefined;

/** Parses a file. Whatever the text, there is a tree; what is wrong with the text is in `errors`, in source order. */
export function parse(text: string): ParseResult {
  parser ??= new Parser(true);
  const { tokens, comments, errors } = scan(text);
  tokens.push(endToken(text.length));
  try {
    const { tree } = parser.parse(tokens, comments, true);
    return { tree, errors };
  } catch (error) {
    if (error !== firstError) throw error;
    return parser.parse(tokens, comments, false);
  }
}
