import type { MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';

/** The name on the wire under which a version was published, and where that is said; undefined where it was not. */
export function publishedWireName(
  project: Project,
  { key, wireName }: MessageVersion,
): { readonly before: string; readonly other: string } | undefined {
  const names = project.baselines.flatMap(({ name, project: before }) => {
    const version = before.messageVersion(key);
    return version ? [{ before: version.wireName, other: name }] : [];
  });
  return names.find(({ before }) => before !== wireName) ?? names[0];
}
