import type { Problem } from '../../model/problem.ts';
import type { Project } from '../../model/project.ts';
import { isVersion, type Lock, type LockEntry } from './lock.ts';
import { lockText } from './lockText.ts';
import { readLock } from './readLock.ts';
import { TypesUsed } from './typesUsed.ts';

/** What publishing makes of an evflow.lock. */
export interface Publication {
  readonly text: string;
  /** Keys of versions that were not in it, in order of names. */
  readonly published: readonly string[];
  /** Keys of topics and parts that are not as they were, new and old ones included. */
  readonly updated: readonly string[];
}

/** The lock that a project without errors comes to: what is in it of versions stays, to the letter. */
export function publication(project: Project, lock: Lock | undefined): Publication {
  const text = lockText(project, lock);
  const [before, after] = [linesByKey(lock?.entries ?? []), linesByKey(readLock(text).entries)];
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  const changed = keys.filter((key) => before.get(key)?.declaration !== after.get(key)?.declaration);
  const isOfVersion = (key: string) => isVersion((after.get(key) ?? before.get(key))!);
  return {
    text,
    published: changed.filter(isOfVersion),
    updated: changed.filter((key) => !isOfVersion(key)),
  };
}

function linesByKey(entries: readonly LockEntry[]): ReadonlyMap<string, LockEntry> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** A lock from which something was taken out, and the keys of that. */
export interface Dropped {
  readonly lock: Lock;
  readonly dropped: readonly string[];
}

/**
 * Takes messages out of a lock, with the types that no other message in it uses.
 * @param names whole names: of a message with all its versions, or of one version, `shop.OrderCreated@1.1`
 * @returns the names that the lock has no message of, where there are such
 */
export function withoutMessages(
  lock: Lock,
  names: readonly string[],
): Dropped | { readonly unknown: readonly string[] } {
  const messages = lock.entries.filter(({ kind }) => kind === 'message').map(({ key }) => key);
  const isMeant = (key: string, name: string) => key === name || key.slice(0, key.lastIndexOf('@')) === name;
  const unknown = names.filter((name) => !messages.some((key) => isMeant(key, name)));
  if (unknown.length > 0) return { unknown };
  if (names.length === 0) return { lock, dropped: [] };
  const meant = new Set(messages.filter((key) => names.some((name) => isMeant(key, name))));
  const types = new TypesUsed(lock.project);
  const needed = types.all(messages.filter((key) => !meant.has(key)));
  const keys = new Set([...types.all(meant)].filter((key) => meant.has(key) || !needed.has(key)).sort());
  const lines = [...lock.entries, ...lock.rivals].filter(({ key }) => keys.has(key));
  return { lock: withoutLines(lock, lines), dropped: [...keys] };
}

/** A lock without the problems that publishing mends: of topics and parts the present state counts, and is written. */
export function settled(lock: Lock): Lock {
  const isMended = ({ code, args }: Problem) => code === 'EVF4002' && args.wrong === 'twice' && !args.isVersion;
  return { ...lock, problems: lock.problems.filter((found) => !isMended(found)) };
}

function withoutLines(lock: Lock, lines: readonly LockEntry[]): Lock {
  let text = '';
  let from = 0;
  for (const { span } of [...lines].sort((a, b) => a.span.start - b.span.start)) {
    text += lock.text.slice(from, span.start);
    from = span.end;
  }
  return readLock(text + lock.text.slice(from));
}
