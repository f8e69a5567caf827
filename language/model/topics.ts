import type { Name, Path, Topic, TopicItem } from '../syntax/tree.ts';
import type { Entity } from './entities.ts';
import type { FieldPath, Message, TopicInfo } from './meaning.ts';
import type { Project } from './project.ts';
import { ANY_FACT } from './references.ts';
import { resolveReference } from './resolve.ts';

export const ACKS = ['all', 'leader'] as const;
export const POLICIES = ['none', 'backward', 'forward', 'full'] as const;

/** What a written topic says; options that are not written have the value that language.md gives them. */
export function topicOf(project: Project, entity: Entity<Topic>): TopicInfo {
  const { node } = entity;
  const retain = itemOf(node, 'retain')?.period;
  return {
    key: entity.key,
    name: entity.name,
    wireName: node.wireName?.value ?? entity.name,
    node,
    carries: carriedBy(project, entity),
    partitions: Math.max(1, itemOf(node, 'partitions')?.count?.value ?? 1),
    replicas: Math.max(1, itemOf(node, 'replicas')?.count?.value ?? 1),
    acks: oneOf(ACKS, itemOf(node, 'acks')?.level) ?? 'all',
    retain: typeof retain === 'object' ? retain.milliseconds : retain,
    compact: itemOf(node, 'compact') !== undefined,
    compatibility: oneOf(POLICIES, itemOf(node, 'compatibility')?.policy) ?? 'full',
    takesDeadLetters: project.givingUpTo(entity.key).length > 0,
  };
}

/** The topic that an event or document travels on where no written one carries it. */
export function implicitTopicOf(message: Message): TopicInfo {
  return {
    key: message.qualifiedName,
    name: message.name,
    wireName: message.name,
    node: undefined,
    carries: new Map([[message.qualifiedName, undefined]]),
    partitions: 1,
    replicas: 1,
    acks: 'all',
    retain: undefined,
    compact: false,
    compatibility: 'full',
    takesDeadLetters: false,
  };
}

/**
 * Of the topics that carry a message, those that it is published to: what takes dead letters may carry it for the sake
 * of its readers, and is its way only where there is no other.
 */
export function publishedTo(carriers: readonly TopicInfo[]): readonly TopicInfo[] {
  const regular = carriers.filter(({ takesDeadLetters }) => !takesDeadLetters);
  return regular.length > 0 ? regular : carriers;
}

function carriedBy(project: Project, { node, file }: Entity<Topic>): Map<string, FieldPath | undefined> {
  const key = pathOf(itemOf(node, 'key')?.path);
  const carries = new Map<string, FieldPath | undefined>();
  for (const item of node.items) {
    if (item.kind !== 'carries') continue;
    for (const { message, by } of item.messages) {
      const { entity } = resolveReference(project, message, ANY_FACT, file.uri);
      if (entity && !carries.has(entity.qualifiedName)) carries.set(entity.qualifiedName, pathOf(by) ?? key);
    }
  }
  return carries;
}

function itemOf<K extends TopicItem['kind']>(topic: Topic, kind: K): Extract<TopicItem, { kind: K }> | undefined {
  return topic.items.find((item): item is Extract<TopicItem, { kind: K }> => item.kind === kind);
}

/** The names of a path; undefined where there is none, or none that is whole. */
export function pathOf(path: Path | undefined): FieldPath | undefined {
  const names = path?.parts.map(({ text }) => text);
  return names && names.length > 0 && !names.includes('') ? names : undefined;
}

export function oneOf<W extends string>(words: readonly W[], name: Name | undefined): W | undefined {
  return words.find((word) => word === name?.text);
}
