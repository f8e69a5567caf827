/**
 * Topics and parts in canonical form, as far as those depend on it who come later: what a topic carries and keeps, and
 * what the instances of a saga, the state of a key and the memory of a consumer are found by. Bodies are left out.
 */

import type { Entity } from '../../model/entities.ts';
import type { FieldPath, TopicInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { ANY_FACT } from '../../model/references.ts';
import { dotted } from '../../model/sourceFile.ts';
import type { Reference, Saga, Step, Wait } from '../../syntax/tree.ts';
import { duration, name, path, qualified } from './words.ts';

/** The skeleton of a topic, consumer, aggregate or saga; undefined for anything else. */
export function skeletonOf(project: Project, entity: Entity): string | undefined {
  const topic = entity.kind === 'topic' ? project.topic(entity.key) : undefined;
  if (topic) return topicText(topic);
  const part = project.partOf(entity);
  switch (part?.kind) {
    case 'consumer': {
      const { idempotent, deadLetterTo } = part;
      const items = [
        ...(idempotent ? [`idempotent${by(idempotent.by)}`] : []),
        ...(deadLetterTo === undefined ? [] : [`dead letter to ${qualified(deadLetterTo)}`]),
      ];
      return `consumer ${name(part.name)}${by(part.by)} ${braces(items)}`;
    }
    case 'aggregate':
      return `aggregate ${name(part.name)}${by(part.by)} {}`;
    case 'saga':
      return `saga ${name(part.name)}${by(part.by)} ${braces(sagaItems(project, entity, part.node))}`;
    default:
      return undefined;
  }
}

function topicText(topic: TopicInfo): string {
  const carries = [...topic.carries].map(([message, key]) => `${qualified(message)}${by(key)}`).sort();
  const { retain } = topic;
  const items = [
    ...(carries.length > 0 ? [`carries ${carries.join(', ')}`] : []),
    `partitions ${topic.partitions}`,
    ...(retain === undefined ? [] : [`retain ${retain === 'forever' ? retain : duration(retain)}`]),
    ...(topic.compact ? ['compact'] : []),
    `compatibility ${topic.compatibility}`,
  ];
  const wireName = topic.node?.wireName ? ` ${JSON.stringify(topic.wireName)}` : '';
  return `topic ${name(topic.name)}${wireName} ${braces(items)}`;
}

function sagaItems(project: Project, { file }: Entity, saga: Saga): string[] {
  const message = (reference: Reference) => {
    const { entity } = project.resolveMessage(reference, file, ANY_FACT);
    return entity?.version
      ? `${qualified(entity.qualifiedName)}@${entity.version.major}`
      : qualified(dotted(reference.name));
  };
  const waits = (items: readonly (Wait | { kind: string })[]) => {
    const awaited = items.flatMap((item) => (item.kind === 'waitOn' && 'message' in item ? (item.message ?? []) : []));
    return [...new Set(awaited.map(message))].sort().map((one) => `on ${one} -> done`);
  };
  const step = (node: Step) => {
    const undone = node.items.flatMap((item) => (item.kind === 'compensate' ? waits(item.items) : []));
    const items = [...waits(node.items), ...(undone.length > 0 ? [`compensate ${braces(undone)}`] : [])];
    return `step ${name(node.name.text)}${node.was ? ` was ${name(node.was.text)}` : ''} ${braces(items)}`;
  };
  return saga.items.flatMap((item) => {
    if (item.kind === 'start') return [`start on ${message(item.message)}`];
    if (item.kind === 'step') return [step(item)];
    return item.kind === 'parallel' ? [`parallel ${name(item.name.text)} ${braces(item.steps.map(step))} -> done`] : [];
  });
}

function by(key: FieldPath | undefined): string {
  return key ? ` by ${path(key)}` : '';
}

function braces(items: readonly string[]): string {
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}
