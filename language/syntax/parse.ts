import type { SyntaxError } from './diagnostic.ts';
import { longestText, mostErrors } from './limits.ts';
import { Parser } from './parser.ts';
import { firstError } from './parser-base.ts';
import { prepare } from './recovery.ts';
import { scan } from './scanner.ts';
import type { SourceTree } from './tree.ts';

export interface ParseResult {
  tree: SourceTree;
  errors: SyntaxError[];
}

let parser: Parser | undefined;

/** Parses a file. Whatever the text, there is a tree; what is wrong with the text is in `errors`, in source order. */
export function parse(text: string): ParseResult {
  const refusal = refused(text);
  if (refusal) return { tree: emptyTree(text), errors: [refusal] };
  parser ??= new Parser(true);
  const { tokens, comments, errors } = scan(text);
  try {
    const { tree } = parser.parse(tokens, comments, true);
    return { tree, errors: limited(errors) };
  } catch (error) {
    if (error !== firstError) throw error;
    const second = parser.parse(prepare(text, tokens), comments, false);
    return { tree: second.tree, errors: limited([...errors, ...second.errors]) };
  }
}

/** Why a text is not parsed at all. */
function refused(text: string): SyntaxError | undefined {
  if (text.length > longestText) {
    const message = `This file is too large: it has more than ${longestText / 1024 / 1024} million characters. Split it into several files.`;
    return { code: 'EVF1010', message, span: { start: 0, end: 1 } };
  }
  const zero = text.indexOf('\0');
  if (zero < 0) return undefined;
  const message =
    'This is no text file: it holds a zero byte. Save it as UTF-8, or give it a name that does not end in `.evflow`.';
  return { code: 'EVF1011', message, span: { start: zero, end: zero + 1 } };
}

function emptyTree(text: string): SourceTree {
  return {
    kind: 'file',
    edition: undefined,
    namespace: undefined,
    uses: [],
    declarations: [],
    comments: [],
    start: 0,
    end: text.length,
  };
}

/** The errors in source order, with a note in place of those past the limit. */
function limited(errors: SyntaxError[]): SyntaxError[] {
  const ordered = errors.sort((a, b) => a.span.start - b.span.start);
  if (ordered.length <= mostErrors) return ordered;
  const { span } = ordered[mostErrors]!;
  const message = `There are more than ${mostErrors} syntax errors in this file; those from here on are not shown. Mend the first ones first.`;
  return [...ordered.slice(0, mostErrors), { code: 'EVF1009', message, span }];
}
