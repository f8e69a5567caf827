import type { Entity, SourceFile } from '../model/entities.ts';
import type { MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { reach } from '../model/schema/shapes.ts';
import type { Field, Node } from '../syntax/tree.ts';
import { walk } from '../syntax/walk.ts';

/** Where a field of a version is declared: in the version itself, or in a type that it uses. */
export function fieldHome(
  project: Project,
  version: MessageVersion,
  field: Field,
): { readonly file: SourceFile; readonly field: Field } | undefined {
  if (nodesIn(version.entity).has(field)) return { file: version.entity.file, field };
  const used = reach(project, version.shape).keys.flatMap((key) => project.entity(key) ?? []);
  const home = used.find((entity) => nodesIn(entity).has(field));
  return home && { file: home.file, field };
}

const known = new WeakMap<Node, ReadonlySet<Node>>();

/** All nodes of a declaration, which has the same ones until its words change. */
export function nodesIn({ node }: Entity): ReadonlySet<Node> {
  let found = known.get(node);
  if (!found) known.set(node, (found = collect(node)));
  return found;
}

function collect(declaration: Node): ReadonlySet<Node> {
  const found = new Set<Node>();
  walk(declaration, (inner) => found.add(inner));
  return found;
}
