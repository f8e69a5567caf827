/** Half-open range of UTF-16 offsets in the file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** An identifier; `text` is without backquotes and empty where the text lacks it. */
export interface Name extends Span {
  kind: 'name';
  text: string;
}

/** `shop.orders.Order` */
export interface QualifiedName extends Span {
  kind: 'qualifiedName';
  parts: Name[];
}

/** `@1` (minor undefined: the newest of that major) or `@1.1`. */
export interface Version extends Span {
  kind: 'version';
  major: number;
  minor: number | undefined;
}

/** A reference to a declaration, with a version where one is written. */
export interface Reference extends Span {
  kind: 'reference';
  name: QualifiedName;
  version: Version | undefined;
}

export interface StringLiteral extends Span {
  kind: 'string';
  value: string;
}

export interface DurationLiteral extends Span {
  kind: 'duration';
  milliseconds: number;
}

/** A whole number in a declaration (`partitions 6`, `retry 5`, a weight). */
export interface Integer extends Span {
  kind: 'integer';
  value: number;
}

export interface Comment extends Span {
  kind: 'comment';
  style: 'line' | 'block' | 'doc';
}
