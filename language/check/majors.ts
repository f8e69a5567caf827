import type { PartInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';

/** Roles of those who say a message. */
export const SAYS: readonly string[] = ['emits', 'sends', 'publishes'];

/** The majors of a message that somebody in the project says, in order. */
export function publishedMajors(project: Project, message: string): number[] {
  const said = project.uses(message).filter(({ role, version }) => SAYS.includes(role) && version !== undefined);
  return [...new Set(said.map(({ version }) => majorOf(version)))].sort((a, b) => a - b);
}

export function majorOf(key: string | undefined): number {
  return Number(/@(\d+)\.\d+$/.exec(key ?? '')?.[1]);
}

/** Whether a part says that it has nothing to do with a major, or with the whole message. */
export function isIgnored(part: PartInfo, message: string, major: number): boolean {
  if (part.kind === 'choreography') return false;
  return part.ignores.some(
    (ignored) => ignored === message || (ignored.startsWith(`${message}@`) && majorOf(ignored) === major),
  );
}
