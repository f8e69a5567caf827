import type { ConsumerInfo, FieldPath } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { memo, memoByKey } from '../../model/tracked.ts';
import { namesMessage } from '../readers/readers.ts';

/** Something that finds its own by a field of a message. */
export interface KeyUse {
  /** A partition, stream or state; the instance of a saga; what was handled before. */
  readonly role: 'key' | 'correlation' | 'idempotency';
  /** In words: `topic orders`, `aggregate Order`. */
  readonly owner: string;
  readonly path: FieldPath;
}

const usesIn = memo((project: Project) => memoByKey((message) => findKeyUses(project, message), sameUses));

/**
 * Who is keyed by a field of a message. Projections are not among them: they are rebuilt from the log.
 * The same list until somebody is keyed by something else, whatever else is said of those who are.
 * @param message its qualified name
 */
export function keyUsesOf(project: Project, message: string): readonly KeyUse[] {
  return usesIn(project)(message);
}

function sameUses(a: readonly KeyUse[], b: readonly KeyUse[]): boolean {
  return a.length === b.length && a.every((use, i) => sameUse(use, b[i]!));
}

function sameUse(a: KeyUse, b: KeyUse): boolean {
  return a.role === b.role && a.owner === b.owner && isSamePath(a.path, b.path);
}

function findKeyUses(project: Project, message: string): readonly KeyUse[] {
  const found: KeyUse[] = [];
  const add = (role: KeyUse['role'], owner: string, path: FieldPath | undefined) => {
    if (path && !found.some((use) => sameUse(use, { role, owner, path }))) found.push({ role, owner, path });
  };
  for (const { role, owner } of project.uses(message)) {
    if (owner === undefined) continue;
    if (role === 'carries') {
      const topic = project.topic(owner);
      if (topic?.node) add('key', `topic ${topic.name}`, topic.carries.get(message));
    }
    const part = namesMessage(role) ? project.part(owner) : undefined;
    if (part?.kind === 'aggregate') add('key', `aggregate ${part.name}`, part.by);
    if (part?.kind === 'saga') add('correlation', `saga ${part.name}`, part.by);
    if (part?.kind === 'consumer') {
      if (part.state) add('key', `consumer ${part.name}`, keyOf(part, message));
      add('idempotency', `consumer ${part.name}`, part.idempotent?.by);
    }
  }
  return found;
}

function keyOf({ handlers, by }: ConsumerInfo, message: string): FieldPath | undefined {
  return handlers.find((handler) => handler.messageName === message)?.by ?? by;
}

export function isSamePath(a: FieldPath | undefined, b: FieldPath | undefined): boolean {
  return a?.join('.') === b?.join('.');
}
