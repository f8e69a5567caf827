import type { Upcast } from '../syntax/tree.ts';
import type { Entity } from './entities.ts';
import type { Message, MessageVersion } from './meaning.ts';
import type { Project } from './project.ts';

/** One version of a message; undefined for anything else. */
export function messageVersionOf(project: Project, entity: Entity): MessageVersion | undefined {
  const { node, version, qualifiedName, name, key } = entity;
  const shape = project.shapeOf(entity)?.shape;
  if (node.kind !== 'message' || !version || shape?.kind !== 'record') return undefined;
  const upcasts = node.members.filter((member): member is Upcast => member.kind === 'upcast');
  return {
    key,
    qualifiedName,
    name,
    version,
    shape,
    upcasts,
    entity,
    messageKind: node.messageKind,
    wireName: node.wireName?.value ?? name,
  };
}

/** A message with its versions, oldest first, the first of each where there are duplicates. */
export function messageOf(project: Project, qualifiedName: string): Message | undefined {
  const versions = new Map<string, MessageVersion>();
  for (const entity of project.declared(qualifiedName)) {
    const version = project.versionOf(entity);
    if (version && !versions.has(version.key)) versions.set(version.key, version);
  }
  const newest = [...versions.values()].at(-1);
  return (
    newest && { qualifiedName, name: newest.name, messageKind: newest.messageKind, versions: [...versions.values()] }
  );
}
