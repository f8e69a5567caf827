import type { QualifiedName } from '../syntax/tree.ts';
import type { Entity } from './entities.ts';
import type { MessageUse } from './meaning.ts';
import type { Project } from './project.ts';
import { type FoundReference, referencesIn } from './references.ts';
import { resolveReference } from './resolve.ts';
import { Findings } from './structure.ts';

/** What a declaration says about messages, with what its references stand for. */
export interface Usage {
  readonly uses: readonly MessageUse[];
  readonly findings: Findings;
}

/** Resolves every reference of a declaration but for those in types, which its structure resolves. */
export function usageOf(project: Project, entity: Entity): Usage {
  const findings = new Findings();
  const uses: MessageUse[] = [];
  for (const found of referencesIn(entity.node)) {
    if (found.node.kind === 'reference' && found.expected.version === 'exact') continue;
    const resolution = resolveReference(project, found.node, found.expected, entity.file.uri);
    if (resolution.problem) findings.report(resolution.problem);
    if (!resolution.entity) continue;
    findings.targets.set(found.node, { kind: 'entity', key: resolution.entity.key });
    if (found.role) uses.push(useOf(entity, found, found.role, resolution.entity, resolution.exact));
  }
  return { uses, findings };
}

function useOf(
  owner: Entity,
  found: FoundReference,
  role: MessageUse['role'],
  message: Entity,
  exact: boolean,
): MessageUse {
  return {
    role: message.node.kind === 'message' && message.node.messageKind === 'command' ? commandRole(role) : role,
    message: message.qualifiedName,
    version: exact ? message.key : undefined,
    owner: owner.kind === 'scenario' ? undefined : owner.key,
    uri: owner.file.uri,
    node: found.node as QualifiedName,
  };
}

/** `on C` handles a command, `emits C` sends it. */
function commandRole(role: MessageUse['role']): MessageUse['role'] {
  if (role === 'consumes') return 'handles';
  return role === 'emits' ? 'sends' : role;
}

export function sameUses(a: readonly MessageUse[], b: readonly MessageUse[]): boolean {
  return a.length === b.length && a.every((use, i) => sameUse(use, b[i]!));
}

function sameUse(a: MessageUse, b: MessageUse): boolean {
  return (
    a.node === b.node && a.role === b.role && a.version === b.version && a.owner === b.owner && a.message === b.message
  );
}
