import type { Baseline } from '../model/baseline.ts';
import type { TopicInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { memo } from '../model/tracked.ts';

/** A topic as it is, and as it was published. */
export interface TopicPair {
  readonly now: TopicInfo;
  readonly before: TopicInfo;
  readonly baseline: Baseline;
}

const writtenTopics = memo((project: Project) =>
  project.entities().flatMap(({ key, kind }) => (kind === 'topic' ? (project.topic(key) ?? []) : [])),
);

const tellsTopics = memo((project: Project) =>
  project.entities().some(({ kind }) => !['record', 'enum', 'union', 'message'].includes(kind)),
);

/** The same topic goes by the same name here or on the wire. */
export function isSameTopic(a: TopicInfo, b: TopicInfo): boolean {
  return a.key === b.key || a.wireName === b.wireName;
}

/** A written topic beside what each baseline has of it. */
export function published(project: Project, now: TopicInfo): readonly TopicPair[] {
  return project.baselines.flatMap((baseline) => {
    const topics = writtenTopics(baseline.project);
    const before = topics.find(({ key }) => key === now.key) ?? topics.find((one) => isSameTopic(one, now));
    return before ? [{ now, before, baseline }] : [];
  });
}

/** Where a message went when it was published. A baseline of bare shapes, as a registry is one, does not say. */
export function publishedTopicsOf({ project }: Baseline, message: string): readonly TopicInfo[] {
  return tellsTopics(project) ? project.topicsOf(message) : [];
}
