import type { SyntaxError } from '../syntax/diagnostic.ts';
import type { LineIndex } from '../syntax/lines.ts';
import type { Declaration, Service, SourceTree } from '../syntax/tree.ts';

/** A file as its text alone says; a new one for every text. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
  readonly tree: SourceTree;
  readonly errors: readonly SyntaxError[];
  readonly lines: LineIndex;
  /** Dotted; empty where the file names none. */
  readonly namespace: string;
  readonly entities: readonly Entity[];
}

export interface VersionNumber {
  readonly major: number;
  readonly minor: number;
}

/** Kinds that carry a version; one that is written without a number is 1.0. */
export const VERSIONED_KINDS = ['record', 'enum', 'union', 'message'] as const;

/** A declaration as its file's text alone says. Parts inside a service belong to the namespace like any other. */
export interface Entity<D extends Declaration = Declaration> {
  /**
   * `shop.Order`, with the version where the kind has one: `shop.OrderCreated@1.0`; unique but for duplicates, which are
   * errors.
   */
  readonly key: string;
  readonly kind: D['kind'];
  readonly name: string;
  /** With the namespace. */
  readonly qualifiedName: string;
  readonly version: VersionNumber | undefined;
  readonly node: D;
  readonly file: SourceFile;
  /** The service that a part stands in. */
  readonly service: Service | undefined;
}
