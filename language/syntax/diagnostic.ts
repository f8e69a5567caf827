import type { Span } from './tree.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** A place in a file, labelled by its role: "declared here", "emitted here". */
export interface RelatedPlace {
  uri: string;
  span: Span;
  label: string;
}

/** One replacement in one file. */
export interface TextEdit {
  uri: string;
  span: Span;
  newText: string;
}

/** A change that mends a diagnostic. Only safe ones may be applied without being looked at. */
export interface Fix {
  title: string;
  safe: boolean;
  edits: TextEdit[];
}

/** What is wrong, where, and what to do. The message is one or more whole sentences. */
export interface Diagnostic {
  /** `EVF` and four digits; stable, with a page of its own. */
  code: string;
  severity: Severity;
  message: string;
  span: Span;
  related: RelatedPlace[];
  fixes: Fix[];
}

/** A syntax error as the parser sees it. */
export interface SyntaxError {
  code: string;
  message: string;
  span: Span;
}
