import { recordName } from '../../generate/exported.ts';
import type { MessageVersion } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import { RegistryError } from './access.ts';
import { type Policy, strictest } from './modes.ts';

/**
 * How a registry's clients find the subject of a message, by Confluent's names: by its topic, by its record, or by both.
 * Left out it is `topic-record`: a topic of ours may carry several messages, which are no versions of each other.
 */
export const STRATEGIES = ['topic', 'record', 'topic-record'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** What evolves as one in a registry: the minors of a major of a message. */
export interface Subject {
  readonly name: string;
  /** Oldest first; never empty. */
  readonly minors: readonly MessageVersion[];
  readonly policy: Policy;
}

/**
 * The subjects of a project, sorted by name. A command that no topic carries has its record's name alone.
 * @throws RegistryError where a strategy would make different messages versions of each other
 */
export function subjectsOf(project: Project, strategy: Strategy = 'topic-record'): readonly Subject[] {
  const subjects = new Map<string, Subject>();
  for (const minors of majorsOf(project)) {
    for (const { name, policy } of placesOf(project, minors, strategy)) {
      const other = subjects.get(name);
      if (other && other.minors !== minors) throw clash(name, other.minors, minors, strategy);
      subjects.set(name, { name, minors, policy: other ? strictest(other.policy, policy) : policy });
    }
  }
  return [...subjects.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The versions of every message, one list for each major. */
function majorsOf(project: Project): MessageVersion[][] {
  const names = new Set(
    project.entities().flatMap(({ kind, qualifiedName }) => (kind === 'message' ? [qualifiedName] : [])),
  );
  return [...names].sort().flatMap((name) => {
    const versions = project.message(name)?.versions ?? [];
    const majors = new Set(versions.map(({ version }) => version.major));
    return [...majors].map((major) => versions.filter(({ version }) => version.major === major));
  });
}

function placesOf(
  project: Project,
  [first]: readonly MessageVersion[],
  strategy: Strategy,
): { readonly name: string; readonly policy: Policy }[] {
  if (!first) return [];
  const record = recordName(first.key);
  const topics = first.messageKind === 'command' ? [] : project.topicsOf(first.qualifiedName);
  if (topics.length === 0) return [{ name: record, policy: 'full' }];
  return topics.map(({ wireName, compatibility }) => {
    const name = { topic: `${wireName}-value`, record, 'topic-record': `${wireName}-${record}` }[strategy];
    return { name, policy: compatibility };
  });
}

function clash(
  name: string,
  one: readonly MessageVersion[],
  other: readonly MessageVersion[],
  strategy: Strategy,
): RegistryError {
  const advice =
    strategy === 'topic-record' ? 'Rename one of them.' : 'Use the strategy topic-record, or one topic for each.';
  return new RegistryError(
    `${one[0]?.key} and ${other[0]?.key} would both be versions of the subject ${name}, and held against each other. ${advice}`,
  );
}
