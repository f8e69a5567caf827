import type { MessageUse, PartInfo, TopicInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { memo, memoByKey, sameItems } from '../../model/tracked.ts';
import type { Span } from '../../syntax/tree.ts';
import { carriedReads } from './carriedReads.ts';
import { type FieldRead, isReached, stepsOf } from './fieldReads.ts';
import { type Reads, readsOfPart } from './partReads.ts';

/** A part that reads a message, or a topic that is keyed by it. */
export interface Reader {
  /** The part's or topic's key. */
  readonly key: string;
  readonly name: string;
  readonly kind: PartInfo['kind'] | 'topic';
  readonly uri: string;
  /** Where its name stands. */
  readonly node: Span;
  /** Keys of the versions that it names; empty for what speaks of all. */
  readonly names: readonly string[];
  /** What it reads of each version that may come to it, by the version's key. */
  readonly reads: Reads;
}

const readsIn = memo((project: Project) =>
  memoByKey((key) => {
    const part = project.part(key);
    return part ? readsOfPart(project, part) : (new Map() as Reads);
  }, sameReads),
);
const readersIn = memo((project: Project) => memoByKey((name) => findReaders(project, name), sameReaders));

/**
 * Who reads a message, and which of its fields, in order of their places.
 * The same list until one of them reads something else.
 * @param messageName the message's qualified name
 */
export function readersOf(project: Project, messageName: string): readonly Reader[] {
  return readersIn(project)(messageName);
}

/**
 * What a reader reads of a version at a path, above or below it: what a change there reaches.
 * @param version the version's key
 * @param changed `items[].price`, in the version's names; empty for the whole message
 */
export function readsAt(reader: Reader, version: string, changed: string): readonly FieldRead[] {
  const path = stepsOf(changed);
  return (reader.reads.get(version) ?? []).filter((read) => isReached(read, path));
}

/** Whether a change at a path reaches a reader; the arguments are those of `readsAt`. */
export function reaches(reader: Reader, version: string, changed: string): boolean {
  return readsAt(reader, version, changed).length > 0;
}

const READS: ReadonlySet<MessageUse['role']> = new Set(['consumes', 'handles', 'applies', 'waits', 'contract']);

/** Whether who uses a message so reads it. */
export function namesMessage(role: MessageUse['role']): boolean {
  return READS.has(role);
}

function findReaders(project: Project, messageName: string): readonly Reader[] {
  const message = project.message(messageName);
  if (!message) return [];
  const uses = project.uses(messageName);
  const owners = uses.flatMap(({ role, owner }) => (namesMessage(role) && owner !== undefined ? [owner] : []));
  const carriers = uses.flatMap(({ role, owner }) => (role === 'carries' && owner !== undefined ? [owner] : []));
  const keys = new Set(message.versions.map(({ key }) => key));
  const parts = [...new Set(owners)].flatMap((key): Reader[] => {
    const part = project.part(key);
    if (!part) return [];
    const named: Reads = new Map([...readsIn(project)(key)].filter(([version]) => keys.has(version)));
    const names = part.kind === 'choreography' ? [] : [...named.keys()];
    return [readerOf(part, part.entity.node.name, names, carriedReads(project, message, named, part.kind !== 'saga'))];
  });
  const topics = [...new Set(carriers)].flatMap((key): Reader[] => {
    const topic = project.topic(key);
    return topic?.node ? topicReader(project, topic, messageName, [...keys]) : [];
  });
  return [...parts, ...topics];
}

function readerOf({ key, name, kind, file }: PartInfo, node: Span, names: readonly string[], reads: Reads): Reader {
  return { key, name, kind, uri: file.uri, node, names, reads };
}

/** A topic reads the key of what it carries, in every version. */
function topicReader(project: Project, topic: TopicInfo, messageName: string, versions: readonly string[]): Reader[] {
  const path = topic.carries.get(messageName);
  const uri = project.entity(topic.key)?.file.uri;
  if (!path || uri === undefined) return [];
  const read: FieldRead = { path, deep: true, at: topic.node!.name, uri, site: { kind: 'key' } };
  const reads = new Map(versions.map((version) => [version, [read]]));
  const { key, name } = topic;
  return [{ key, name, kind: 'topic', uri, node: topic.node!.name, names: [], reads }];
}

function sameReaders(a: readonly Reader[], b: readonly Reader[]): boolean {
  return a.length === b.length && a.every((reader, i) => sameReader(reader, b[i]!));
}

function sameReader(a: Reader, b: Reader): boolean {
  return a.key === b.key && a.node === b.node && sameItems(a.names, b.names) && sameReads(a.reads, b.reads);
}

function sameReads(a: Reads, b: Reads): boolean {
  return (
    a.size === b.size &&
    [...a].every(([version, reads]) => {
      const others = b.get(version);
      return others?.length === reads.length && reads.every((read, i) => sameRead(read, others[i]!));
    })
  );
}

function sameRead(a: FieldRead, b: FieldRead): boolean {
  return (
    a.at === b.at &&
    a.uri === b.uri &&
    a.deep === b.deep &&
    sameItems(a.path, b.path) &&
    a.site?.kind === b.site?.kind &&
    stepOf(a) === stepOf(b)
  );
}

function stepOf({ site }: FieldRead): string | undefined {
  return site && 'step' in site ? site.step : undefined;
}
