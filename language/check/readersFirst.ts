import type { MessageVersion } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { listed } from '../model/words.ts';
import type { Fix, TextEdit } from '../syntax/diagnostic.ts';
import type { Topic } from '../syntax/tree.ts';
import { entriesAdded } from './entryFixes.ts';
import { replacement } from './fixes.ts';
import { itemOf } from './topicsHere.ts';

/**
 * Takes back that old readers read what new versions write, at the topics of a message that ask for both directions: it is
 * no break where readers are upgraded before writers. Undefined where a topic is not written down, or asks for the opposite.
 */
export function readersFirst(project: Project, version: MessageVersion): Fix | undefined {
  const all = project.topicsOf(version.qualifiedName);
  const topics = all.filter(({ compatibility }) => compatibility === 'full');
  if (topics.length === 0 || all.some(({ compatibility }) => compatibility === 'forward')) return undefined;
  const edits = topics.map(({ key, node }) => (node ? backward(project, key, node) : undefined));
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  const title = `Upgrade readers first: \`compatibility backward\` on ${listed(topics.map(({ name }) => name))}`;
  return { title, safe: false, edits: edits.flat() };
}

function backward(project: Project, key: string, topic: Topic): readonly TextEdit[] | undefined {
  const file = project.entity(key)?.file;
  const written = itemOf(topic, 'compatibility');
  if (!file) return undefined;
  const text = 'compatibility backward';
  return (written ? replacement('', file, written, text) : entriesAdded('', file, topic, [text]))?.edits;
}
