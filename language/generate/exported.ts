import type { Entity } from '../model/entities.ts';
import type { Shapes } from '../model/schema/shapes.ts';
import { docOf } from '../syntax/comments.ts';
import type { Node } from '../syntax/tree.ts';

/** What an export reads: the shapes of a project, and where they are written down; a `Project` is one. */
export interface Declarations extends Shapes {
  entity(key: string): Entity | undefined;
}

/** Keys of declared types that a schema only names, since they are schemas of their own elsewhere. */
export type Elsewhere = ReadonlySet<string>;
export const NOTHING_ELSEWHERE: Elsewhere = new Set();

/** Something that the other format has no way to say. */
export interface ExportProblem {
  /** Key of the declaration, and the field in it. */
  readonly place: string;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** A schema in another format. */
export interface Exported<S> {
  readonly schema: S;
  /** Of the types that are elsewhere, those that it names; in order of their first use. */
  readonly references: readonly string[];
  /** With a problem the schema is not to be used. */
  readonly problems: readonly ExportProblem[];
}

/**
 * What a declaration is called where names carry no version: `shop.OrderCreated` for every 1.x, `shop.OrderCreatedV2` for
 * every 2.x. Versions of one major share it, as they are one schema that evolves; a major is another schema.
 */
export function recordName(key: string): string {
  const [, name = key, major = '1'] = /^(.*)@(\d+)\.\d+$/s.exec(key) ?? [];
  return Number(major) <= 1 ? name : `${name}V${major}`;
}

/** The doc comment of a declaration, or of a field in it. */
export function docIn({ file, node }: Entity, inner: Node = node): string | undefined {
  return docOf(file.tree, file.text, inner);
}
