import type { PartInfo } from '../../model/meaning.ts';
import type { Project } from '../../model/project.ts';
import type { Reference } from '../../syntax/tree.ts';
import type { UnbuiltPart } from '../program.ts';

type Unbuilt = UnbuiltPart['info'];

/** The parts that a run cannot execute yet, with the messages that would reach them. */
export function unbuiltParts(project: Project): UnbuiltPart[] {
  const keys = new Set(project.entities().map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const info = project.part(key);
    return info?.kind === 'choreography' ? [unbuilt(info, project)] : [];
  });
}

function unbuilt(info: Unbuilt, project: Project): UnbuiltPart {
  const names = [...new Set(references(info).flatMap((reference) => nameOf(reference, info, project)))];
  const isCommand = (name: string) => project.message(name)?.messageKind === 'command';
  return { info, commands: names.filter(isCommand), events: names.filter((name) => !isCommand(name)) };
}

/** What the part reacts to. A saga waits for replies only once it has started, so that a run meets its start first. */
function references(info: Unbuilt): Reference[] {
  switch (info.kind) {
    case 'choreography':
      return info.node.items.flatMap((item) => (item.kind === 'choreographyStart' ? [item.message] : []));
  }
}

function nameOf(reference: Reference, info: PartInfo, project: Project): string[] {
  const entity = project.resolveMessage(reference, info.file).entity;
  return entity ? [entity.qualifiedName] : [];
}
