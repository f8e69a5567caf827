import type { Project } from '../model/project.ts';
import type { Comparison } from './change.ts';
import { compareVersions, type HistoricVersion, historyOf } from './history.ts';

/** Two versions of a message and what the step from the older to the newer one does, whatever the policy. */
export interface Pair extends Comparison {
  /** The message's qualified name. */
  readonly message: string;
  readonly before: HistoricVersion;
  readonly after: HistoricVersion;
}

/** Qualified names of the messages that files declare, sorted. */
export function messagesIn(project: Project, uris: readonly string[]): readonly string[] {
  const entities = uris.flatMap((uri) => project.file(uri)?.entities ?? []);
  const messages = entities.filter(({ kind }) => kind === 'message');
  return [...new Set(messages.map(({ qualifiedName }) => qualifiedName))].sort();
}

/** Qualified names of all messages of a project, and of those that only were published, sorted. */
export function messagesOf(project: Project): readonly string[] {
  const projects = [project, ...project.baselines.map((baseline) => baseline.project)];
  return [...new Set(projects.flatMap((one) => messagesIn(one, one.uris)))].sort();
}

/**
 * Every two versions of a message, of different majors too, in order of the newer and then of the older one. Schemas alone
 * are compared: upcasts are not applied.
 */
export function pairsOf(project: Project, message: string): readonly Pair[] {
  const history = historyOf(project, message);
  return history.flatMap((after, i) =>
    history.slice(0, i).map((before) => ({ message, before, after, ...compareVersions(before, after) })),
  );
}
