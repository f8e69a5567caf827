import type { Field, Node, Span } from '../syntax/tree.ts';
import { pathAt } from '../syntax/walk.ts';
import { entryValue } from './bodies/entries.ts';
import type { Entity, SourceFile } from './entities.ts';
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
  return targetsAt(project, file, offset)[0];
}

/** As `targetAt`; an entry in the short form, `{ orderId }`, stands for the field and for the value that it gives. */
export function targetsAt(project: Project, file: SourceFile, offset: number): Found[] {
  const { targets } = project.analysis(file.uri).bindings;
  const path = pathAt(file.tree, offset);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node = path[depth];
    if (!node) continue;
    const target = targets.get(node) ?? declaredTarget(file, node, path.slice(0, depth));
    if (!target) continue;
    const entry = path[depth - 1];
    const value = entry?.kind === 'entry' && !entry.value ? entryValue(entry) : undefined;
    const given = value && targets.get(value);
    return [{ node, target }, ...(value && given ? [{ node: value, target: given }] : [])];
  }
  return [];
}

/** What a name declares. */
function declaredTarget(file: SourceFile, node: Node, around: readonly Node[]): Target | undefined {
  const parent = around.at(-1);
  if (node.kind !== 'name' || !parent || !('name' in parent) || parent.name !== node) return undefined;
  switch (parent.kind) {
    case 'field':
      return { kind: 'member', field: parent, uri: file.uri };
    case 'symbol':
    case 'case':
      return { kind: 'symbol', symbol: node.text, node: parent, uri: file.uri };
    case 'step':
    case 'parallel':
      return { kind: 'step', node: parent };
    case 'query': {
      const part = file.entities.find(
        (candidate) => candidate.node === around.findLast(({ kind }) => kind === 'projection'),
      );
      return part && { kind: 'query', part: part.key, name: node.text, node: parent };
    }
  }
  const entity = file.entities.find((candidate) => candidate.node === parent);
  return entity && { kind: 'entity', key: entity.key };
}

/** Where what stands at a place is declared: a bare name of several majors stands for all of its versions. */
export function definitionsOf(project: Project, uri: string, { node, target }: Found): Place[] {
  const entity = target.kind === 'entity' ? project.entity(target.key) : undefined;
  const isBare = (node.kind === 'reference' && !node.version) || node.kind === 'qualifiedName' || node.kind === 'name';
  const isDeclaring = entity?.node.name === node;
  const versions = entity && isBare && !isDeclaring ? project.declared(entity.qualifiedName) : [];
  if (new Set(versions.map(({ version }) => version?.major)).size > 1) return versions.flatMap(placesOf);
  return declarationsOf(project, uri, target);
}

/** Where a target is declared: none for what the language brings along. */
export function declarationsOf(project: Project, uri: string, target: Target): Place[] {
  switch (target.kind) {
    case 'entity': {
      return placesOf(project.entity(target.key));
    }
    case 'message': {
      if (target.node) return [{ uri, span: target.node as Span }];
      return declarationsOf(project, uri, { kind: 'entity', key: target.key });
    }
    case 'local':
    case 'step':
      return [{ uri, span: nameOf(target.node as Node) }];
    case 'query':
      return [{ uri: project.entity(target.part)?.file.uri ?? uri, span: nameOf(target.node as Node) }];
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
    case 'key': {
      const part = project.entity(target.part);
      const by = part && 'by' in part.node ? part.node.by : undefined;
      return part && by ? [{ uri: part.file.uri, span: by }] : placesOf(part);
    }
    default:
      return [];
  }
}

function placesOf(entity: Entity | undefined): Place[] {
  return entity ? [{ uri: entity.file.uri, span: entity.node.name }] : [];
}

function fieldPlace(project: Project, owner: string, field: Field): Place[] {
  const entity = project.entity(owner);
  return entity ? [{ uri: entity.file.uri, span: field.name }] : [];
}

function nameOf(node: Node): Span {
  return 'name' in node && node.name && typeof node.name === 'object' && 'start' in node.name ? node.name : node;
}

/**
 * Every place of the project that stands for the same as `target` of the file `uri`, in order of files; its declarations
 * too, unless they are not wanted.
 */
export function referencesTo(project: Project, uri: string, target: Target, withDeclarations = true): Place[] {
  const wanted = identity(project, target);
  const declarations = allDeclarations(project, uri, target);
  const found = new Map(declarations.map((place) => [keyOf(place), place]));
  for (const other of project.uris) {
    for (const [node, candidate] of project.analysis(other).bindings.targets) {
      if (identity(project, candidate) !== wanted) continue;
      const place = { uri: other, span: lastName(node as Node) };
      found.set(keyOf(place), place);
    }
  }
  if (!withDeclarations) for (const declaration of declarations) found.delete(keyOf(declaration));
  return [...found.values()].sort((a, b) => (a.uri === b.uri ? a.span.start - b.span.start : a.uri < b.uri ? -1 : 1));
}

function keyOf({ uri, span }: Place): string {
  return `${uri}:${span.start}`;
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
