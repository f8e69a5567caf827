import type { PartInfo } from '../model/meaning.ts';
import type { Project } from '../model/project.ts';
import { PINNED_MESSAGE } from '../model/references.ts';
import type { RelatedPlace } from '../syntax/diagnostic.ts';
import type { Node } from '../syntax/tree.ts';
import { emitsIn } from './emits.ts';

/** A handler of a message with what it may say, by whole names. */
export interface Response {
  readonly part: PartInfo;
  /** Where the message is named. */
  readonly node: Node;
  /** Of the version that it handles; undefined where all are meant. */
  readonly major: number | undefined;
  readonly says: readonly string[];
}

/**
 * What the parts of a project say when a message comes. A consumer and an aggregate have a handler for it; a saga that
 * starts with it or waits for it may say whatever it says anywhere.
 */
export function responsesTo(project: Project, message: string): Response[] {
  const roles: readonly string[] = ['consumes', 'handles', 'waits'];
  const owners = project.uses(message).filter(({ role }) => roles.includes(role));
  return [...new Set(owners.map(({ owner }) => owner!))].flatMap((key) => {
    const part = project.part(key);
    return part ? responsesOf(project, part, message) : [];
  });
}

function responsesOf(project: Project, part: PartInfo, message: string): Response[] {
  if (part.kind === 'saga') return [sagaResponse(project, part)];
  if (part.kind !== 'consumer' && part.kind !== 'aggregate') return [];
  return [...part.handlers]
    .filter(({ messageName }) => messageName === message)
    .map(({ node, major, emits }) => ({ part, node: node.message, major, says: [...new Set(emits.map(wholeName))] }));
}

function sagaResponse(project: Project, part: Extract<PartInfo, { kind: 'saga' }>): Response {
  const says = emitsIn(part.node).flatMap(
    ({ message }) => project.resolveMessage(message, part.file, PINNED_MESSAGE).entity?.qualifiedName ?? [],
  );
  return { part, node: part.node.name, major: undefined, says: [...new Set(says)] };
}

/** Longer detours are not followed: a file's check must not walk through the whole project. */
const LONGEST = 8;

/**
 * Whether handlers lead to a message: they say it, or something that is not in `named` and whose handlers lead to it.
 */
export function leadsTo(
  project: Project,
  responses: readonly Response[],
  to: string,
  named: ReadonlySet<string>,
): boolean {
  const seen = new Set<string>();
  let says = new Set(responses.flatMap((response) => response.says));
  for (let length = 0; length < LONGEST && says.size > 0; length++) {
    if (says.has(to)) return true;
    const hidden = [...says].filter((name) => !named.has(name) && !seen.has(name));
    for (const name of hidden) seen.add(name);
    says = new Set(hidden.flatMap((name) => responsesTo(project, name).flatMap((response) => response.says)));
  }
  return false;
}

export function responsePlace({ part, node }: Response, label: string): RelatedPlace {
  return { uri: part.file.uri, span: node, label };
}

function wholeName(key: string): string {
  return key.replace(/@.*/, '');
}
