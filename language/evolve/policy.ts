import type { TopicInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import type { Direction } from './change.ts';

export type Policy = TopicInfo['compatibility'];

/** The policy for the minors of a message: the strictest of the topics that carry it; `full` for a command. */
export function policyOf(project: Project, message: string): Policy {
  const policies = project.topicsOf(message).map(({ compatibility }) => compatibility);
  const directions = new Set(policies.flatMap(directionsOf));
  if (policies.length === 0 || directions.size === 2) return 'full';
  return [...directions][0] ?? 'none';
}

/** What a policy asks for, as Confluent's registry defines the words (for all earlier versions, its `_TRANSITIVE` modes). */
export function directionsOf(policy: Policy): readonly Direction[] {
  if (policy === 'full') return ['backward', 'forward'];
  return policy === 'none' ? [] : [policy];
}
