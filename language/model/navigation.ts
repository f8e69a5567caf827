import type { Field, Node, Span } from '../syntax/tree.ts';
import { pathAt } from '../syntax/walk.ts';
import type { SourceFile } from './entities.ts';
import type { Project } from './project.ts';
import type { Target } from './types.ts';

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** What stands at an offset: the node and what it means. */
export interface Found {
  readonly node: Node;
  readonly target: Target;
}

/** The innermost node at an offset that stands for something, a declaring name included. */
export function targetAt(project: Project, file: SourceFile, offset: number): Found | undefined {
  const { targets } = project.analysis(file.uri).bindings;
  const path = pathAt(file.tree, offset);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node = path[depth];
    if (!node) continue;
    const target = targets.get(node) ?? declaredTarget(file, node, path[depth - 1]);
    if (target) return { node, target };
  }
  return undefined;
}

/** What a name declares, where it is the name of a declaration or of a field. */
function declaredTarget(file: SourceFile, node: Node, parent: Node | undefined): Target | undefined {
  if (node.kind !== 'name' || !parent || !('name' in parent) || parent.name !== node) return undefined;
  if (parent.kind === 'field') return { kind: 'member', field: parent, uri: file.uri };
  const entity = file.entities.find((candidate) => candidate.node === parent);
  return entity && { kind: 'entity', key: entity.key };
}

/** Where a target is declared: none for what the language brings along. */
export function declarationsOf(project: Project, uri: string, target: Target): Place[] {
  switch (target.kind) {
    case 'entity': {
      const entity = project.entity(target.key);
      return entity ? [{ uri: entity.file.uri, span: entity.node.name }] : [];
    }
    case 'message': {
      if (target.node) return [{ uri, span: target.node as Span }];
      return declarationsOf(project, uri, { kind: 'entity', key: target.key });
    }
    case 'local':
    case 'query':
    case 'step':
      return [{ uri, span: nameOf(target.node as Node) }];
    case 'symbol':
      return target.node && target.uri ? [{ uri: target.uri, span: nameOf(target.node as Node) }] : [];
    case 'member':
      return [{ uri: target.uri, span: target.field.name }];
    case 'field':
      return fieldPlace(project, target.message, target.field);
    case 'state':
      return target.field
        ? fieldPlace(project, target.part, target.field)
        : declarationsOf(project, uri, { kind: 'entity', key: target.part });
    case 'key':
      return declarationsOf(project, uri, { kind: 'entity', key: target.part });
    default:
      return [];
  }
}

function fieldPlace(project: Project, owner: string, field: Field): Place[] {
  const entity = project.entity(owner);
  return entity ? [{ uri: entity.file.uri, span: field.name }] : [];
}

function nameOf(node: Node): Span {
  return 'name' in node && node.name && typeof node.name === 'object' && 'start' in node.name ? node.name : node;
}

/** Every place of the project that stands for the same as `target` of the file `uri`, its declarations included, in order of files. */
export function referencesTo(project: Project, uri: string, target: Target): Place[] {
  const wanted = identity(project, target);
  const found = new Map<string, Place>();
  const add = (place: Place) => found.set(`${place.uri}:${place.span.start}`, place);
  for (const declaration of allDeclarations(project, uri, target)) add(declaration);
  for (const other of project.uris) {
    for (const [node, candidate] of project.analysis(other).bindings.targets) {
      if (identity(project, candidate) === wanted) add({ uri: other, span: lastName(node as Node) });
    }
  }
  return [...found.values()].sort((a, b) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1));
}

/** All versions of a message are one thing to a reader who asks where it is used. */
function allDeclarations(project: Project, uri: string, target: Target): Place[] {
  const entity = target.kind === 'entity' ? project.entity(target.key) : undefined;
  if (!entity) return declarationsOf(project, uri, target);
  return project.declared(entity.qualifiedName).map(({ file, node }) => ({ uri: file.uri, span: node.name }));
}

/** Two targets stand for the same exactly when their identities are the same value. */
function identity(project: Project, target: Target): unknown {
  switch (target.kind) {
    case 'entity':
      return project.entity(target.key)?.qualifiedName ?? target.key;
    case 'message':
      return target.node ?? target;
    case 'local':
    case 'query':
    case 'step':
      return target.node;
    case 'symbol':
      return target.node ?? target;
    case 'member':
    case 'field':
      return target.field;
    case 'state':
      return target.field ?? `state of ${target.part}`;
    case 'key':
      return `key of ${target.part}`;
    case 'builtin':
      return `builtin ${target.receiver}.${target.name}`;
    case 'meta':
      return `meta ${target.field}`;
    default:
      return target.kind;
  }
}

/** The part of a reference that a reader sees as the name: `OrderCreated` of `shop.OrderCreated@1`. */
export function lastName(node: Node): Span {
  if (node.kind === 'reference') return node.name.parts.at(-1) ?? node;
  if (node.kind === 'qualifiedName') return node.parts.at(-1) ?? node;
  if (node.kind === 'member') return node.name;
  return node;
}
