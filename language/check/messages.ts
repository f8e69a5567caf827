import type { Entity } from '../model/entities.ts';
import type { MessageUse } from '../model/meaning.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { MessageKind, Span } from '../syntax/tree.ts';
import type { Place } from './rule.ts';

export interface MessageHere {
  readonly entity: Entity;
  readonly kind: MessageKind;
  readonly uses: readonly MessageUse[];
}

/** The messages whose newest version is declared in a file: each message of a project is in one file so. */
export function* newestMessages({ project, file }: Place): Iterable<MessageHere> {
  for (const entity of file.entities) {
    if (entity.node.kind !== 'message' || project.declared(entity.qualifiedName).at(-1) !== entity) continue;
    yield { entity, kind: entity.node.messageKind, uses: project.uses(entity.qualifiedName) };
  }
}

/** Uses as related places; three are enough to look at. */
export function places(uses: readonly MessageUse[], label: string): RelatedPlace[] {
  return uses.slice(0, 3).map(({ uri, node }) => ({ uri, span: node, label }));
}

/** The name that a whole name ends in, without its version: `shop.orders.Order@1.0` as `Order`. */
export function shortName(key: string): string {
  return key.slice(key.lastIndexOf('.', key.includes('@') ? key.indexOf('@') : undefined) + 1).replace(/@.*/, '');
}

/** A message as a file writes it, without whole name and version. */
export function nameIn(text: string, { start, end }: Span): string {
  return shortName(text.slice(start, end));
}
